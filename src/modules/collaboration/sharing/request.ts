import { addDays, weekdayOf, type LocalDate } from '#kernel/dates.ts'
import type { Reception } from '../reception.ts'
import { hoursOn } from '../rota.ts'

/**
 * A municipality asks to share a reception (`asked`); its county introduces it to one (`introduced`); whoever leads that
 * one says yes (`accepted`) or no (`declined`). Until it is answered the municipality may withdraw.
 */
export type RequestState = 'asked' | 'introduced' | 'accepted' | 'declined' | 'withdrawn'

export type SharingRequest = {
  readonly id: string
  readonly municipality: string
  readonly state: RequestState
  readonly askedLine: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly reception: string | undefined
  readonly introducedLine: string | undefined
  readonly introducedBy: string | undefined
}

/** What a municipality is shown of sharing. */
export type Joining = {
  readonly municipality: string
  readonly near: readonly Reception[]
  /** The newest request of its own, whatever has become of it. */
  readonly request: SharingRequest | undefined
  readonly alone: boolean
}

export const isUnderWay = ({ state }: Pick<SharingRequest, 'state'>): boolean =>
  state === 'asked' || state === 'introduced'

const FEWEST_MEMBERS = 2

/** Receptions that are shared or have members enough to be, of a county or of municipalities that a regional structure joins. */
export const sharedIn = (
  receptions: readonly Reception[],
  county: string,
  together: ReadonlySet<string> = new Set(),
): readonly Reception[] =>
  receptions.filter(
    ({ serves, members }) =>
      (members.length >= FEWEST_MEMBERS || serves.length > 1) &&
      serves.some(({ municipality }) => municipality.startsWith(county) || together.has(municipality)),
  )

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
const MINUTES_AN_HOUR = 60

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * MINUTES_AN_HOUR + Number(time.slice(3))

/** How many hours of the coming seven days somebody really answers, to the nearest half. */
export const hoursAWeek = ({ rota }: Pick<Reception, 'rota'>, today: LocalDate): number => {
  const minutes = DAYS.flatMap((ahead) => hoursOn(rota, addDays(today, ahead))).reduce(
    (sum, { from, to }) => sum + minuteOf(to) - minuteOf(from),
    0,
  )
  return Math.round((minutes / MINUTES_AN_HOUR) * 2) / 2
}

const WEEKS_LOOKED_AT = 3
const FRIDAY = 5

/** Weekdays, 1 for Monday, on which nobody answers in three weeks running: Christmas alone makes no such day. */
export const bareWeekdays = ({ rota }: Pick<Reception, 'rota'>, today: LocalDate): readonly number[] => {
  const ahead = Array.from({ length: WEEKS_LOOKED_AT * DAYS.length }, (_, days) => addDays(today, days))
  const staffed = new Set(ahead.filter((date) => hoursOn(rota, date).length > 0).map(weekdayOf))
  return [1, 2, 3, 4, FRIDAY].filter((weekday) => !staffed.has(weekday))
}

/**
 * Whether a municipality stands with one officer: in each reception that serves it there is a single member, or weekdays
 * on which nobody answers. Without any reception it does when a single person works there.
 */
export const standsAlone = (own: readonly Reception[], colleagues: number, today: LocalDate): boolean =>
  own.length === 0
    ? colleagues === 1
    : own.every((one) => one.members.length < FEWEST_MEMBERS || bareWeekdays(one, today).length > 0)
