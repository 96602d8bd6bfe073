import type { Act } from '../act.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import type { CriterionData } from '../criteria/criterion.ts'
import type { VisitEnd } from '../crawl/visit.ts'
import type { Findings } from '../review.ts'
import { compareRuns, type Change, type Judged } from '../score/compare.ts'
import { groupCoverage, type GroupCovered } from '../score/coverage.ts'
import { whatFirst, type Mend } from '../score/first.ts'
import { scoreOf, type Score } from '../score/score.ts'
import { holding, standingOf, type Standing } from '../standing.ts'
import type { Quality } from './quality.ts'

/** A review as a report needs it: one that is kept, one that is released, or one straight from the archive. */
export type Reviewed = Omit<Findings, 'facts'> & {
  readonly round: { readonly run: string; readonly rules: string }
  readonly acts: readonly Act[]
}

/** What a report is made from besides the review itself. */
export type ReportedWith = {
  readonly catalogue: Catalogue
  /** What the municipality is called; nothing for a label that the register does not have. */
  readonly name: string | undefined
  /** What the run before said, with what held of it then; nothing for the first. */
  readonly before: (Judged & { readonly run: string }) | undefined
  /** How often the machine is right; nothing where that was not measured by these rules. */
  readonly quality: Quality | undefined
}

export type CriterionReport = {
  readonly data: Omit<CriterionData, 'words'>
  readonly standing: Standing
  readonly measured: Quality['criteria'][string] | undefined
}

type About = Omit<Reviewed, 'verdicts' | 'acts' | 'end' | 'about'> & { readonly name: string | undefined }

export type JudgedReport = About & {
  readonly kind: 'judged'
  readonly score: Score
  /** Everything that is to change, the most worth its effort first. */
  readonly mends: readonly Mend[]
  readonly criteria: readonly CriterionReport[]
  readonly groups: readonly GroupCovered[]
  readonly since: { readonly run: string; readonly changes: readonly Change[] } | undefined
}

/**
 * A report (rapport) of one review. A visit that did not end whole has no verdicts, not even those that could have been
 * made: it says which end it was.
 */
export type Report =
  | JudgedReport
  | (About & { readonly kind: 'not-whole'; readonly end: VisitEnd; readonly about: string | undefined })

/** The report of a review, with what people have said of it: what a person ruled counts, and the machine's stands beside. */
export const reportOf = (reviewed: Reviewed, { catalogue, name, before, quality }: ReportedWith): Report => {
  const { verdicts, acts, end, about, ...rest } = reviewed
  const heading: About = { ...rest, name }
  if (verdicts === undefined) return { ...heading, kind: 'not-whole', end, about }
  const holds = holding(verdicts, acts, catalogue)
  const measured = quality?.rules === reviewed.round.rules ? quality.criteria : {}
  return {
    ...heading,
    kind: 'judged',
    score: scoreOf(holds, catalogue),
    mends: whatFirst(holds, catalogue),
    criteria: catalogue.flatMap(({ data }) => {
      const machine = verdicts[data.id]
      // A criterion that came after the review was made: nothing was said of it.
      if (machine === undefined) return []
      return [{ data, standing: standingOf(data, machine, acts), measured: measured[data.id] }]
    }),
    groups: groupCoverage(holds),
    since:
      before === undefined
        ? undefined
        : {
            run: before.run,
            changes: compareRuns(
              before,
              { rules: reviewed.round.rules, verdicts: holds },
              catalogue.map(({ data }) => data.id),
            ),
          },
  }
}
