import type { Evidence, VerdictKind } from '../criteria/verdict.ts'
import { kindOf, type Verdicts } from './score.ts'

/**
 * Whom a site speaks to, one criterion for each group: those that the review of 2020 looked for (domain A2: older,
 * disability, honour, foreign-born, hbtqi, children, abuse online, prostitution), and those around them.
 */
export const GROUPS = [
  { group: 'children', criterion: 'M01' },
  { group: 'young', criterion: 'M02' },
  { group: 'honour', criterion: 'M03' },
  { group: 'older', criterion: 'M04' },
  { group: 'disability', criterion: 'M05' },
  { group: 'lgbtqi', criterion: 'M06' },
  { group: 'men', criterion: 'M07' },
  { group: 'prostitution', criterion: 'M08' },
  { group: 'online-young', criterion: 'M09' },
  { group: 'online', criterion: 'M10' },
  { group: 'life-situations', criterion: 'M11' },
  { group: 'minorities', criterion: 'M12' },
  { group: 'worried', criterion: 'I07' },
  { group: 'uses-violence', criterion: 'I08' },
] as const
export type Group = (typeof GROUPS)[number]['group']

/** Addressed: spoken to and told what to do. Weak: named, as a word in a list. Missing: not there. */
export type Coverage = 'addressed' | 'weak' | 'missing' | 'not-applicable' | 'cannot-tell'

export type GroupCovered = {
  readonly group: Group
  readonly criterion: string
  readonly coverage: Coverage
  /** Where it was seen; nothing when it was not. */
  readonly seen: Evidence | undefined
}

const COVERAGE: Readonly<Record<VerdictKind, Coverage>> = {
  met: 'addressed',
  partly: 'weak',
  'not-met': 'missing',
  'not-applicable': 'not-applicable',
  'cannot-tell': 'cannot-tell',
}

/** Which groups a site speaks to: the matrix of the report, a line for each group. */
export const groupCoverage = (verdicts: Verdicts): readonly GroupCovered[] =>
  GROUPS.map(({ group, criterion }) => ({
    group,
    criterion,
    coverage: COVERAGE[kindOf(verdicts, criterion)],
    seen: verdicts[criterion]?.evidence[0],
  }))
