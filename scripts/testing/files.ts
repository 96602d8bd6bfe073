import { globSync } from 'node:fs'
import type { Lengths } from './lengths.ts'

/** Kinds of tests, in the order a reader wants to hear of them. */
export type Part = 'code' | 'house' | 'requirements' | 'journeys'

export type TestFile = { readonly path: string; readonly part: Part }

const PATTERNS = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'tests/**/*.test.ts']
/** These start browsers, install packages or run whole sites: beside each other they would only wait. */
const HEAVY = new Set<Part>(['journeys', 'house', 'requirements'])

/**
 * Test files under the project's folder, as paths relative to it; with words, those whose path holds one of them.
 * An empty list when none does.
 */
export const findTests = (root: string, words: readonly string[]): readonly TestFile[] =>
  globSync(PATTERNS, { cwd: root })
    .toSorted()
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word.replace(/^\.\//, ''))))
    .map((path) => ({ path, part: partOf(path) }))

export const partOf = (path: string): Part => {
  if (path.startsWith('tests/journeys/')) return 'journeys'
  if (path.startsWith('tests/requirements/')) return 'requirements'
  if (path.startsWith('tests/house/')) return 'house'
  return 'code'
}

/**
 * Two queues: one for what starts browsers and whole sites, one for the rest. A worker that has emptied its own goes
 * on with the other's, so the cores are busy to the end and no more browsers than that meet before then. What took long
 * the last time is begun first, so that at the end nobody waits for one file; what has not run here yet, before that.
 */
export const twoQueues = (files: readonly TestFile[], lengths: Lengths) => {
  const length = ({ path }: TestFile): number => lengths.get(path) ?? Number.MAX_SAFE_INTEGER
  const ordered = files.toSorted((a, b) => length(b) - length(a) || rank(a) - rank(b))
  const heavy = ordered.filter(({ part }) => HEAVY.has(part))
  const light = ordered.filter(({ part }) => !HEAVY.has(part))
  return {
    nextHeavy: (): TestFile | undefined => heavy.shift() ?? light.shift(),
    nextLight: (): TestFile | undefined => light.shift() ?? heavy.shift(),
  }
}

/** The requirements' files are the longest. */
const ORDER: readonly Part[] = ['requirements', 'journeys', 'house', 'code']

const rank = ({ part }: TestFile): number => ORDER.indexOf(part)
