import type { LocalDate } from '#kernel/dates.ts'
import type { Act } from './act.ts'
import type { Verdict } from './criteria/verdict.ts'
import type { VisitEnd } from './crawl/visit.ts'
import type { SiteSummary } from './facts/summary.ts'

/** A run of the machine that was taken in (omgång). */
export type Round = {
  readonly id: number
  /** As the archive names it, `2026-11-25-1`. */
  readonly run: string
  /** The version of criteria and facts it was judged by. */
  readonly rules: string
  readonly profile: string
  readonly takenInAt: Date
  readonly takenInBy: string
}

/** What there is to say of a site, from one visit. */
export type Findings = {
  readonly code: string
  /** The origin as it was given. */
  readonly site: string
  readonly end: VisitEnd
  readonly about: string | undefined
  readonly visitedAt: Date | undefined
  readonly pages: number
  readonly requests: number
  /** Nothing where the visit did not end whole: nothing of it is judged. */
  readonly verdicts: Readonly<Record<string, Verdict>> | undefined
  readonly facts: SiteSummary | undefined
}

/** One municipality in one round (granskning), as the machine found it, with what people have said of it. */
export type Review = Findings & {
  readonly id: number
  readonly round: Pick<Round, 'id' | 'run' | 'rules'>
  /** The day from which the municipality sees it. */
  readonly shownOn: LocalDate
  readonly acts: readonly Act[]
}
