import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'

const words = z.array(z.string('expected a word').trim().min(1, 'expected a word')).min(1, 'expected a word at least')
const scored = z.strictObject({ score: z.int('expected a whole number'), words })
const schema = z.strictObject({
  worthAsking: z.int('expected a whole number'),
  groups: z.record(z.string(), scored),
  lessWorth: scored,
  parked: words,
})

/** How links are scored: `data/review/link-words.yaml`, made ready to look for. */
export type LinkWords = {
  readonly worthAsking: number
  /** Best first. `inPath` looks in a path whose letters have lost their dots and rings. */
  readonly groups: readonly ScoredWords[]
  readonly lessWorth: ScoredWords
  readonly topic: RegExp
  readonly parked: RegExp
}
type ScoredWords = { readonly score: number; readonly inText: RegExp; readonly inPath: RegExp }

const ESCAPED = /[.+?^${}()|[\]\\]/g

/** One expression for small letters; `*` at an end leaves that end open, otherwise the word stands alone. */
const pattern = (list: readonly string[], wordLetter: string): RegExp => {
  const parts = list.map((word) => {
    const bare = word
      .toLowerCase()
      .replaceAll('*', '')
      .replaceAll(ESCAPED, String.raw`\$&`)
    return `${word.startsWith('*') ? '' : `(?<!${wordLetter})`}${bare}${word.endsWith('*') ? '' : `(?!${wordLetter})`}`
  })
  return new RegExp(parts.join('|'), 'u')
}

const bare = (text: string): string => text.replaceAll(/[åä]/g, 'a').replaceAll('ö', 'o').replaceAll('é', 'e')

const madeReady = (list: readonly string[], score: number): ScoredWords => ({
  score,
  inText: pattern(list, String.raw`[\p{L}\p{N}]`),
  inPath: pattern(list.map(bare), '[a-z0-9]'),
})

/** Reads the words under the project's folder. Throws FileProblems for a file with a fault. */
export const loadLinkWords = (root: string): LinkWords => {
  const file = 'data/review/link-words.yaml'
  const read = mustParseYaml(readFileSync(join(root, file), 'utf8'), schema, file)
  const groups = Object.values(read.groups)
    .map(({ score, words }) => madeReady(words, score))
    .toSorted((a, b) => b.score - a.score)
  const topic = groups[0]
  if (topic === undefined) throw new Error(`${file} has no group.`)
  return {
    worthAsking: read.worthAsking,
    groups,
    lessWorth: madeReady(read.lessWorth.words, read.lessWorth.score),
    topic: topic.inText,
    parked: new RegExp(read.parked.map((words) => words.replaceAll(ESCAPED, String.raw`\$&`)).join('|'), 'iu'),
  }
}

const pathWords = (address: string): string => {
  const { pathname } = new URL(address)
  return bare(decoded(pathname).toLowerCase()).replaceAll(/[-_/.+]+/g, ' ')
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

// A word in the path may be the section's and not the page's; a heading speaks of everything under it.
const PATH_SHARE = 0.6
const HEADING_SHARE = 0.4

/** What a link promises, by its words alone: about -40 to 100. */
export const scoreOf = (
  link: { readonly address: string; readonly says: string; readonly heading: string },
  { groups, lessWorth }: LinkWords,
): number => {
  const says = link.says.toLowerCase()
  const path = pathWords(link.address)
  const heading = link.heading.toLowerCase()
  const best = (of: (group: ScoredWords) => boolean): number => groups.find(of)?.score ?? 0
  const score = Math.max(
    best(({ inText }) => inText.test(says)),
    PATH_SHARE * best(({ inPath }) => inPath.test(path)),
    heading === '' ? 0 : HEADING_SHARE * best(({ inText }) => inText.test(heading)),
  )
  const less = lessWorth.inText.test(says) || lessWorth.inPath.test(path)
  return score + (less ? lessWorth.score : 0)
}
