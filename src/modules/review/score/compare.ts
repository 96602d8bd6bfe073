import type { VerdictKind } from '../criteria/verdict.ts'
import { kindOf, type Verdicts } from './score.ts'

/** What a run said of a site, and by which version of the rules. */
export type Judged = { readonly rules: string; readonly verdicts: Verdicts }

export type Change = {
  readonly id: string
  readonly change: 'better' | 'worse' | 'same' | 'not-comparable'
  readonly before: VerdictKind
  readonly now: VerdictKind
}

/**
 * What has changed between two runs, a line for each of the criteria. By other rules nothing can be compared: a change
 * would be of the rules as likely as of the site. Neither can what one of the runs gives no points for.
 */
export const compareRuns = (before: Judged, now: Judged, ids: readonly string[]): readonly Change[] =>
  ids.map((id) => ({
    id,
    change: before.rules === now.rules ? changeOf(before.verdicts, now.verdicts, id) : 'not-comparable',
    before: kindOf(before.verdicts, id),
    now: kindOf(now.verdicts, id),
  }))

const changeOf = (before: Verdicts, now: Verdicts, id: string): Change['change'] => {
  const [then, since] = [before[id]?.points, now[id]?.points]
  if (then === undefined || since === undefined)
    return kindOf(before, id) === kindOf(now, id) ? 'same' : 'not-comparable'
  if (since === then) return 'same'
  return since > then ? 'better' : 'worse'
}
