import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileProblems, mustParseYaml } from '#kernel/document.ts'

/** The languages of the staff side; the public side has more, with states and releases of their own. */
export const STAFF_LANGUAGES = ['sv', 'en'] as const
export type StaffLanguage = (typeof STAFF_LANGUAGES)[number]

/** Says the text of an id (`sign-in.title`), with values put in. Throws for an id that there is no text for. */
export type Words = (id: string, values?: Readonly<Record<string, string | number>>) => string

const wording = z.record(z.string(), z.string().trim().min(1, 'expected a text, found nothing'))

const PLACE = /\{([\w-]+)\}/g

type Text = { readonly says: string; readonly file: string }
type Texts = ReadonlyMap<string, Text>

/**
 * Reads the staff side's words, one file for each room under `locales/<language>/staff`. Throws FileProblems, also when
 * a text is there twice, or a language lacks a text or a value of another's.
 */
export const readWords = (root: string): Readonly<Record<StaffLanguage, Words>> => {
  const texts = { sv: readTexts(root, 'sv'), en: readTexts(root, 'en') }
  const unlike = [...new Map([...texts.sv, ...texts.en])].filter(
    ([id]) => placesIn(texts.sv.get(id)) !== placesIn(texts.en.get(id)),
  )
  if (unlike.length > 0) {
    const expected = 'expected the same text, with the same {values}, in every staff language'
    throw new FileProblems(unlike.map(([field, { file }]) => ({ file, line: 0, field, expected })))
  }
  return { sv: wordsOf(texts.sv), en: wordsOf(texts.en) }
}

const readTexts = (root: string, language: StaffLanguage): Texts => {
  const texts = new Map<string, Text>()
  const folder = `locales/${language}/staff`
  for (const name of readdirSync(join(root, folder)).toSorted()) {
    const file = `${folder}/${name}`
    for (const [id, says] of Object.entries(mustParseYaml(readFileSync(join(root, file), 'utf8'), wording, file))) {
      const other = texts.get(id)
      const expected = `expected each text once; it is in ${other?.file ?? ''} too`
      if (other !== undefined) throw new FileProblems([{ file, line: 0, field: id, expected }])
      texts.set(id, { says, file })
    }
  }
  return texts
}

const placesIn = (text: Text | undefined): string | undefined =>
  text === undefined
    ? undefined
    : [...text.says.matchAll(PLACE)]
        .map(([place]) => place)
        .toSorted()
        .join()

const wordsOf =
  (texts: Texts): Words =>
  (id, values = {}) => {
    const says = texts.get(id)?.says
    if (says === undefined) throw new Error(`There is no text ${id} for the staff side.`)
    return says.replaceAll(PLACE, (whole, name: string) => String(values[name] ?? whole))
  }

/** The first of our languages that a browser asks for; Swedish when it asks for none of them. */
export const languageAsked = (accepted: string | undefined): StaffLanguage => {
  const wanted = (accepted ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return STAFF_LANGUAGES.find((language) => language === wanted.find((tag) => isStaffLanguage(tag))) ?? 'sv'
}

export const isStaffLanguage = (tag: string): tag is StaffLanguage =>
  (STAFF_LANGUAGES as readonly string[]).includes(tag)
