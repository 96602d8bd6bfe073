import { MINUTES_A_DAY } from '#kernel/dates.ts'
import { clockOf, type Span } from '#kernel/opening-hours.ts'

/** When somebody answers on a day, early first. A span whose `to` is not after its `from` ends on the next day. */
export type Spans = readonly Span[]

export type SpansRead =
  | { readonly ok: true; readonly spans: Spans }
  | { readonly ok: false; readonly says: 'hours.not-understood' | 'hours.overlap' }

const CLOSED = /^(?:|-|–|stängt|closed)$/
const ALL_DAY = /^(?:dygnet runt|hela dygnet|all day|24\/7|24 ?h)$/
const CLOCK = String.raw`(\d{1,2})(?:[.:]?(\d{2}))?`
const SPAN = new RegExp(String.raw`^(?:kl\.? ?)?${CLOCK} ?(?:-|–|—|till|to) ?(?:kl\.? ?)?${CLOCK}$`)

/** Reads times as people write them: "8–12, 13–16.30", "16-08", "dygnet runt", "stängt" or nothing at all. */
export const readSpans = (typed: string): SpansRead => {
  const text = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  if (CLOSED.test(text)) return { ok: true, spans: [] }
  if (ALL_DAY.test(text)) return { ok: true, spans: [{ from: 0, to: MINUTES_A_DAY }] }
  const spans: Span[] = []
  for (const part of text.split(/ ?(?:[,;+]| och | and ) ?/)) {
    const span = spanOf(part.trim())
    if (span === undefined) return { ok: false, says: 'hours.not-understood' }
    spans.push(span)
  }
  return inOrder(spans)
}

const spanOf = (text: string): Span | undefined => {
  const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(text) ?? []
  const from = minuteOf(fromHour, fromMinute)
  const to = minuteOf(toHour, toMinute)
  if (from === undefined || to === undefined || from === MINUTES_A_DAY) return undefined
  const end = to === 0 ? MINUTES_A_DAY : to
  return from === end ? undefined : { from, to: end }
}

const minuteOf = (hour: string | undefined, minute = '00'): number | undefined => {
  const minutes = Number(hour) * 60 + Number(minute)
  return hour === undefined || Number(minute) > 59 || minutes > MINUTES_A_DAY ? undefined : minutes
}

/** Early first, and as one where one ends as the next begins: so a person reads them, and so they are written again. */
const inOrder = (spans: readonly Span[]): SpansRead => {
  const whole: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last !== undefined && (isNight(last) || span.from < last.to)) return { ok: false, says: 'hours.overlap' }
    if (last?.to !== span.from) whole.push(span)
    // From eight to eight is no time that could be written.
    else if (last.from === span.to) return { ok: false, says: 'hours.overlap' }
    else whole[whole.length - 1] = { from: last.from, to: span.to }
  }
  return { ok: true, spans: whole }
}

const isNight = ({ from, to }: Span): boolean => to <= from

/** Spans as they are typed: "08.00–12.00, 13.00–16.00"; nothing for a day that is closed. */
export const spansTyped = (spans: Spans, language: string): string => {
  if (isAllDay(spans)) return language === 'sv' ? 'dygnet runt' : 'all day'
  const clock = (minute: number): string => clockOf(minute).replace(':', language === 'sv' ? '.' : ':')
  return spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')
}

export const isAllDay = (spans: Spans): boolean =>
  spans.length === 1 && spans[0]?.from === 0 && spans[0].to === MINUTES_A_DAY

/** Spans as a rule has them. */
export const spansInRule = (spans: Spans): string =>
  spans.length === 0 ? 'off' : spans.map(({ from, to }) => `${clockOf(from)}-${clockOf(to)}`).join(',')
