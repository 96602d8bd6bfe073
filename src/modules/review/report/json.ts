import { z } from 'zod'
import { stockholm } from '#kernel/dates.ts'
import { AREAS } from '../criteria/criterion.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import { VISIT_ENDS } from '../crawl/visit.ts'
import { GROUPS } from '../score/coverage.ts'
import { LABELS, type Part } from '../score/score.ts'
import type { CriterionReport, JudgedReport, Report } from './report.ts'
import { criterionIn, type Telling } from './told.ts'

const id = z.string().regex(/^[FKBIMTD]\d\d$/)
const kind = z.enum(VERDICT_KINDS)
const part = z.strictObject({
  score: z.number().min(0).max(100).nullable().meta({ description: 'null where nothing could be assessed.' }),
  assessable: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: 'By weight, the share of what applies that could be assessed. Show it beside the score.' }),
})
const evidence = z.strictObject({
  url: z.string(),
  fetched: z.string().meta({ description: 'UTC.' }),
  excerpt: z.string().nullable().meta({ description: 'As it stood on the page: text of others, to be escaped.' }),
  selector: z.string().nullable(),
  screenshot: z.string().nullable(),
})
const said = z.strictObject({ by: z.string(), on: z.string(), reason: z.string() })
const criterion = z.strictObject({
  id,
  name: z.string(),
  weight: z.int(),
  star: z.boolean(),
  mode: z.enum(['A', 'B', 'C']),
  verdict: kind.meta({ description: 'What holds: the machine’s, or a person’s in its place.' }),
  machine: kind.meta({ description: 'What the machine said; it is never changed.' }),
  state: z.enum(['judged', 'proposed', 'confirmed', 'contested', 'kept', 'overruled']),
  points: z.number().nullable(),
  reason: z.string(),
  evidence: z.array(evidence),
  contested: said.nullable().meta({ description: 'What the municipality says against it.' }),
  answer: said.nullable().meta({ description: 'The answer to that, or who changed the verdict and why.' }),
  measured: z
    .strictObject({ precision: z.number(), recall: z.number(), of: z.int() })
    .nullable()
    .meta({ description: 'How often the machine is right about this, on labelled pages.' }),
})

/** What `rackhall review report --format json` writes; `docs/schemas/review-report.schema.json` is made from it. */
export const reportSchema = z.strictObject({
  site: z.string().meta({ description: 'The origin as it was given.' }),
  code: z.string().meta({ description: 'The municipality’s code, or the label the site was given with.' }),
  name: z.string().nullable().meta({ description: 'null for a label that the register does not have.' }),
  run: z.string(),
  rules: z.string().meta({ description: 'The version of criteria and facts. Verdicts by others are not comparable.' }),
  visited: z.string().nullable().meta({ description: 'UTC.' }),
  pages: z.int(),
  language: z.enum(['sv', 'en']),
  end: z
    .enum(VISIT_ENDS)
    .nullable()
    .meta({ description: 'How the visit ended when it was not whole; then nothing is judged. Otherwise null.' }),
  label: z.enum(LABELS).nullable(),
  total: part.nullable(),
  areas: z.record(z.enum(AREAS), part).nullable(),
  first: z
    .array(z.strictObject({ criterion: id, gainPerEffort: z.number(), before: z.number(), after: z.number() }))
    .meta({ description: 'What to change, the most worth its effort first: the score before, and after this alone.' }),
  groups: z.array(
    z.strictObject({
      group: z.enum(GROUPS.map(({ group }) => group)),
      criterion: id,
      coverage: z.enum(['addressed', 'weak', 'missing', 'not-applicable', 'cannot-tell']),
    }),
  ),
  since: z
    .strictObject({
      run: z.string(),
      changes: z.array(
        z.strictObject({
          criterion: id,
          change: z.enum(['better', 'worse', 'same', 'not-comparable']),
          before: kind,
          now: kind,
        }),
      ),
    })
    .nullable(),
  criteria: z.array(criterion),
})

export type ReportJson = z.infer<typeof reportSchema>

/** The report as data, in the words of one language. */
export const reportJson = (telling: Telling, report: Report): ReportJson => ({
  site: report.site,
  code: report.code,
  name: report.name ?? null,
  run: report.round.run,
  rules: report.round.rules,
  visited: report.visitedAt?.toISOString() ?? null,
  pages: report.pages,
  language: telling.language,
  ...(report.kind === 'judged' ? judgedJson(telling, report) : { ...NOTHING_JUDGED, end: report.end }),
})

const NOTHING_JUDGED = { label: null, total: null, areas: null, first: [], groups: [], since: null, criteria: [] }

const judgedJson = (telling: Telling, { score, mends, groups, since, criteria }: JudgedReport) => ({
  end: null,
  label: score.label,
  total: partJson(score.total),
  areas: Object.fromEntries(AREAS.map((area) => [area, partJson(score.areas[area])])) as NonNullable<
    ReportJson['areas']
  >,
  first: mends.map((mend) => ({
    criterion: mend.id,
    gainPerEffort: rounded(mend.gainPerEffort),
    before: rounded(mend.before),
    after: rounded(mend.after),
  })),
  groups: groups.map(({ group, criterion: of, coverage }) => ({ group, criterion: of, coverage })),
  since:
    since === undefined
      ? null
      : {
          run: since.run,
          changes: since.changes.map(({ id: of, change, before, now }) => ({ criterion: of, change, before, now })),
        },
  criteria: criteria.map((each) => criterionJson(telling, each)),
})

/** More digits than that would be of the computer, not of the site. */
const rounded = (value: number): number => Math.round(value * 100) / 100

const partJson = ({ score, assessable }: Part): z.infer<typeof part> => ({
  score: score === undefined ? null : rounded(score),
  assessable: assessable === undefined ? null : rounded(assessable),
})

const criterionJson = (telling: Telling, each: CriterionReport): z.infer<typeof criterion> => {
  const { data, standing, measured } = each
  const { holds, machine, state, objection, answer } = standing
  return {
    id: data.id,
    name: data.name[telling.language],
    weight: data.weight,
    star: data.star,
    mode: data.mode,
    verdict: holds.kind,
    machine: machine.kind,
    state,
    points: holds.points ?? null,
    reason: criterionIn(telling, each).saw,
    evidence: machine.evidence.map(({ url, fetchedAt, excerpt, selector, screenshot }) => ({
      url,
      fetched: fetchedAt,
      excerpt: excerpt ?? null,
      selector: selector ?? null,
      screenshot: screenshot ?? null,
    })),
    contested: objection === undefined ? null : saidJson(objection),
    answer: answer === undefined ? null : saidJson(answer),
    measured:
      measured === undefined ? null : { precision: measured.precision, recall: measured.recall, of: measured.of },
  }
}

type Saying = { readonly by: string; readonly organisation: string; readonly at: Date; readonly reason: string }

const saidJson = ({ by, organisation, at, reason }: Saying): z.infer<typeof said> => ({
  by: by === '' ? organisation : by,
  on: stockholm(at).date,
  reason,
})
