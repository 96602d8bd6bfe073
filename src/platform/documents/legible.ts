import type { Coverage } from './glyphs.ts'

/** What may be given to a document: it is data to it, and never read as its language. */
export type Given = string | number | boolean | null | readonly Given[] | { readonly [name: string]: Given }

/** Where a passage stood that the document's fonts have no letters for. */
const LEFT_OUT = '[…]'

/**
 * The same text in characters that can be shown: what has no glyph becomes […], one for a whole passage, and what steers
 * a terminal or turns the direction of text around is taken away, so that an excerpt can never pass for something else.
 */
export const legible = (text: string, covers: Coverage): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\u2028\u2029\t\r]+/g, ' ')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replaceAll(/[^\p{ASCII}]+/gu, (passage) =>
      [...passage].map((letter) => (covers(letter.codePointAt(0) ?? 0) ? letter : LEFT_OUT)).join(''),
    )
    .replaceAll(/(?:\[…\]\s*)+\[…\]/g, LEFT_OUT)

/** Every text in it made legible; names of fields are ours and stay. */
export const allLegible = (given: Given, covers: Coverage): Given => {
  if (typeof given === 'string') return legible(given, covers)
  if (Array.isArray(given)) return given.map((each: Given) => allLegible(each, covers))
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, allLegible(value, covers)]))
}
