import type { LocalDate } from '#kernel/dates.ts'
import type { WeekRow } from '#kernel/opening-hours.ts'
import type { Say } from './text/wording.ts'

/** The clock as the language writes it: 16.30 in Swedish, 16:30 otherwise. */
export const clockIn = (tag: string, time: string): string =>
  /^(?:sv|no|da|fi)/.test(tag) ? time.replace(':', '.') : time

/** A weekday's name, 1 for Monday to 7 for Sunday. */
export const dayIn = (tag: string, day: number): string => dayNames(tag)[day - 1] ?? ''

/** 2024-01-01 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000
const names = new Map<string, readonly string[]>()

const dayNames = (tag: string): readonly string[] => {
  const spoken = tag.replace('-simple', '')
  let known = names.get(spoken)
  if (known === undefined) {
    const format = new Intl.DateTimeFormat(spoken, { weekday: 'long', timeZone: 'UTC' })
    known = Array.from({ length: 7 }, (_, index) => format.format(MONDAY + index * DAY_MS))
    names.set(spoken, known)
  }
  return known
}

const dates = new Map<string, Intl.DateTimeFormat>()

/** A date as the language writes it, in figures that everybody reads: "tisdag 24 november". */
export const dateIn = (tag: string, date: LocalDate): string => {
  const spoken = tag.replace('-simple', '')
  let format = dates.get(spoken)
  if (format === undefined) {
    const options = {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
      numberingSystem: 'latn',
    } as const
    dates.set(spoken, (format = new Intl.DateTimeFormat(spoken, options)))
  }
  return format.format(Date.parse(date))
}

/** Rows such as "måndag–fredag 8.00–16.00, 18.00–20.00" and "helgdagar stängt". */
export const hoursIn = (say: Say, tag: string, rows: readonly WeekRow[]): readonly string[] =>
  rows.map(({ days, spans }) => `${capital(daysIn(say, tag, days))} ${spansIn(say, tag, spans)}`)

/** The same in figures alone, for a card that needs no translation: `1–5 08:00–16:00`. */
export const hoursInFigures = (rows: readonly WeekRow[]): readonly string[] =>
  rows
    .filter(({ days }) => days !== 'holidays')
    .map(({ days, spans }) => `${figuresOf(days)} ${spans.map(({ from, to }) => `${from}–${to}`).join(', ') || '×'}`)

const figuresOf = (days: WeekRow['days']): string =>
  days === 'holidays'
    ? ''
    : days === 'every-day'
      ? '1–7'
      : days.from === days.to
        ? String(days.from)
        : `${days.from}–${days.to}`

const daysIn = (say: Say, tag: string, days: WeekRow['days']): string => {
  if (days === 'every-day') return say('hours.every-day')
  if (days === 'holidays') return say('hours.holidays')
  return days.from === days.to ? dayIn(tag, days.from) : `${dayIn(tag, days.from)}–${dayIn(tag, days.to)}`
}

const spansIn = (say: Say, tag: string, spans: WeekRow['spans']): string => {
  if (spans.length === 0) return say('hours.closed')
  if (spans.length === 1 && spans[0]?.from === '00:00' && spans[0].to === '24:00') return say('hours.all-day')
  return spans.map(({ from, to }) => `${clockIn(tag, from)}–${clockIn(tag, to)}`).join(', ')
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
