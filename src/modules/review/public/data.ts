import { z } from 'zod'
import { csvOf } from '#kernel/csv.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import { VISIT_ENDS } from '../crawl/visit.ts'
import { LABELS } from '../score/score.ts'
import type { PublicReview } from './public-review.ts'
import { contestedIn } from './views.ts'

/** What `/o/review.json` answers; `docs/schemas/reviews.schema.json` is made from it. */
export const reviewsSchema = z.strictObject({
  reviews: z
    .array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        site: z.string(),
        run: z.string(),
        rules: z.string().meta({ description: 'Verdicts by other rules are not comparable.' }),
        visited: z.string().nullable().meta({ description: 'UTC.' }),
        released: z.string().meta({ description: 'The day it became public, in Stockholm.' }),
        end: z.enum(VISIT_ENDS).nullable().meta({ description: 'Why nothing is judged; null when it is.' }),
        label: z.enum(LABELS).nullable(),
        score: z.number().nullable(),
        assessable: z
          .number()
          .nullable()
          .meta({ description: 'The share that the score rests on. Show them together.' }),
        verdicts: z.record(z.string(), z.enum(VERDICT_KINDS)),
        contested: z.array(z.string()).meta({ description: 'Criteria that the municipality says are wrongly judged.' }),
      }),
    )
    .meta({ description: 'By name. The order says nothing of the result.' }),
})

type Row = z.infer<typeof reviewsSchema>['reviews'][number]

const rowOf = ({ report, name, releasedOn }: PublicReview): Row => {
  const total = report.kind === 'judged' ? report.score.total : undefined
  const tenths = (value: number | undefined, parts: number): number | null =>
    value === undefined ? null : Math.round(value * parts) / parts
  return {
    code: report.code,
    name,
    site: report.site,
    run: report.round.run,
    rules: report.round.rules,
    visited: report.visitedAt?.toISOString() ?? null,
    released: releasedOn,
    end: report.kind === 'judged' ? null : report.end,
    label: report.kind === 'judged' ? report.score.label : null,
    score: tenths(total?.score, 10),
    assessable: tenths(total?.assessable, 100),
    verdicts:
      report.kind === 'judged'
        ? Object.fromEntries(report.criteria.map(({ data, standing }) => [data.id, standing.holds.kind]))
        : {},
    contested: [...contestedIn(report)],
  }
}

export const listJson = (all: readonly PublicReview[]): string =>
  `${JSON.stringify({ reviews: all.map(rowOf) }, undefined, 1)}\n`

/** A line for each municipality, a column for each criterion. */
export const listCsv = (all: readonly PublicReview[], catalogue: Catalogue): string => {
  const ids = catalogue.map(({ data }) => data.id)
  const heads = ['code', 'name', 'site', 'run', 'rules', 'visited', 'released', 'end', 'label', 'score', 'assessable']
  return csvOf([
    [...heads, ...ids, 'contested'],
    ...all
      .map(rowOf)
      .map((row) => [
        row.code,
        row.name,
        row.site,
        row.run,
        row.rules,
        row.visited,
        row.released,
        row.end,
        row.label,
        row.score,
        row.assessable,
        ...ids.map((id) => row.verdicts[id] ?? null),
        row.contested.join(' '),
      ]),
  ])
}
