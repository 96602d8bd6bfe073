import type { Overviewed } from './overview.ts'
import { isReachable } from './overview.ts'

/** A reminder (påminnelse) as it was sent: when, by whom, to which municipalities and how many people. */
export type Reminder = {
  readonly id: number
  readonly by: string
  readonly queuedAt: Date
  /** Until then it waits, and can be undone. */
  readonly dueAt: Date
  readonly undoneAt: Date | null
  readonly people: number
  readonly codes: readonly string[]
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Long enough to see that it was the wrong list. */
export const HELD_MINUTES = 10
/** More than one letter a week is noise, and teaches people not to read the next. */
export const REST_DAYS = 7

export const heldUntil = (now: Date): Date => new Date(now.getTime() + HELD_MINUTES * MINUTE_MS)
export const restSince = (now: Date): Date => new Date(now.getTime() - REST_DAYS * DAY_MS)

export const isRecent = ({ lastReminder }: Pick<Overviewed, 'lastReminder'>, now: Date): boolean =>
  lastReminder !== undefined && lastReminder.at > restSince(now)

export const REMINDER_STATES = ['held', 'sent', 'undone'] as const
type ReminderState = (typeof REMINDER_STATES)[number]

export const stateOf = ({ dueAt, undoneAt }: Pick<Reminder, 'dueAt' | 'undoneAt'>, now: Date): ReminderState =>
  undoneAt !== null ? 'undone' : dueAt > now ? 'held' : 'sent'

/** Who of those chosen a reminder goes to, who was reminded a short time ago, and who has nobody to write to. */
export type Recipients = {
  readonly goes: readonly Overviewed[]
  readonly recent: readonly Overviewed[]
  readonly unreachable: readonly Overviewed[]
}

export const recipientsOf = (chosen: readonly Overviewed[], now: Date): Recipients => {
  const reachable = chosen.filter((row) => isReachable(row))
  return {
    goes: reachable.filter((row) => !isRecent(row, now)),
    recent: reachable.filter((row) => isRecent(row, now)),
    unreachable: chosen.filter((row) => !isReachable(row)),
  }
}
