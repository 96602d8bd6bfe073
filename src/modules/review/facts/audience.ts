import type { Mention } from './facts.ts'
import { FORMS, GROUPS, REGARDLESS, TELLS, holds, type Audience, type AudienceWords } from './audience-words.ts'
import type { Passage } from './passages.ts'
import type { Sought } from './word-lists.ts'

/** So many groups, or forms of violence, named in one sentence are a list: nobody is spoken to. */
const LISTED = 3
/** Fewer words than this say nothing of whom they name. */
const FEWEST_WORDS = 5
/** What stands under a heading, for the heading to be more than a word. */
const SHORTEST_SECTION = 50

/** Those whose names are also forms of violence, and so stand in lists of them. */
const FORM_OF_VIOLENCE: ReadonlySet<Audience> = new Set(['honour', 'onlineAbuse', 'trafficking'])

/**
 * What one passage says of a group: true when it speaks to or tells of it, `weak` when it names it among others or says
 * nothing more, false when it does not name it.
 */
export const mentionIn = (
  { kind, text, section }: Passage,
  audience: Audience,
  words: AudienceWords,
  languages: readonly string[],
): Mention => {
  const left = without(text, words, languages)
  const name = nameIn(left, words, languages)
  if (name === undefined) return false
  if (holds(REGARDLESS, languages, left) || isList(left, audience)) return 'weak'
  if (kind === 'heading')
    return section.length >= SHORTEST_SECTION && fits(`${left} ${section}`, words, languages) ? true : 'weak'
  if (isEnumerated(left, name)) return 'weak'
  if (!fits(left, words, languages) || holds(words.weakens, languages, left)) return 'weak'
  if (left.split(/\s+/).length < FEWEST_WORDS && !/\d{3}/.test(left)) return 'weak'
  return saysMore(left, name, languages) ? true : 'weak'
}

const without = (text: string, { not }: AudienceWords, languages: readonly string[]): string => {
  let left = text
  for (const language of languages) {
    const pattern = not.get(language)?.pattern
    if (pattern !== undefined && pattern.test(left)) left = left.replaceAll(new RegExp(pattern, 'giu'), ' ')
  }
  return left
}

const nameIn = (text: string, { names }: AudienceWords, languages: readonly string[]): RegExpExecArray | undefined => {
  for (const language of languages) {
    const found = names.get(language)?.pattern.exec(text)
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

/** Whether what must stand beside the name does, in one of the languages that ask for something. */
const fits = (text: string, { with: beside }: AudienceWords, languages: readonly string[]): boolean => {
  const asked = languages.filter((language) => beside.has(language))
  return asked.length < languages.length && asked.length === 0
    ? true
    : asked.some((language) => holds(beside, [language], text))
}

/** A language without a list of what tells is believed when the sentence goes on beyond the name. */
const saysMore = (text: string, name: RegExpExecArray, languages: readonly string[]): boolean => {
  const rest = text.slice(0, name.index) + text.slice(name.index + name[0].length)
  const known = languages.filter((language) => TELLS.has(language))
  return known.length < languages.length || holds(TELLS, known, rest)
}

const isList = (text: string, audience: Audience): boolean =>
  countOf(GROUPS, text) >= LISTED || (FORM_OF_VIOLENCE.has(audience) && countOf(FORMS, text) >= LISTED)

const countOf = (lists: readonly Sought[], text: string): number =>
  lists.filter(({ pattern }) => pattern.test(text)).length

const BETWEEN = /\s*(?:[,;/،、]|\s(?:och|eller|samt|and|or|ja|tai|و|أو)\s)\s*/
const LONGEST_LINK = 4

/** Whether the name is a short link in a chain of at least three: neighbours on both sides, and a comma among them. */
const isEnumerated = (text: string, name: RegExpExecArray): boolean => {
  const before = text.slice(0, name.index).split(BETWEEN)
  const after = text.slice(name.index).split(BETWEEN)
  const own = `${before.at(-1) ?? ''} ${after[0] ?? ''}`.trim()
  if (wordsIn(own) > LONGEST_LINK || before.length + after.length < 4) return false
  const around = text.slice(0, name.index + name[0].length + (after[0]?.length ?? 0) + 1)
  const neighbours = [before.at(-2), after[1]].filter((link) => link !== undefined)
  return (/[,;]/.test(around) || after.length > 2) && neighbours.some((link) => wordsIn(link) <= LONGEST_LINK)
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length
