import type { LocalDate } from '#kernel/dates.ts'
import type { Checked } from './check.ts'

/** A round of calls begins this long before the first line is too old: there are forty, and an afternoon is needed. */
const ROUND_BEGINS_DAYS = 14

export type Round = {
  /** How many lines somebody should call now. */
  readonly lines: number
  /** Of them, those always shown that are too old or that nobody has ever called. */
  readonly mandatory: number
  /** The first day on which one of them is too old. */
  readonly until: LocalDate
  readonly late: boolean
}

export const needsCall = ({ mandatory, verifiedOn, daysLeft }: Checked): boolean =>
  daysLeft <= ROUND_BEGINS_DAYS || (mandatory && verifiedOn === undefined)

/** The verification round that is due; nothing when no line needs a call. */
export const roundOf = (checked: readonly Checked[]): Round | undefined => {
  const lines = checked.filter(needsCall)
  const until = lines.map(({ lastDay }) => lastDay).toSorted()[0]
  if (until === undefined) return undefined
  return {
    lines: lines.length,
    mandatory: lines.filter(({ mandatory }) => mandatory).length,
    until,
    late: lines.some(({ alarming }) => alarming),
  }
}
