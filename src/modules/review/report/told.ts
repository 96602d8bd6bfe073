import { stockholm, type LocalDate } from '#kernel/dates.ts'
import type { StaffLanguage, Words } from '#platform/http/words.ts'
import { AREAS, type Area, type CriterionData } from '../criteria/criterion.ts'
import type { Evidence, Verdict, VerdictKind } from '../criteria/verdict.ts'
import type { Part } from '../score/score.ts'
import type { Standing } from '../standing.ts'
import type { CriterionReport, JudgedReport } from './report.ts'

/** A language of the report: its words, and which of the catalogue's texts. */
export type Telling = { readonly say: Words; readonly language: StaffLanguage }

export type ToldEvidence = {
  readonly url: string
  /** The day it was fetched, in Stockholm. */
  readonly on: LocalDate
  readonly excerpt: string | null
}

/** A criterion and its verdict in words, as page and PDF both show them. */
export type ToldCriterion = {
  readonly id: string
  readonly name: string
  readonly star: boolean
  readonly kind: VerdictKind
  readonly verdict: string
  readonly question: string
  readonly saw: string
  readonly evidence: readonly ToldEvidence[]
  /** What people have said of it, and how sure the machine is. */
  readonly notes: readonly string[]
  /** What to do; empty when there is nothing to. */
  readonly todo: string
}

export type ToldArea = {
  readonly area: Area
  readonly name: string
  readonly points: string
  readonly criteria: readonly ToldCriterion[]
}

export const percent = (share: number): number => Math.round(share * 100)

/** The sentence that an excerpt stands in a verdict for: the criterion's own reason, with its values. */
export const reasonIn = (
  { reasons }: Pick<CriterionData, 'reasons'>,
  { reason, values }: Verdict,
  language: StaffLanguage,
): string =>
  (reasons[reason]?.[language] ?? '').replaceAll(/\{([\w-]+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  )

/** Points in a sentence, never without the share they rest on. */
export const pointsIn = ({ say }: Telling, { score, assessable }: Part): string => {
  if (assessable === undefined) return say('report.nothing-applies')
  if (score === undefined) return say('report.no-points')
  return say('report.points', { score: Math.round(score), share: percent(assessable) })
}

export const evidenceIn = ({ url, fetchedAt, excerpt }: Evidence): ToldEvidence => ({
  url,
  on: stockholm(new Date(fetchedAt)).date,
  excerpt: excerpt ?? null,
})

/** Evidence that a reader needs: the first pieces, each place once. */
const MOST_EVIDENCE = 3

export const criterionIn = (telling: Telling, { data, standing, measured }: CriterionReport): ToldCriterion => {
  const { say, language } = telling
  const { holds, machine } = standing
  return {
    id: data.id,
    name: data.name[language],
    star: data.star,
    kind: holds.kind,
    verdict: say(`report.kind.${holds.kind}`),
    question: data.question[language],
    saw: holds === machine ? reasonIn(data, machine, language) : (standing.answer?.reason ?? ''),
    evidence: machine.evidence.slice(0, MOST_EVIDENCE).map(evidenceIn),
    notes: [
      ...notesIn(telling, data, standing),
      ...(measured === undefined || data.mode !== 'A'
        ? []
        : [
            say('report.measured', {
              of: measured.of,
              precision: percent(measured.precision),
              recall: percent(measured.recall),
            }),
          ]),
    ],
    todo: holds.points !== undefined && holds.points < 1 ? data.fix[language] : '',
  }
}

/** What people have said of a verdict. Who: the person's name where it is known, otherwise the organisation's. */
const notesIn = (
  { say, language }: Telling,
  data: Pick<CriterionData, 'reasons'>,
  { state, machine, holds, confirmation, objection, answer }: Standing,
): readonly string[] => {
  const said = (act: {
    readonly by: string
    readonly organisation: string
    readonly at: Date
  }): Record<string, string> => ({
    who: act.by === '' ? act.organisation : `${act.by}, ${act.organisation}`,
    on: stockholm(act.at).date,
  })
  return [
    ...(state === 'proposed' ? [say('report.proposed')] : []),
    ...(confirmation === undefined ? [] : [say('report.confirmed', said(confirmation))]),
    ...(objection === undefined ? [] : [say('report.contested', { ...said(objection), reason: objection.reason })]),
    ...(answer?.kind === 'kept' ? [say('report.kept', { ...said(answer), reason: answer.reason })] : []),
    ...(answer?.kind === 'overruled' ? [say('report.overruled', said(answer))] : []),
    ...(holds === machine
      ? []
      : [
          say('report.machine', {
            kind: say(`report.kind.${machine.kind}`),
            saw: reasonIn(data, machine, language),
          }),
        ]),
  ]
}

/** All criteria by area, in the catalogue's order; an area without any is left out. */
export const areasIn = (telling: Telling, { criteria, score }: JudgedReport): readonly ToldArea[] =>
  AREAS.flatMap((area) => {
    const own = criteria.filter(({ data }) => data.id.startsWith(area))
    if (own.length === 0) return []
    return [
      {
        area,
        name: telling.say(`report.area.${area}`),
        points: pointsIn(telling, score.areas[area]),
        criteria: own.map((criterion) => criterionIn(telling, criterion)),
      },
    ]
  })
