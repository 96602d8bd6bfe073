import { z } from 'zod'
import { readWordLists } from './word-lists.ts'

const schema = z.array(
  z.strictObject({
    tag: z.string(),
    script: z.string().regex(/^[A-Z][a-z]{3}$/, 'expected a script by its ISO 15924 code, such as Latn'),
    letters: z.string().optional(),
    words: z.array(z.string()).min(1, 'expected a word at least'),
  }),
)

type Known = z.infer<typeof schema>[number]

const LANGUAGES = readWordLists('languages', schema)

const byScript = Map.groupBy(LANGUAGES, ({ script }) => script)

/** Which languages a small word, or a letter of their own, belongs to, by their places in LANGUAGES. */
const placesOf = (partsOf: (language: Known) => Iterable<string>): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>()
  for (const [place, language] of LANGUAGES.entries())
    for (const part of partsOf(language)) places.set(part, [...(places.get(part) ?? []), place])
  return places
}

const ofWord = placesOf(({ words }) => new Set(words))
const ofLetter = placesOf(({ letters = '' }) => letters)

/** Scripts other than Latin by where their letters stand in Unicode; the first that fits. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Arab', /[؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿]/gu],
  ['Cyrl', /[Ѐ-ӿ]/gu],
  ['Ethi', /[ሀ-፿]/gu],
  ['Kana', /[぀-ヿ]/gu],
  ['Hani', /[一-鿿]/gu],
  ['Thai', /[฀-๿]/gu],
  ['Grek', /[Ͱ-Ͽἀ-῿]/gu],
  ['Hebr', /[֐-׿]/gu],
  ['Hang', /[가-힯]/gu],
  ['Armn', /[԰-֏]/gu],
  ['Geor', /[Ⴀ-ჿ]/gu],
  ['Deva', /[ऀ-ॿ]/gu],
  ['Beng', /[ঀ-৿]/gu],
  ['Guru', /[਀-੿]/gu],
  ['Taml', /[஀-௿]/gu],
  ['Mlym', /[ഀ-ൿ]/gu],
  ['Laoo', /[຀-໿]/gu],
  ['Khmr', /[ក-៿]/gu],
  ['Mymr', /[က-႟]/gu],
  ['Syrc', /[܀-ݏ]/gu],
]
const BEYOND_LATIN = /[Ͱ-῿⺀-￿]/u
const LATIN = /[a-zÀ-ɏḀ-ỿ]/giu
const WORD = /[\p{L}\p{M}]+/gu
const OWN_LETTER = /[^\p{ASCII}]/gu

/** Words of Swedish that its neighbours do not have: two of them and nothing but Latin letters settle the matter. */
const SWEDISH = /(?<![a-zà-ÿ])(?:och|är|inte|från|att|hjälp|oss|också|någon|hos)(?![a-zà-ÿ])/gi

/** Fewer letters than this say nothing of a language written in Latin letters; another script says more at once. */
const FEWEST_LETTERS = 25
const FEWEST_OTHER = 8
/** A passage of a language has at least this share of its small words. */
const FEWEST_KNOWN = 0.12
const FEWEST_WORDS = 2
/** A letter of its own counts as this much of a small word. */
const LETTER_COUNTS = 0.5
/** What one language must be ahead of the next by, for the passage to be told from it. */
const AHEAD = 1.05

/**
 * The language that a text is written in, by its script, its small words and its letters, of those that municipalities in
 * Sweden write in; nothing for a text too short to tell, or of none of them. BCP 47, as data/review/languages.yaml says.
 */
export const languageOfText = (text: string): string | undefined => {
  if (!BEYOND_LATIN.test(text) && (text.match(SWEDISH)?.length ?? 0) >= FEWEST_WORDS) return 'sv'
  const script = scriptOf(text)
  if (script === undefined) return undefined
  const known = byScript.get(script) ?? []
  if (known.length === 1) return known[0]?.tag
  return best(text.toLowerCase(), known)
}

const scriptOf = (text: string): string | undefined => {
  const latin = text.match(LATIN)?.length ?? 0
  if (BEYOND_LATIN.test(text)) {
    let most: { readonly script: string; readonly letters: number } | undefined
    for (const [script, letters] of SCRIPTS) {
      const count = text.match(letters)?.length ?? 0
      if (count > (most?.letters ?? 0)) most = { script, letters: count }
    }
    if (most !== undefined && most.letters >= FEWEST_OTHER && most.letters > latin) return most.script
  }
  return latin >= FEWEST_LETTERS ? 'Latn' : undefined
}

const best = (lower: string, known: readonly Known[]): string | undefined => {
  const points = LANGUAGES.map(() => 0)
  const words = add(points, lower.matchAll(WORD), ofWord, 1)
  add(points, lower.matchAll(OWN_LETTER), ofLetter, LETTER_COUNTS)
  let first: Known | undefined
  let most = 0
  let next = 0
  for (const [place, language] of LANGUAGES.entries()) {
    const own = points[place] ?? 0
    if (!known.includes(language)) continue
    if (own > most) [first, most, next] = [language, own, most]
    else if (own > next) next = own
  }
  return most >= Math.max(FEWEST_WORDS, words * FEWEST_KNOWN) && most >= next * AHEAD ? first?.tag : undefined
}

/** Gives each language its points for what is found, and says how much was found in all. */
const add = (
  points: number[],
  found: Iterable<RegExpExecArray>,
  places: ReadonlyMap<string, readonly number[]>,
  each: number,
): number => {
  let all = 0
  for (const [part] of found) {
    all += 1
    for (const place of places.get(part) ?? []) points[place] = (points[place] ?? 0) + each
  }
  return all
}
