import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { wordsPattern } from '../criteria/words.ts'

const list = z.array(z.string().trim().min(1, 'expected a word')).min(1, 'expected a word at least')

/**
 * Reads a file of word lists of `data/review`: part of the program, as the rules are, and so read when they are.
 * Throws FileProblems for a file with a fault.
 */
export const readWordLists = <T>(name: string, schema: z.ZodType<T>): T => {
  const file = `data/review/${name}.yaml`
  return mustParseYaml(readFileSync(join(PROJECT_ROOT, file), 'utf8'), schema, file)
}

export const wordList = list

/**
 * A list of words as a cheap question: whether any of them can stand in the text at all, judged by the longest piece of
 * each. What it says no to, the expression itself need not be asked. The text is in small letters.
 */
export type Sought = {
  readonly pattern: RegExp
  readonly mayStandIn: (lower: string) => boolean
}

const ESCAPED = /[.+?^${}()|[\]\\]/g

const longestPiece = (word: string): string =>
  word
    .toLowerCase()
    .split(/[*_\s]+/)
    .reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
    .replaceAll(ESCAPED, String.raw`\$&`)

export const sought = (words: readonly string[]): Sought => {
  const screen = new RegExp([...new Set(words.map(longestPiece))].join('|'))
  return { pattern: wordsPattern(words), mayStandIn: (lower) => screen.test(lower) }
}
