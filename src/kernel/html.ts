import { html as template, raw as unescaped } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** HTML that is already escaped. */
export type Html = HtmlEscapedString

type Piece = Html | string | number | false | null | undefined | readonly Piece[]

/** A tagged template that escapes what it is given; lists are joined, `false` and nothing leave no trace. */
export const html = (strings: TemplateStringsArray, ...values: readonly Piece[]): Html =>
  // Only a promise among the values would make the library answer with a promise, and `Piece` has none.
  template(strings, ...values) as Html

/** Marks text as HTML that is already safe: our own style and script, or pages rendered before. */
export const raw = (text: string): Html => unescaped(text)

export const NOTHING: Html = raw('')
