/** A session that nobody uses ends; a desk that is left is left for lunch, not for the night. */
export const IDLE_MINUTES = 60
/** And every session ends within a working day, used or not. */
export const LONGEST_HOURS = 12
/** A link to come in by. */
export const INVITATION_HOURS = 24
/** Within so many days others say that somebody who lost her keys is herself, or it is asked for anew. */
export const RECOVERY_DAYS = 7
/** When two operators alone say so, everybody in the organisation has this long to say no. */
export const RECOVERY_WAIT_HOURS = 24
/** So long an ended access is given back by one press. */
export const ENDING_UNDO_DAYS = 7
/** So long a municipality that left comes back as it was by one press. */
export const LEAVING_UNDO_DAYS = 7
/** So long somebody who was invited first may take to come in before whoever invited her is told. */
export const FIRST_IN_DAYS = 7
/** How long somebody may take to press a passkey. */
export const CHALLENGE_MINUTES = 5

const MINUTE_MS = 60_000

/** Whether a session still holds. A clock that was set back ends it: nothing was seen in the future. */
export const holds = (session: { readonly beganAt: Date; readonly seenAt: Date }, now: Date): boolean => {
  const since = (moment: Date): number => (now.getTime() - moment.getTime()) / MINUTE_MS
  return (
    since(session.seenAt) < IDLE_MINUTES &&
    since(session.beganAt) < LONGEST_HOURS * 60 &&
    since(session.beganAt) >= -CLOCKS_APART_MINUTES
  )
}

/** Several machines' clocks are never quite one. */
const CLOCKS_APART_MINUTES = 5

/** Whether a link was made later than now: a clock was set back, and it would work for longer than it says. */
export const isAhead = (expires: Date, now: Date): boolean =>
  expires > minutesAfter(now, INVITATION_HOURS * 60 + CLOCKS_APART_MINUTES)

/** A moment so many minutes later. */
export const minutesAfter = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * MINUTE_MS)
