import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustParseYaml, FileProblems } from '#kernel/document.ts'
import { criterionSchema, type CriterionData, type Judge } from './criterion.ts'
import { JUDGES } from './judges.ts'
import type { SiteFacts } from '../facts/facts.ts'
import type { Verdict } from './verdict.ts'
import { wordsOf, type Words } from './words.ts'

export type Criterion = {
  readonly data: CriterionData
  readonly judge: Judge
  readonly words: Words
}

/** The criteria in the order of their areas and numbers. */
export type Catalogue = readonly Criterion[]

const FOLDER = 'data/criteria'
const ORDER = 'FKBIMTD'

const byPlace = (a: string, b: string): number =>
  ORDER.indexOf(a.charAt(0)) - ORDER.indexOf(b.charAt(0)) || a.localeCompare(b)

/**
 * Reads `data/criteria/*.yaml` and puts each beside its rule. Throws FileProblems (file, line, field, what was expected)
 * for a file with a fault, one whose name is not its id, and a criterion without a rule or a rule without a criterion.
 */
export const loadCatalogue = (root: string): Catalogue => {
  const files = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.yaml'))
  const ids = files.map((name) => name.slice(0, -'.yaml'.length)).toSorted(byPlace)
  const lost = Object.keys(JUDGES).find((id) => !ids.includes(id))
  if (lost !== undefined) throw problem(`${FOLDER}/${lost}.yaml`, `the rule ${lost} has no data`)
  return ids.map((id) => {
    const file = `${FOLDER}/${id}.yaml`
    const data = mustParseYaml(readFileSync(join(root, file), 'utf8'), criterionSchema, file)
    if (data.id !== id) throw problem(file, `expected the id ${id}, as the file is named`)
    const judge = JUDGES[id]
    if (judge === undefined) throw problem(file, `there is no rule ${id} in src/modules/review/criteria`)
    return { data, judge, words: wordsOf(data.words) }
  })
}

const problem = (file: string, expected: string): FileProblems =>
  new FileProblems([{ file, line: 0, field: '', expected }])

/** What every criterion says of a site, by its id, in the catalogue's order. */
export const judgeSite = (site: SiteFacts, catalogue: Catalogue): Readonly<Record<string, Verdict>> =>
  Object.fromEntries(catalogue.map(({ data, judge, words }) => [data.id, judge(site, words)]))
