/** A calendar day in Sweden, `2026-11-24`. */
export type LocalDate = string & { readonly __localDate: true }

/** What Stockholm's calendar and clock say at a moment. `weekday` is 1 for Monday to 7 for Sunday; `minute` is of the day. */
export type StockholmTime = {
  readonly date: LocalDate
  readonly time: string
  readonly weekday: number
  readonly minute: number
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
export const MINUTES_A_DAY = 1440

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** How far Stockholm's clock is ahead of UTC at a moment, in milliseconds: one hour in winter, two in summer. */
const aheadAt = (moment: number): number => {
  const parts = clock.formatToParts(moment)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(moment / 1000) * 1000
}

/** The offset is the same for a whole quarter of an hour, in every year that has one: asked of Intl once for each. */
const QUARTER_MS = 15 * MINUTE_MS
const known = new Map<number, number>()
const LARGEST_KNOWN = 5000

const ahead = (moment: number): number => {
  const quarter = Math.floor(moment / QUARTER_MS)
  let found = known.get(quarter)
  if (found === undefined) {
    if (known.size >= LARGEST_KNOWN) known.clear()
    known.set(quarter, (found = aheadAt(quarter * QUARTER_MS)))
  }
  return found
}

export const stockholm = (at: Date): StockholmTime => {
  const wall = new Date(at.getTime() + ahead(at.getTime()))
  const iso = wall.toISOString()
  return {
    date: iso.slice(0, 10) as LocalDate,
    time: iso.slice(11, 16),
    weekday: wall.getUTCDay() === 0 ? 7 : wall.getUTCDay(),
    minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  }
}

/**
 * The moment when Stockholm's clock shows `minute` minutes after midnight of a day (1440 is the next midnight). A time that
 * comes twice when summer time ends is the first; one that does not come when it begins is an hour later by the clock.
 */
export const momentOf = (date: LocalDate, minute: number): Date => {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS
  const summer = wall - 2 * 3_600_000
  const winter = wall - 3_600_000
  if (summer + ahead(summer) === wall) return new Date(summer)
  return new Date(winter)
}

/** The next midnight in Stockholm after a moment. */
export const nextMidnight = (at: Date): Date => momentOf(addDays(stockholm(at).date, 1), 0)

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as LocalDate

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** A day that exists, written 2026-11-24; nothing for anything else. */
export const parseLocalDate = (text: string): LocalDate | undefined => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const moment = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text ? undefined : (text as LocalDate)
}

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: LocalDate): number => {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return day === 0 ? 7 : day
}
