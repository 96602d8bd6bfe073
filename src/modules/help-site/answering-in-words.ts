import { daysBetween, stockholm } from '#kernel/dates.ts'
import type { WeekRow } from '#kernel/opening-hours.ts'
import type { Reception } from '#modules/collaboration/index.ts'
import type { Facts, LineAnswering } from '#modules/municipality/index.ts'
import { clockIn, dayIn, hoursIn, hoursInFigures } from './hours-in-words.ts'
import type { Answering, Call } from './pages/calls.ts'
import type { Say } from './text/wording.ts'

/** What calls are put into words for: the facts, a language, and a moment. */
export type Moment = {
  readonly facts: Facts
  readonly receptions: readonly Reception[]
  readonly tag: string
  readonly say: Say
  readonly now: Date
  /** False where a page is kept and read later: then hours are said, and never who is open now. */
  readonly openNow: boolean
}

/** A call with what decides its place among those of the first screen. */
export type Ranked = {
  readonly call: Call
  readonly answering: LineAnswering
  readonly mandatory: boolean
  /** The municipality's own. */
  readonly local: boolean
  /** Open now if its unsure hours still hold. */
  readonly perhaps: boolean
  /** When what is said of it changes. */
  readonly turn: Date | undefined
}

/** For a page that is kept and read later: sure hours are hours, whatever the clock says while it is made. */
export const whenever = (answering: LineAnswering): LineAnswering =>
  answering.kind === 'opens' || answering.kind === 'open' ? { kind: 'open', until: FAR } : answering

/** Never shown: `openNow` is false wherever it stands. */
const FAR = new Date(8.64e15)

export const turnOf = (answering: LineAnswering): Date | undefined =>
  answering.kind === 'open' ? answering.until : answering.kind === 'opens' ? answering.at : undefined

/** The rows of a week in words and in figures; none for a line that always answers, which is said already. */
export const hoursOf = (
  { say, tag }: Moment,
  rows: readonly WeekRow[],
  answering: LineAnswering,
): Pick<Call, 'hours' | 'figures'> => ({
  hours: answering.kind === 'always' ? [] : hoursIn(say, tag, rows),
  figures: answering.kind === 'unsure' ? [] : hoursInFigures(rows),
})

export const answeringIn = ({ tag, now, openNow }: Moment, answering: LineAnswering): Answering => {
  switch (answering.kind) {
    case 'open':
      return openNow ? { kind: 'open', until: clockAt(tag, answering.until, true) } : { kind: 'hours-only' }
    case 'opens':
      return openNow ? opensIn(tag, answering.at, now) : { kind: 'hours-only' }
    default:
      return { kind: answering.kind }
  }
}

const DAYS_NAMED = 6

const opensIn = (tag: string, at: Date, now: Date): Answering => {
  const { date, weekday } = stockholm(at)
  const time = clockAt(tag, at, false)
  const ahead = daysBetween(stockholm(now).date, date)
  if (ahead === 0) return { kind: 'opens', when: 'today', time }
  if (ahead === 1) return { kind: 'opens', when: 'tomorrow', time }
  // A weekday alone would mean the next one.
  return { kind: 'opens-on', day: ahead <= DAYS_NAMED ? dayIn(tag, weekday) : `${dayIn(tag, weekday)} ${date}`, time }
}

/** Midnight is 24 as an end, and 00 as a beginning. */
const clockAt = (tag: string, at: Date, asEnd: boolean): string => {
  const { time } = stockholm(at)
  return clockIn(tag, asEnd && time === '00:00' ? '24:00' : time)
}
