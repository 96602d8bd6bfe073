import fc from 'fast-check'
import { POINTS, type Verdict, type VerdictKind } from '#modules/review/criteria/verdict.ts'
import type { Verdicts } from '#modules/review/score/score.ts'

/** A verdict of a kind, as a criterion would give it. */
export const aVerdict = (kind: VerdictKind, change: Partial<Verdict> = {}): Verdict => ({
  kind,
  reason: kind,
  values: {},
  points: POINTS[kind],
  evidence: [],
  ...change,
})

/** Verdicts by their kinds: `{ K01: 'met' }`. */
export const verdictsOf = (kinds: Readonly<Record<string, VerdictKind>>): Verdicts =>
  Object.fromEntries(Object.entries(kinds).map(([id, kind]) => [id, aVerdict(kind)]))

/** Any verdicts of these criteria, some of them missing. */
export const anyVerdicts = (ids: readonly string[]): fc.Arbitrary<Verdicts> =>
  fc
    .record(Object.fromEntries(ids.map((id) => [id, fc.constantFrom(...(Object.keys(POINTS) as VerdictKind[]))])), {
      requiredKeys: [],
    })
    .map((kinds) => verdictsOf(kinds as Readonly<Record<string, VerdictKind>>))
