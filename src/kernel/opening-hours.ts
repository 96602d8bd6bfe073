import { createRequire } from 'node:module'
import type OpeningHours from 'opening_hours'
import { addDays, MINUTES_A_DAY, momentOf, stockholm, weekdayOf, type LocalDate } from './dates.ts'
import { readRule, type Rule } from './opening-rule.ts'

export { hoursFault } from './opening-rule.ts'

/** A part of a day when somebody answers, in minutes after midnight by Stockholm's clock; `to` may be 1440. */
export type Span = { readonly from: number; readonly to: number }

/**
 * One row of a week's hours as a person reads it. `days` counts 1 for Monday to 7 for Sunday; no spans: closed. A span
 * whose `to` is not after its `from` ends on the next day.
 */
export type WeekRow = {
  readonly days: 'every-day' | 'holidays' | { readonly from: number; readonly to: number }
  readonly spans: readonly { readonly from: string; readonly to: string }[]
}

export type OpenState =
  | { readonly open: true; readonly until: Date | undefined }
  | { readonly open: false; readonly next: Date | undefined }

// Loaded when the first day is asked for: half of what the program would otherwise spend on starting.
const load = createRequire(import.meta.url)
let library: typeof OpeningHours | undefined
/** Its public holidays (PH) of Sweden are those of the law on public holidays (1989:253), other Sundays apart. */
const PLACE = { lat: 59.33, lon: 18.06, address: { country_code: 'se', state: '' } }

const parsed = new Map<string, OpeningHours>()
const rules = new Map<string, Rule>()
const days = new Map<string, KnownDay>()
const LARGEST_KNOWN = 20_000

/** A day's spans in minutes, and the same in milliseconds since 1970 as they are lived through when the clock is changed. */
type KnownDay = { readonly spans: readonly Span[]; readonly moments: readonly Span[] }

const read = (text: string): OpeningHours => {
  let known = parsed.get(text)
  if (known === undefined) {
    library ??= load('opening_hours') as typeof OpeningHours
    parsed.set(text, (known = new library(text, PLACE)))
  }
  return known
}

const ruleOf = (text: string): Rule => {
  let known = rules.get(text)
  if (known === undefined) rules.set(text, (known = readRule(text)))
  return known
}

/**
 * When somebody answers on a day, early first, joined where one span ends as the next begins. What goes on past midnight
 * belongs to the day it began on: a night before a holiday is open to its end, one that would begin on it is not open at
 * all. Throws for a rule with a fault.
 */
export const spansOn = (rule: string, date: LocalDate): readonly Span[] => dayOf(rule, date).spans

const dayOf = (rule: string, date: LocalDate): KnownDay => {
  const key = `${rule}|${date}`
  let known = days.get(key)
  if (known === undefined) {
    if (days.size >= LARGEST_KNOWN) days.clear()
    const { night } = begunOn(rule, addDays(date, -1))
    const spans = joined([...night, ...begunOn(rule, date).evening])
    const moments = joined(spans.map(({ from, to }) => ({ from: timeOf(date, from), to: timeOf(date, to) })))
    days.set(key, (known = { spans, moments }))
  }
  return known
}

/** What begins on a day: to midnight, and what of it goes on past midnight. */
type Begun = { readonly evening: readonly Span[]; readonly night: readonly Span[] }

const begun = new Map<string, Begun>()

const begunOn = (text: string, date: LocalDate): Begun => {
  const key = `${text}|${date}`
  let known = begun.get(key)
  if (known === undefined) {
    if (begun.size >= LARGEST_KNOWN) begun.clear()
    begun.set(key, (known = findBegun(text, date)))
  }
  return known
}

const findBegun = (text: string, date: LocalDate): Begun => {
  const { evening, morning, namesHolidays } = ruleOf(text)
  const eve = namesHolidays && isEve(date)
  // Every one of the three is followed by a holiday.
  const ask = (part: string): readonly Span[] =>
    eve ? common(askLibrary(part, date), askLibrary(part, addDays(date, 1))) : askLibrary(part, date)
  return { evening: ask(evening), night: morning === undefined ? [] : ask(morning) }
}

/**
 * What begins on a day, each span to its end: `to` passes 1440 where it goes on past midnight. For rotas, where whoever
 * began a night also ends it. Throws for a rule with a fault.
 */
export const spansBegunOn = (rule: string, date: LocalDate): readonly Span[] => {
  const { evening, night } = begunOn(rule, date)
  return evening.map(({ from, to }) => ({ from, to: to === MINUTES_A_DAY ? to + (night[0]?.to ?? 0) : to }))
}

/**
 * Midsummer's, Christmas and New Year's Eve are no public holidays, but hardly an office is open (the Annual Leave Act,
 * 1977:480, section 3 a, counts them as such). Where a rule names holidays, only those hours count that both the weekday
 * and a holiday have: to call in vain costs more than to be sent to a line that surely answers.
 */
const isEve = (date: LocalDate): boolean => {
  const day = date.slice(5)
  return day === '12-24' || day === '12-31' || (day >= '06-19' && day <= '06-25' && weekdayOf(date) === 5)
}

/** The library thinks in the machine's own clock: it is asked about, and answers with, that clock's day of the same date. */
const askLibrary = (text: string, date: LocalDate): readonly Span[] => {
  const { start, end } = machineDay(alikeOnMachine(date))
  const minuteOf = (at: Date): number => (at >= end ? MINUTES_A_DAY : at.getHours() * 60 + at.getMinutes())
  return joined(
    read(text)
      .getOpenIntervals(start, end)
      .map(([from, to]) => ({ from: minuteOf(from), to: minuteOf(to) })),
  )
}

const machineDay = (date: LocalDate): { readonly start: Date; readonly end: Date } => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { start: new Date(year, month - 1, day), end: new Date(year, month - 1, day + 1) }
}

/**
 * The date itself; for one on which the machine's own clock is changed, the nearest later date with the same weekday
 * that is a holiday, or none, as it is.
 */
const alikeOnMachine = (date: LocalDate): LocalDate => {
  let alike = date
  while (isUneven(alike) || (alike !== date && isHoliday(alike) !== isHoliday(date))) alike = addDays(alike, 7)
  return alike
}

const isUneven = (date: LocalDate): boolean => {
  const { start, end } = machineDay(date)
  return end.getTime() - start.getTime() !== MINUTES_A_DAY * 60_000
}

const isHoliday = (date: LocalDate): boolean => {
  const { start } = machineDay(date)
  return read('PH 00:00-24:00').getState(new Date(start.getFullYear(), start.getMonth(), start.getDate(), 12))
}

const timeOf = (date: LocalDate, minute: number): number => momentOf(date, minute).getTime()

/** In order, and as one where one ends as the next begins; what has no length is left out. */
const joined = (spans: readonly Span[]): readonly Span[] => {
  const whole: Span[] = []
  for (const span of spans.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last !== undefined && span.from <= last.to)
      whole[whole.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else whole.push(span)
  }
  return whole
}

const common = (some: readonly Span[], others: readonly Span[]): readonly Span[] =>
  some.flatMap((a) =>
    others
      .map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }))
      .filter(({ from, to }) => from < to),
  )

/**
 * A span lasts from the first moment when the clock shows its beginning to the first when it shows its end: the night
 * when the clock is turned back it closes once, and does not open again.
 */
export const isOpenAt = (rule: string, at: Date): boolean => {
  const moment = at.getTime()
  return dayOf(rule, stockholm(at).date).moments.some(({ from, to }) => from <= moment && moment < to)
}

/** Further than this nobody looks: a line that opens at no time within five weeks is not open in any useful sense. */
const DAYS_AHEAD = 35

/** When it next opens or closes; nothing for one that is always open, or closed for five weeks. */
export const nextTurn = (rule: string, at: Date): Date | undefined => {
  if (ruleOf(rule).evening === '24/7') return undefined
  const moment = at.getTime()
  // The end of the span it is open in, as far as it is known.
  let until: number | undefined
  let day = stockholm(at).date
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    for (const { from, to } of dayOf(rule, day).moments) {
      if (to <= moment) continue
      if (until === undefined && from > moment) return new Date(from)
      if (until !== undefined && from > until) return new Date(until)
      until = to
    }
    if (until !== undefined && until < timeOf(day, MINUTES_A_DAY)) return new Date(until)
    day = addDays(day, 1)
  }
  return undefined
}

export const openState = (rule: string, at: Date): OpenState => {
  const turn = nextTurn(rule, at)
  return isOpenAt(rule, at) ? { open: true, until: turn } : { open: false, next: turn }
}

/** A week without a public holiday, and a Thursday that is one (Ascension Day). */
const PLAIN_MONDAY = '2025-09-08' as LocalDate
const HOLIDAY_THURSDAY = '2025-05-29' as LocalDate

/** Every page asks for the rows of every line on it, and a rule's never change. */
const weeks = new Map<string, readonly WeekRow[]>()
const MOST_WEEKS = 5000

/** A rule's hours as rows: days in a row with the same hours are one. Days that are closed are left out. */
export const weekOf = (rule: string): readonly WeekRow[] => {
  const known = weeks.get(rule)
  if (known !== undefined) return known
  if (weeks.size >= MOST_WEEKS) weeks.clear()
  const rows = weekAnew(rule)
  weeks.set(rule, rows)
  return rows
}

const weekAnew = (rule: string): readonly WeekRow[] => {
  const week = Array.from({ length: 7 }, (_, index) => writtenOn(rule, addDays(PLAIN_MONDAY, index)))
  const rows: WeekRow[] = []
  for (const [index, spans] of week.entries()) {
    const last = rows.at(-1)
    if (last !== undefined && typeof last.days === 'object' && last.days.to === index && same(last.spans, spans)) {
      rows[rows.length - 1] = { days: { from: last.days.from, to: index + 1 }, spans }
    } else rows.push({ days: { from: index + 1, to: index + 1 }, spans })
  }
  const open = rows.filter(({ spans }) => spans.length > 0)
  const days: readonly WeekRow[] =
    open.length === 1 && rows.length === 1 ? open.map(({ spans }) => ({ days: 'every-day', spans })) : open
  return ruleOf(rule).namesHolidays ? [...days, { days: 'holidays', spans: writtenOn(rule, HOLIDAY_THURSDAY) }] : days
}

/** What begins on a day, each span to its end even past midnight. */
const writtenOn = (rule: string, date: LocalDate): WeekRow['spans'] => {
  const { evening, night } = begunOn(rule, date)
  return evening.map(({ from, to }) => {
    const end = to === MINUTES_A_DAY ? (night[0]?.to ?? to) : to
    return { from: clockOf(from), to: clockOf(end) }
  })
}

/** Minutes of the day as a clock shows them; the day's end as 24:00. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const same = (a: WeekRow['spans'], b: WeekRow['spans']): boolean => JSON.stringify(a) === JSON.stringify(b)
