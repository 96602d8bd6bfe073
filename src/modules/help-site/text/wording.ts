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

/** The words of `wording`, and of `source` (Swedish) where it has none. */
export const sayIn = (wording: Wording, source: Wording): Say => {
  const find = (id: string): string => {
    const text = wording.get(id) ?? source.get(id)
    if (text === undefined) throw new Error(`There is no text with the id ${id} in the source language.`)
    return text
  }
  const say = (id: string, values: Readonly<Record<string, string | number>> = {}): string =>
    find(id).replaceAll(PLACE, (whole, name: string) => String(values[name] ?? whole))
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
