import type { CriterionData } from '../criteria/criterion.ts'
import { VERDICT_KINDS, type VerdictKind } from '../criteria/verdict.ts'
import { kindOf, LABELS, scoreOf, type Label, type Verdicts, type Weighed } from './score.ts'

type Summed = Weighed & Pick<CriterionData, 'mode'>

/** A site that was judged, and the kind of municipality it is. */
export type JudgedSite = {
  readonly verdicts: Verdicts
  /** SKR's grouping; nothing for a site that is of no municipality in the register. */
  readonly group: string | undefined
}

export type Count = Readonly<Record<VerdictKind, number>>

/** How a criterion stands over all sites: numbers of sites, whose shares can be taken because all of them are there. */
export type CriterionSummary = {
  readonly id: string
  readonly all: Count
  readonly groups: Readonly<Record<string, Count>>
  /** A criterion that the machine is to judge alone, and too often cannot. */
  readonly done: boolean
}

export type Summary = {
  readonly sites: number
  readonly labels: Readonly<Record<Label, number>>
  readonly criteria: readonly CriterionSummary[]
}

/** A criterion that is to be judged by machine and cannot be told of more than this share of the sites is not done. */
const MOST_UNTOLD = 0.2

/** Whether the machine does a criterion: of `judged` sites it could not tell of `untold`. */
export const isDone = ({ mode }: Pick<CriterionData, 'mode'>, untold: number, judged: number): boolean =>
  mode !== 'A' || untold <= judged * MOST_UNTOLD

/** The whole country in numbers: how many sites meet each criterion. It ranks nobody, and names no site. */
export const summaryOf = (sites: readonly JudgedSite[], catalogue: readonly { readonly data: Summed }[]): Summary => {
  const byGroup = [...Map.groupBy(sites, ({ group }) => group)].flatMap(([group, own]) =>
    group === undefined ? [] : [[group, own] as const],
  )
  const groups = byGroup.toSorted(([a], [b]) => a.localeCompare(b, 'sv'))
  const labels = sites.map(({ verdicts }) => scoreOf(verdicts, catalogue).label)
  return {
    sites: sites.length,
    labels: Object.fromEntries(
      LABELS.map((label) => [label, labels.filter((each) => each === label).length]),
    ) as Record<Label, number>,
    criteria: catalogue.map(({ data }) => {
      const { id } = data
      const all = countOf(sites, id)
      return {
        id,
        all,
        groups: Object.fromEntries(groups.map(([group, own]) => [group, countOf(own, id)])),
        done: isDone(data, all['cannot-tell'], sites.length),
      }
    }),
  }
}

const countOf = (sites: readonly JudgedSite[], id: string): Count => {
  const kinds = sites.map(({ verdicts }) => kindOf(verdicts, id))
  return Object.fromEntries(
    VERDICT_KINDS.map((kind) => [kind, kinds.filter((each) => each === kind).length]),
  ) as Record<VerdictKind, number>
}
