import type { JudgedReport } from './report.ts'
import { criterionIn, evidenceIn, type Telling, type ToldEvidence } from './told.ts'

/** Something to change, in words. */
export type ToldMend = {
  readonly id: string
  readonly name: string
  readonly star: boolean
  readonly saw: string
  readonly todo: string
  /** The lines to paste, in Swedish; none where it is no text that is missing. */
  readonly paste: readonly string[]
  /** The page it belongs on; nothing when there is none yet. */
  readonly where: ToldEvidence | null
  readonly gain: string
  readonly effort: string
}

/** As many as one has read in a minute. */
const FIRST = 3

export type ToldFirst = {
  readonly first: readonly ToldMend[]
  /** The others, which can wait. */
  readonly later: readonly ToldMend[]
}

/** What to change, in words: three things first, and then the others. */
export const firstIn = (telling: Telling, report: JudgedReport): ToldFirst => {
  const { say } = telling
  const criteria = new Map(report.criteria.map((criterion) => [criterion.data.id, criterion]))
  const helpPage = criteria.get('F01')?.standing.machine.evidence[0]
  const mends = report.mends.flatMap(({ id, before, after, where }): readonly ToldMend[] => {
    const criterion = criteria.get(id)
    if (criterion === undefined) return []
    const { name, star, saw, todo } = criterionIn(telling, criterion)
    const place = where ?? helpPage
    const values = { before: Math.round(before), after: Math.round(after) }
    return [
      {
        id,
        name,
        star,
        saw,
        todo,
        paste: criterion.data.fix.paste?.trim().split('\n') ?? [],
        where: place === undefined ? null : evidenceIn(place),
        gain: values.before === values.after ? say('report.gain-small') : say('report.gain', values),
        effort: say(`report.effort.${criterion.data.effort}`),
      },
    ]
  })
  return { first: mends.slice(0, FIRST), later: mends.slice(FIRST) }
}
