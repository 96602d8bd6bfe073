import { readFileSync } from 'node:fs'
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

/** Reads the staff side's words. Throws FileProblems, also when a language lacks a text or a value of another's. */
export const readWords = (root: string): Readonly<Record<StaffLanguage, Words>> => {
  const read = (language: StaffLanguage): Readonly<Record<string, string>> => {
    const file = `locales/${language}/staff.yaml`
    return mustParseYaml(readFileSync(join(root, file), 'utf8'), wording, file)
  }
  const texts = { sv: read('sv'), en: read('en') }
  const unlike = [...new Set([...Object.keys(texts.sv), ...Object.keys(texts.en)])].filter(
    (id) => placesIn(texts.sv[id]) !== placesIn(texts.en[id]),
  )
  if (unlike.length > 0) {
    const expected = 'expected the same text, with the same {values}, in every staff language'
    throw new FileProblems(unlike.map((field) => ({ file: 'locales/en/staff.yaml', line: 0, field, expected })))
  }
  return { sv: wordsOf(texts.sv), en: wordsOf(texts.en) }
}

const placesIn = (text: string | undefined): string | undefined =>
  text === undefined
    ? undefined
    : [...text.matchAll(PLACE)]
        .map(([place]) => place)
        .toSorted()
        .join()

const wordsOf =
  (texts: Readonly<Record<string, string>>): Words =>
  (id, values = {}) => {
    const text = texts[id]
    if (text === undefined) throw new Error(`There is no text ${id} for the staff side.`)
    return text.replaceAll(PLACE, (whole, name: string) => String(values[name] ?? whole))
  }

/** The first of our languages that a browser asks for; Swedish when it asks for none of them. */
export const languageAsked = (accepted: string | undefined): StaffLanguage => {
  const wanted = (accepted ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return STAFF_LANGUAGES.find((language) => language === wanted.find((tag) => isStaffLanguage(tag))) ?? 'sv'
}

export const isStaffLanguage = (tag: string): tag is StaffLanguage =>
  (STAFF_LANGUAGES as readonly string[]).includes(tag)
