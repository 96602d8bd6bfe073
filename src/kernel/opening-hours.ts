import { createRequire } from 'node:module'
import type OpeningHours from 'opening_hours'
import { addDays, MINUTES_A_DAY, momentOf, stockholm, type LocalDate } from './dates.ts'

/** A part of a day when somebody answers, in minutes after midnight by Stockholm's clock; `to` may be 1440. */
export type Span = { readonly from: number; readonly to: number }

/** One row of a week's hours as a person reads it. `days` counts 1 for Monday to 7 for Sunday; no spans: closed. */
export type WeekRow = {
  readonly days: 'every-day' | 'holidays' | { readonly from: number; readonly to: number }
  readonly spans: readonly { readonly from: string; readonly to: string }[]
}

export type OpenState =
  | { readonly open: true; readonly until: Date | undefined }
  | { readonly open: false; readonly next: Date | undefined }

// Loaded when the first rule is asked for: half of what the program would otherwise spend on starting.
const load = createRequire(import.meta.url)
let library: typeof OpeningHours | undefined
const PLACE = { lat: 59.33, lon: 18.06, address: { country_code: 'se', state: '' } }

/** Weekdays, times of day, public holidays, "off" and 24/7: no months or dates, so that a week can be written out. */
const SIMPLE = /^(?:24\/7|(?:(?:PH|Mo|Tu|We|Th|Fr|Sa|Su|off|\d\d:\d\d(?:-\d\d:\d\d)?|[-,; ])+))$/

const parsed = new Map<string, OpeningHours>()
const days = new Map<string, readonly Span[]>()
const LARGEST_KNOWN = 20_000

const read = (rule: string): OpeningHours => {
  let known = parsed.get(rule)
  if (known === undefined) {
    library ??= load('opening_hours') as typeof OpeningHours
    parsed.set(rule, (known = new library(rule, PLACE, { locale: 'en' })))
  }
  return known
}

/** Why a rule cannot be read, as the end of a sentence; nothing when it can. */
export const hoursFault = (rule: string): string | undefined => {
  if (!SIMPLE.test(rule))
    return 'expected opening hours of weekdays and times alone, such as "Mo-Fr 08:00-16:00; PH off" or "24/7"'
  try {
    read(rule)
    return undefined
  } catch (error) {
    return `expected opening hours such as "Mo-Fr 08:00-16:00; PH off": ${error instanceof Error ? error.message : String(error)}`
  }
}

/** When somebody answers on a day, early first, joined where one span ends as the next begins. Throws for a rule with a fault. */
export const spansOn = (rule: string, date: LocalDate): readonly Span[] => {
  const key = `${rule}|${date}`
  let known = days.get(key)
  if (known === undefined) {
    if (days.size >= LARGEST_KNOWN) days.clear()
    days.set(key, (known = askSpans(rule, date)))
  }
  return known
}

/** The library thinks in the machine's own clock: it is asked about, and answers with, that clock's day of the same date. */
const askSpans = (rule: string, date: LocalDate): readonly Span[] => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const start = new Date(year, month - 1, day)
  const end = new Date(year, month - 1, day + 1)
  const minuteOf = (at: Date): number => (at >= end ? MINUTES_A_DAY : at.getHours() * 60 + at.getMinutes())
  const spans: Span[] = []
  for (const [from, to, unknown] of read(rule).getOpenIntervals(start, end)) {
    if (unknown) continue
    const last = spans.at(-1)
    const span = { from: minuteOf(from), to: minuteOf(to) }
    if (last !== undefined && last.to === span.from) spans[spans.length - 1] = { from: last.from, to: span.to }
    else spans.push(span)
  }
  return spans
}

export const isOpenAt = (rule: string, at: Date): boolean => {
  const { date, minute } = stockholm(at)
  return spansOn(rule, date).some(({ from, to }) => from <= minute && minute < to)
}

/** Further than this nobody looks: a line that opens at no time within five weeks is not open in any useful sense. */
const DAYS_AHEAD = 35

/** When it next opens or closes; nothing for one that is always open, or closed for five weeks. */
export const nextTurn = (rule: string, at: Date): Date | undefined => {
  const { date, minute } = stockholm(at)
  const open = isOpenAt(rule, at)
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(date, ahead)
    const from = ahead === 0 ? minute : -1
    const turn = turnOn(spansOn(rule, day), open, from)
    if (turn !== undefined && turn < MINUTES_A_DAY) return momentOf(day, turn)
    // One that closes at midnight turns only when it does not go on the next day.
    if (turn === MINUTES_A_DAY && spansOn(rule, addDays(day, 1))[0]?.from !== 0) return momentOf(day, MINUTES_A_DAY)
  }
  return undefined
}

const turnOn = (spans: readonly Span[], open: boolean, after: number): number | undefined => {
  if (!open) return spans.find(({ from }) => from > after)?.from
  const current = spans.find(({ from, to }) => from <= Math.max(after, 0) && to > Math.max(after, 0))
  // Open since yesterday, and not from midnight on: it closed at midnight.
  return current === undefined ? 0 : current.to
}

export const openState = (rule: string, at: Date): OpenState => {
  const turn = nextTurn(rule, at)
  return isOpenAt(rule, at) ? { open: true, until: turn } : { open: false, next: turn }
}

/** A week without a public holiday, and a Thursday that is one (Ascension Day). */
const PLAIN_MONDAY = '2025-09-08' as LocalDate
const HOLIDAY_THURSDAY = '2025-05-29' as LocalDate

/** A rule's hours as rows: days in a row with the same hours are one. Days that are closed are left out. */
export const weekOf = (rule: string): readonly WeekRow[] => {
  const week = Array.from({ length: 7 }, (_, index) => written(spansOn(rule, addDays(PLAIN_MONDAY, index))))
  const rows: WeekRow[] = []
  for (const [index, spans] of week.entries()) {
    const last = rows.at(-1)
    if (last !== undefined && typeof last.days === 'object' && last.days.to === index && same(last.spans, spans)) {
      rows[rows.length - 1] = { days: { from: last.days.from, to: index + 1 }, spans }
    } else rows.push({ days: { from: index + 1, to: index + 1 }, spans })
  }
  const holiday = written(spansOn(rule, HOLIDAY_THURSDAY))
  const open = rows.filter(({ spans }) => spans.length > 0)
  const days: readonly WeekRow[] =
    open.length === 1 && rows.length === 1 ? open.map(({ spans }) => ({ days: 'every-day', spans })) : open
  return /\bPH\b/.test(rule) ? [...days, { days: 'holidays', spans: holiday }] : days
}

const written = (spans: readonly Span[]): WeekRow['spans'] =>
  spans.map(({ from, to }) => ({ from: clockOf(from), to: clockOf(to) }))

/** Minutes of the day as a clock shows them; the day's end as 24:00. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const same = (a: WeekRow['spans'], b: WeekRow['spans']): boolean => JSON.stringify(a) === JSON.stringify(b)
