import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCsv } from '#kernel/csv.ts'
import { FileProblems } from '#kernel/document.ts'

/** What is known of the regional support structures (RSS) of a county. Mostly an assumption, and said to be one. */
export type KnownRss = {
  /** With several, which municipality belongs to which is not known here and must be named. */
  readonly structures: 'one' | 'several'
  /** Municipalities of other counties that one of them is known to serve, too. */
  readonly alsoServes: readonly string[]
  readonly known: string
  readonly evidence: string
  readonly confidence: string
}

const FILE = 'data/rss.csv'
const COLUMNS = [
  'county_code',
  'county_name',
  'structures',
  'also_serves',
  'rss_units',
  'evidence',
  'confidence',
] as const
/** The line that holds for every county without one of its own. */
const ALL_OTHERS = '*'

/** Reads what is known of each county's structures. Throws FileProblems. */
export const readRss = (root: string): ((county: string) => KnownRss) => {
  const parsed = parseCsv(readFileSync(join(root, FILE), 'utf8'), COLUMNS, FILE)
  if (!parsed.ok) throw new FileProblems(parsed.problems)
  const known = new Map<string, KnownRss>()
  for (const { line, cells } of parsed.value) {
    const { county_code: county, structures, also_serves: also, rss_units, evidence, confidence } = cells
    if (structures !== 'one' && structures !== 'several')
      throw new FileProblems([
        { file: FILE, line, field: 'structures', expected: `expected one or several, found ${structures}` },
      ])
    const alsoServes = also === '' ? [] : also.split(' ')
    known.set(county, { structures, alsoServes, known: rss_units, evidence, confidence })
  }
  const others = known.get(ALL_OTHERS)
  if (others === undefined)
    throw new FileProblems([
      { file: FILE, line: 0, field: 'county_code', expected: 'expected a line * for all other counties' },
    ])
  return (county) => known.get(county) ?? others
}
