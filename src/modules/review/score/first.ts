import type { CriterionData } from '../criteria/criterion.ts'
import type { Evidence, Verdict } from '../criteria/verdict.ts'
import { scoreOf, type Verdicts, type Weighed } from './score.ts'

type Mendable = Weighed & Pick<CriterionData, 'effort'>

/** Something to change on a site, and what that would do. */
export type Mend = {
  readonly id: string
  readonly verdict: Verdict
  /** Points of the weight that are missing, for each step of effort. */
  readonly gainPerEffort: number
  /** The score of the whole before, and after this alone: 0 to 100. */
  readonly before: number
  readonly after: number
  /** Where it was seen, which is where it is to be changed; nothing when there is no page yet. */
  readonly where: Evidence | undefined
}

/**
 * What to change first: by what each gives for its effort, weight × missing points / effort, the stars before all else.
 * Those that give as much stand in the catalogue's order. What could not be told is nothing to change. Empty when
 * everything that could be assessed is met.
 */
export const whatFirst = (verdicts: Verdicts, catalogue: readonly { readonly data: Mendable }[]): readonly Mend[] => {
  const before = scoreOf(verdicts, catalogue).total.score ?? 0
  return catalogue
    .flatMap(({ data }) => {
      const verdict = verdicts[data.id]
      if (verdict?.points === undefined || verdict.points >= 1) return []
      const met: Verdict = { ...verdict, kind: 'met', points: 1 }
      return [
        {
          star: data.star,
          mend: {
            id: data.id,
            verdict,
            gainPerEffort: (data.weight * (1 - verdict.points)) / data.effort,
            before,
            after: scoreOf({ ...verdicts, [data.id]: met }, catalogue).total.score ?? 0,
            where: verdict.evidence[0],
          },
        },
      ]
    })
    .toSorted((a, b) => Number(b.star) - Number(a.star) || b.mend.gainPerEffort - a.mend.gainPerEffort)
    .map(({ mend }) => mend)
}
