import { addDays, type LocalDate } from '#kernel/dates.ts'
import { FRESH_FOR_DAYS } from '../local-help.ts'
import { hasNoUser, isReachable, isTooOld, isUnconfirmed, type Overviewed } from './overview.ts'
import { isRecent } from './reminder.ts'

/** What the municipalities that one supports need of whoever supports them: how many, and until when it can wait. */
export type SupportDue = {
  readonly kind: 'never' | 'old' | 'no-user'
  readonly count: number
  /** How many of them there is somebody to remind in. */
  readonly reachable: number
  /** Missing where nothing has begun that could be late. */
  readonly until: LocalDate | undefined
}

/** How long a county has to call or write, from the day it could know. */
const DAYS_TO_ACT = 14

const first = (days: readonly LocalDate[]): LocalDate | undefined => days.toSorted()[0]

/**
 * One line for each kind that there is something to do about. A municipality that was reminded this week is given time
 * to answer: when all that can be reminded were, the line waits.
 */
export const supportDue = (rows: readonly Overviewed[], today: LocalDate, now: Date): readonly SupportDue[] => {
  const kinds: readonly Omit<SupportDue, 'count' | 'reachable' | 'until'>[] = [
    { kind: 'old' },
    { kind: 'never' },
    { kind: 'no-user' },
  ]
  return kinds.flatMap(({ kind }) => {
    const found = rows.filter((row) => isOfKind(row, kind, today))
    const reachable = found.filter((row) => isReachable(row))
    const open = kind === 'no-user' ? found : reachable.filter((row) => !isRecent(row, now))
    if (open.length === 0) return []
    const until = first(open.flatMap((row) => untilOf(row, kind)))
    return [{ kind, count: found.length, reachable: reachable.length, until }]
  })
}

const isOfKind = (row: Overviewed, kind: SupportDue['kind'], today: LocalDate): boolean => {
  switch (kind) {
    case 'old':
      return isTooOld(row, today)
    case 'never':
      return isUnconfirmed(row)
    case 'no-user':
      return hasNoUser(row)
  }
}

const untilOf = ({ confirmation, staff }: Overviewed, kind: SupportDue['kind']): readonly LocalDate[] => {
  if (kind === 'old' && confirmation.kind === 'confirmed')
    return [addDays(confirmation.on, FRESH_FOR_DAYS + DAYS_TO_ACT)]
  return staff === undefined ? [] : [addDays(staff.foundedOn, DAYS_TO_ACT)]
}
