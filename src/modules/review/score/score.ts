import { AREAS, type Area, type CriterionData } from '../criteria/criterion.ts'
import type { Verdict, VerdictKind } from '../criteria/verdict.ts'

/** What the score must know of a criterion. */
export type Weighed = Pick<CriterionData, 'id' | 'weight' | 'star'>

/** What holds of a site, by the ids of the criteria. One that has no verdict could not be told. */
export type Verdicts = Readonly<Record<string, Verdict>>

/** Points of a whole, or of an area. A score without the share it rests on says nothing, so they are never apart. */
export type Part = {
  /** 0 to 100: Σ(weight × points) / Σ(weight of what could be assessed) × 100; nothing when nothing could be. */
  readonly score: number | undefined
  /** 0 to 1, by weight: how much of what applies to the site could be assessed; nothing when nothing applies to it. */
  readonly assessable: number | undefined
}

/** What the score comes to in a word: never a rank. */
export const LABELS = ['reaches', 'partly', 'does-not-reach', 'cannot-say'] as const
export type Label = (typeof LABELS)[number]

export type Score = {
  readonly total: Part
  readonly areas: Readonly<Record<Area, Part>>
  readonly stars: readonly { readonly id: string; readonly kind: VerdictKind }[]
  readonly label: Label
}

/** From here on a person who needs help is likely to find it, understand it and use it safely. Our own estimate. */
const REACHES = 80
const PARTLY = 50
/** Where less than this could be assessed, no word is put on the site. Our own estimate. */
const LEAST_ASSESSABLE = 0.7

/**
 * The score of a site (domain C): for all criteria, for each area, and in a word. A star that is not met holds the word
 * at partly whatever the points; one that could not be told takes the word away where it might have done so. The order
 * of the verdicts does not matter, and ids that the catalogue does not have are passed over.
 */
export const scoreOf = (verdicts: Verdicts, catalogue: readonly { readonly data: Weighed }[]): Score => {
  const weighed = catalogue.map(({ data }) => data)
  const total = partOf(verdicts, weighed)
  const stars = weighed.filter(({ star }) => star).map(({ id }) => ({ id, kind: kindOf(verdicts, id) }))
  return {
    total,
    areas: Object.fromEntries(
      AREAS.map((area) => [
        area,
        partOf(
          verdicts,
          weighed.filter(({ id }) => id.startsWith(area)),
        ),
      ]),
    ) as Record<Area, Part>,
    stars,
    label: labelOf(
      total,
      stars.map(({ kind }) => kind),
    ),
  }
}

export const kindOf = (verdicts: Verdicts, id: string): VerdictKind => verdicts[id]?.kind ?? 'cannot-tell'

const partOf = (verdicts: Verdicts, weighed: readonly Weighed[]): Part => {
  let applies = 0
  let assessed = 0
  let reached = 0
  for (const { id, weight } of weighed) {
    if (kindOf(verdicts, id) === 'not-applicable') continue
    applies += weight
    const points = verdicts[id]?.points
    if (points === undefined) continue
    assessed += weight
    reached += weight * points
  }
  return {
    score: assessed === 0 ? undefined : (reached / assessed) * 100,
    assessable: applies === 0 ? undefined : assessed / applies,
  }
}

const labelOf = ({ score, assessable }: Part, stars: readonly VerdictKind[]): Label => {
  if (score === undefined || assessable === undefined || assessable < LEAST_ASSESSABLE) return 'cannot-say'
  // The number that is shown decides, so that nobody reads 80 beside the word for less.
  const shown = Math.round(score)
  if (shown < PARTLY) return 'does-not-reach'
  if (shown < REACHES || stars.includes('not-met')) return 'partly'
  return stars.includes('cannot-tell') ? 'cannot-say' : 'reaches'
}
