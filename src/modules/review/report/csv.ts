import { csvOf } from '#kernel/csv.ts'
import { reportJson } from './json.ts'
import type { Report } from './report.ts'
import type { Telling } from './told.ts'

const HEAD = [
  'code',
  'site',
  'run',
  'rules',
  'end',
  'criterion',
  'name',
  'weight',
  'star',
  'mode',
  'verdict',
  'state',
  'points',
  'reason',
  'url',
  'fetched',
  'excerpt',
]

/** Reports as one table, a line for each criterion; a site that is not judged has one line, which says its end. */
export const reportsCsv = (telling: Telling, reports: readonly Report[]): string =>
  csvOf([HEAD, ...reports.flatMap((report) => linesOf(telling, report))])

const linesOf = (telling: Telling, report: Report): readonly (readonly (string | number | null)[])[] => {
  const { code, site, run, rules, end, criteria } = reportJson(telling, report)
  const about = [code, site, run, rules, end]
  if (criteria.length === 0) return [[...about, ...Array.from({ length: HEAD.length - about.length }, () => null)]]
  return criteria.map(({ id, name, weight, star, mode, verdict, state, points, reason, evidence: [seen] }) => [
    ...about,
    id,
    name,
    weight,
    star ? 1 : 0,
    mode,
    verdict,
    state,
    points,
    reason,
    seen?.url ?? null,
    seen?.fetched ?? null,
    seen?.excerpt ?? null,
  ])
}
