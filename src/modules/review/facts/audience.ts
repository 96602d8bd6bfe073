import type { Mention } from './facts.ts'
import { FORMS, GROUPS, REGARDLESS, TELLS, holds, type AudienceWords } from './audience-words.ts'
import type { Audience } from './facts.ts'
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

/** A name as it stands in a text, and the language it was looked for in. */
type Named = { readonly language: string; readonly at: number; readonly name: string }

/**
 * What one passage says of a group: true when it speaks to or tells of it, `weak` when it names it among others or says
 * nothing more, false when it does not name it.
 */
export const mentionIn = (
  { kind, text, section, block }: Passage,
  audience: Audience,
  words: AudienceWords,
  languages: readonly string[],
): Mention => {
  const left = without(text, words, languages)
  const named = nameIn(left, words, languages)
  if (named === undefined)
    return holds(words.listed, languages, left) && countOf(GROUPS_AND_FORMS, left) > 1 ? 'weak' : false
  // One or two words on a line of their own are a step of a menu that was left in the text.
  const count = wordsIn(text)
  if (kind === 'line' && block.kind !== 'item' && count < 3) return false
  if (kind === 'link' || holds(REGARDLESS, languages, left) || isList(left, audience)) return 'weak'
  if (holds(words.weakens, languages, left)) return 'weak'
  if (kind === 'heading')
    return section.length >= SHORTEST_SECTION && fits(`${left} ${section}`, words, named) ? true : 'weak'
  if (isEnumerated(left, named, audience) || !fits(left, words, named)) return 'weak'
  if (count < FEWEST_WORDS && !/\d{3}/.test(left)) return 'weak'
  return saysMore(left, named) ? true : 'weak'
}

const without = (text: string, { not }: AudienceWords, languages: readonly string[]): string => {
  let left = text
  for (const language of languages) {
    const pattern = not.get(language)?.pattern
    if (pattern !== undefined && pattern.test(left)) left = left.replaceAll(new RegExp(pattern, 'giu'), ' ')
  }
  return left
}

const nameIn = (text: string, { names }: AudienceWords, languages: readonly string[]): Named | undefined => {
  for (const language of languages) {
    const found = names.get(language)?.pattern.exec(text)
    if (found !== undefined && found !== null) return { language, at: found.index, name: found[0] }
  }
  return undefined
}

/** Whether what must stand beside the name does, where its language asks for something. */
const fits = (text: string, { with: beside }: AudienceWords, { language }: Named): boolean =>
  !beside.has(language) || holds(beside, [language], text)

/** A language without a list of what tells is believed when the sentence goes on beyond the name. */
const saysMore = (text: string, { language, at, name }: Named): boolean =>
  !TELLS.has(language) || holds(TELLS, [language], text.slice(0, at) + text.slice(at + name.length))

const isList = (text: string, audience: Audience): boolean =>
  countOf(GROUPS, text) >= LISTED || (FORM_OF_VIOLENCE.has(audience) && countOf(FORMS, text) >= LISTED)

const GROUPS_AND_FORMS = [...GROUPS, ...FORMS]

const countOf = (lists: readonly Sought[], text: string): number =>
  lists.filter(({ pattern }) => pattern.test(text)).length

const BETWEEN = /\s*(?:[,;/،、]|\s(?:och|eller|samt|and|or|ja|tai|و|أو)\s)\s*/
const LONGEST_LINK = 4

/**
 * Whether the name is a short link in a chain of at least three: neighbours on both sides and a comma among them. Two
 * forms of violence side by side are such a chain when nobody is spoken to.
 */
const isEnumerated = (text: string, { at, name }: Named, audience: Audience): boolean => {
  const before = text.slice(0, at).split(BETWEEN)
  const after = text.slice(at).split(BETWEEN)
  const own = `${before.at(-1) ?? ''} ${after[0] ?? ''}`.trim()
  if (wordsIn(own) > LONGEST_LINK) return false
  const neighbours = [before.at(-2), after[1]].filter((link) => link !== undefined)
  if (FORM_OF_VIOLENCE.has(audience) && !SPEAKS.test(text) && neighbours.some((link) => countOf(FORMS, link) > 0))
    return true
  if (before.length + after.length < 4) return false
  const around = text.slice(0, at + name.length + (after[0]?.length ?? 0) + 1)
  return (/[,;]/.test(around) || after.length > 2) && neighbours.some((link) => wordsIn(link) <= LONGEST_LINK)
}

const SPEAKS = /(?<!\p{L})(?:du|dig|you)(?!\p{L})/iu

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length
