import { z } from 'zod'
import { AUDIENCES, type Audience } from './facts.ts'
import { readWordLists, sought, wordList, type Sought } from './word-lists.ts'

const perLanguage = z.record(z.string(), wordList)

const audience = z.strictObject({
  names: perLanguage,
  listed: perLanguage.default({}),
  not: perLanguage.default({}),
  with: perLanguage.default({}),
  weakens: perLanguage.default({}),
})

const schema = z.strictObject({
  ...(Object.fromEntries(AUDIENCES.map((name) => [name, audience])) as Record<Audience, typeof audience>),
  regardless: perLanguage,
  groups: z.array(wordList),
  forms: z.array(wordList),
  tells: perLanguage,
  anonymous: z.strictObject({ says: perLanguage, not: perLanguage, still: perLanguage }),
  exit: z.strictObject({ says: perLanguage, pressed: wordList }),
  afterHours: z.strictObject({ says: perLanguage, maySay: perLanguage, onCall: perLanguage }),
})

/** A list in each language it is known in. */
export type ByLanguage = ReadonlyMap<string, Sought>

const ready = (lists: Readonly<Record<string, readonly string[]>>): ByLanguage =>
  new Map(Object.entries(lists).map(([language, words]) => [language, sought(words)]))

const read = readWordLists('audiences', schema)

export type AudienceWords = {
  readonly names: ByLanguage
  readonly listed: ByLanguage
  readonly not: ByLanguage
  readonly with: ByLanguage
  readonly weakens: ByLanguage
}

const audienceWords = (name: Audience): AudienceWords => ({
  names: ready(read[name].names),
  listed: ready(read[name].listed),
  not: ready(read[name].not),
  with: ready(read[name].with),
  weakens: ready(read[name].weakens),
})

/** The lists of `data/review/audiences.yaml`, ready to look for. */
export const AUDIENCE_WORDS = Object.fromEntries(AUDIENCES.map((name) => [name, audienceWords(name)])) as Readonly<
  Record<Audience, AudienceWords>
>

export const REGARDLESS = ready(read.regardless)
export const TELLS = ready(read.tells)
export const GROUPS = read.groups.map(sought)
export const FORMS = read.forms.map(sought)
export const ANONYMOUS = {
  says: ready(read.anonymous.says),
  not: ready(read.anonymous.not),
  still: ready(read.anonymous.still),
}
export const EXIT_SAYS: ReadonlySet<string> = new Set(Object.values(read.exit.says).flat())
export const EXIT_PRESSED = sought(read.exit.pressed)
export const AFTER_HOURS = {
  says: ready(read.afterHours.says),
  maySay: ready(read.afterHours.maySay),
  onCall: ready(read.afterHours.onCall),
}

/** Whether a text holds a word of the list in one of the languages. */
export const holds = (list: ByLanguage, languages: readonly string[], text: string): boolean =>
  languages.some((language) => list.get(language)?.pattern.test(text) === true)

/** Whether it could, asked cheaply of a text in small letters. */
export const mayHold = (list: ByLanguage, languages: readonly string[], lower: string): boolean =>
  languages.some((language) => list.get(language)?.mayStandIn(lower) === true)
