import { z } from 'zod'
import { html, raw, type Html } from '#kernel/html.ts'

/** The site's own words in one language, by id (`exit.label`). */
export type Wording = ReadonlyMap<string, string>

export const wordingSchema = z.record(z.string(), z.string().trim().min(1, 'expected a text, found nothing'))

/** Says the text of an id in a page's language. Throws when the source language has no such text. */
export type Say = {
  (id: string, values?: Readonly<Record<string, string | number>>): string
  /** As HTML, so that a value may be a link or a number marked up; plain values are escaped. */
  html(id: string, values: Readonly<Record<string, Html | string | number>>): Html
}

/** What a page in another language than Swedish does with words; by default nothing. */
export type Manner = {
  /** With words that are Swedish because the language has none: says which language they are in. */
  readonly asSource?: (text: string) => string
  /** With a value put into a sentence: keeps its own direction. */
  readonly asValue?: (value: string) => string
}

const asItIs = (text: string): string => text

/** The words of `wording`, and of `source` (Swedish) where it has none. */
export const sayIn = (wording: Wording, source: Wording, { asSource = asItIs, asValue = asItIs }: Manner = {}): Say => {
  const find = (id: string): string => {
    const own = wording.get(id)
    if (own !== undefined) return own
    const text = source.get(id)
    if (text === undefined) throw new Error(`There is no text with the id ${id} in the source language.`)
    return asSource(text)
  }
  const say = (id: string, values: Readonly<Record<string, string | number>> = {}): string =>
    find(id).replaceAll(PLACE, (whole, name: string) => {
      const value = values[name]
      return value === undefined ? whole : asValue(String(value))
    })
  const asHtml = (id: string, values: Readonly<Record<string, Html | string | number>>): Html =>
    raw(
      find(id)
        .split(/(\{[\w-]+\})/)
        .map((part) => {
          const name = /^\{([\w-]+)\}$/.exec(part)?.[1]
          const value = name === undefined ? part : (values[name] ?? part)
          return String(html`${value}`)
        })
        .join(''),
    )
  return Object.assign(say, { html: asHtml })
}

const PLACE = /\{([\w-]+)\}/g

// First-strong isolate and its end (Unicode TR 9): without them 2026-11-23 turns round after an Arabic word.
const ISOLATE = '\u2068'
const END_OF_ISOLATE = '\u2069'

/** Keeps the direction of a value, such as a date or a place's name, in a sentence that runs from the right. */
export const isolated = (value: string): string => `${ISOLATE}${value}${END_OF_ISOLATE}`

// Two characters that Unicode sets aside for private use, and that therefore stand in no text of ours.
const BEGIN = '\uE000'
const END = '\uE001'

/** Marks words that stand in Swedish on a page of another language, until the page is whole. */
export const inSource = (text: string): string => `${BEGIN}${text}${END}`

/**
 * Gives marked words their language in the finished page (WCAG 3.1.2, and the right direction on a page that runs from
 * the right). Within a tag or the title, where no element can stand, the marks are only taken away.
 */
export const withSourceMarked = (page: string): string =>
  page.includes(BEGIN)
    ? page
        .split(/(<title>[^<]*<\/title>|<[^>]*>)/)
        .map((part, index) =>
          index % 2 === 1
            ? part.replaceAll(BEGIN, '').replaceAll(END, '')
            : part.replaceAll(BEGIN, '<span lang="sv" dir="ltr">').replaceAll(END, '</span>'),
        )
        .join('')
    : page
