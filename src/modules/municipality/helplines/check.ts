import { daysBetween, type LocalDate } from '#kernel/dates.ts'
import type { Helpline } from './helpline.ts'
import { lastDayOf, standingOf, type Standing } from './standing.ts'

/** How a line of the register stands on a day, as an operator reads it. */
export type Checked = {
  readonly id: string
  readonly name: string
  readonly mandatory: boolean
  readonly standing: Standing
  readonly verifiedOn?: LocalDate | undefined
  readonly verifiedBy?: string | undefined
  readonly sourceRead: LocalDate
  readonly lastDay: LocalDate
  /** Until it expires; negative when it has. */
  readonly daysLeft: number
  /** A mandatory line that has expired: it is still shown, so somebody must call it. */
  readonly alarming: boolean
  readonly says: string
}

export const checkHelplines = (lines: readonly Helpline[], today: LocalDate): readonly Checked[] =>
  lines.map((line) => {
    const { id, name, mandatory, verifiedOn, verifiedBy, sourceRead } = line
    const standing = standingOf(line, today)
    const lastDay = lastDayOf(line)
    const daysLeft = daysBetween(today, lastDay)
    const alarming = mandatory && standing === 'expired'
    const says = sentenceOf(line, today)
    return { id, name, mandatory, standing, verifiedOn, verifiedBy, sourceRead, lastDay, daysLeft, alarming, says }
  })

const sentenceOf = (line: Helpline, today: LocalDate): string => {
  const from =
    line.verifiedOn === undefined
      ? `read in its source ${line.sourceRead}, nobody has called yet`
      : `verified ${line.verifiedOn} by ${line.verifiedBy ?? 'somebody'}`
  const last = lastDayOf(line)
  if (standingOf(line, today) === 'current') return `${from}; holds to ${last}`
  return `${from}; too old since ${last}, ${line.mandatory ? 'shown with its date: verify it now' : 'hidden unless it is the last of its page'}`
}
