/** Stands for a line break of the page while its text is gathered. */
export const BREAK = '\u0001'

// Where a word may be broken, and which way letters run: a browser shows none of them, and they would part a number.
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const MAY_HAVE_UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/
const BREAKS = new RegExp(` ?${BREAK}[ ${BREAK}]*`, 'g')

/** A text as a reader sees it: one space between words, none at the ends, a line break where the page has one. */
export const shown = (text: string): string => {
  const seen = MAY_HAVE_UNSEEN.test(text) ? text.replaceAll(UNSEEN, '') : text
  const spaced = seen.replaceAll(/\s+/g, ' ')
  return (spaced.includes(BREAK) ? spaced.replaceAll(BREAKS, '\n') : spaced).trim()
}

const LETTER = /\p{L}$/u
const SMALL_OR_SIGN = /[\p{Ll}\d:;)]$/u
const DIGIT = /^[\d+(]/
const CAPITAL = /^\p{Lu}/u

/**
 * Whether two texts that stand in elements of their own, with no space between, are read as one word. Themes part a
 * label and its number by style alone: `<span>Telefon</span><span>0980-319 200</span>`.
 */
export const isParted = (before: string, after: string): boolean => {
  const end = before.slice(-1)
  if (DIGIT.test(after)) return LETTER.test(end) || end === ':'
  return CAPITAL.test(after) && SMALL_OR_SIGN.test(end)
}
