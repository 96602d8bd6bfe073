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
const HOUR_MS = 3_600_000
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

/** Asked of Intl once for each midnight of UTC: between two with the same answer nothing has changed. */
const known = new Map<number, number>()
const LARGEST_KNOWN = 5000

const aheadAtMidnight = (moment: number): number => {
  let found = known.get(moment)
  if (found === undefined) {
    if (known.size >= LARGEST_KNOWN) known.clear()
    known.set(moment, (found = aheadAt(moment)))
  }
  return found
}

const ahead = (moment: number): number => {
  const midnight = Math.floor(moment / DAY_MS) * DAY_MS
  const before = aheadAtMidnight(midnight)
  return before === aheadAtMidnight(midnight + DAY_MS) ? before : aheadAt(moment)
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
 * The first moment when Stockholm's clock shows `minute` minutes after midnight of a day, or later (1440 is the next
 * midnight). So a time that comes twice when summer time ends is the first of them, and every time that does not come
 * when it begins is the moment when the clock jumps over it.
 */
export const momentOf = (date: LocalDate, minute: number): Date => {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS
  const summer = wall - 2 * HOUR_MS
  if (summer + ahead(summer) === wall) return new Date(summer)
  const winter = wall - HOUR_MS
  // The clock jumps at a whole hour.
  return new Date(winter + ahead(winter) === wall ? winter : Math.floor(winter / HOUR_MS) * HOUR_MS)
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
