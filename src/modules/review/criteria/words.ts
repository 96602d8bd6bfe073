/** A list of words made ready to look for, by the name it has in a criterion's data file. Throws for a name that is none. */
export type Words = (list: string) => RegExp

const LETTER = String.raw`[\p{L}\p{N}]`
const ESCAPED = /[.+?^${}()|[\]\\]/g

/**
 * One expression for a list of words and phrases. `*` stands for any letters (`våld*` finds våldsutsatt, `*jour` finds
 * kvinnojour), `_` for up to three words between (`inte _ polisanmäla*`), a blank for any blanks; otherwise a word is
 * found only as a whole, in capitals or not. Always global-free: `test` and `exec` keep nothing between calls.
 */
export const wordsPattern = (words: readonly string[]): RegExp => {
  const parts = words.map((word) =>
    word
      .trim()
      .replaceAll(ESCAPED, String.raw`\$&`)
      .replaceAll('*', `${LETTER}*`)
      .replaceAll(/\s+_\s+/g, String.raw`(?:[\s,]+[\p{L}\p{N}-]+){0,3}[\s,]+`)
      .replaceAll(/ +/g, String.raw`\s+`),
  )
  return new RegExp(`(?<!${LETTER})(?:${parts.join('|')})(?!${LETTER})`, 'iu')
}

/** The lists of one data file. */
export const wordsOf = (lists: Readonly<Record<string, readonly string[]>>): Words => {
  const made = new Map(Object.entries(lists).map(([name, words]) => [name, wordsPattern(words)]))
  return (list) => {
    const pattern = made.get(list)
    if (pattern === undefined) throw new Error(`There is no list of words named ${list} in the criterion's data.`)
    return pattern
  }
}
