import { judgeSite, type Catalogue } from './criteria/catalogue.ts'
import type { Verdict } from './criteria/verdict.ts'
import type { Visit, VisitEnd } from './crawl/visit.ts'
import type { SiteFacts } from './facts/facts.ts'
import { summaryOfSite, type SiteSummary } from './facts/summary.ts'
import { scoreOf, type Score } from './score/score.ts'

/** What every criterion says of a site, what that comes to, and the facts in short. */
export type Judgement = {
  readonly facts: SiteSummary
  readonly verdicts: Readonly<Record<string, Verdict>>
  readonly score: Score
}

/** Judges the facts of a visit that ended whole. Pure: the same facts and rules, the same judgement. */
export const judgeVisit = (facts: SiteFacts, catalogue: Catalogue): Judgement => {
  const verdicts = judgeSite(facts, catalogue)
  return { facts: summaryOfSite(facts), verdicts, score: scoreOf(verdicts, catalogue) }
}

/** One line of `verdicts.jsonl`: a site of a run, as it was judged; without a judgement when it did not end whole. */
export type JudgedLine = {
  readonly code: string
  /** The address as it was given. */
  readonly site: string
  readonly run: string
  /** Which rules judged it: rules-version.ts. */
  readonly rules: string
  readonly end: VisitEnd | undefined
  readonly about: string | undefined
  readonly visitedAt: string
  readonly pages: number
  readonly requests: number
} & Partial<Judgement>

export const lineOf = (
  { code, site, run, end, about, begunAt, captures }: Visit,
  rules: string,
  judgement: Judgement | undefined,
): JudgedLine => ({
  code,
  site,
  run,
  rules,
  end,
  about,
  visitedAt: begunAt,
  pages: judgement?.facts.pages ?? 0,
  requests: captures,
  ...judgement,
})
