import { addDays, MINUTES_A_DAY, weekdayOf, type LocalDate } from '#kernel/dates.ts'
import { hoursFault, spansBegunOn, weekOf, type WeekRow } from '#kernel/opening-hours.ts'
import { isAllDay, spansInRule, type Spans } from './spans.ts'

/** What holds on public holidays: the same as on any such weekday, nothing, or hours of their own. */
export type Holidays =
  | { readonly kind: 'as-usual' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'own'; readonly spans: Spans }

/** Opening hours as somebody chooses them, who need not know that there is a rule. */
export type Hours =
  | { readonly kind: 'always' }
  /** The same from Monday to Friday, and closed at the weekend. */
  | { readonly kind: 'weekdays'; readonly spans: Spans; readonly holidays: Holidays }
  /** Monday first; seven of them. */
  | { readonly kind: 'days'; readonly days: readonly Spans[]; readonly holidays: Holidays }
  /** One that no choice says; kept as it is. */
  | { readonly kind: 'rule'; readonly rule: string }

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

/** The rule that says these hours. For hours with no time at all there is none: `isNever` is asked first. */
export const ruleOf = (hours: Hours): string => {
  if (hours.kind === 'always') return '24/7'
  if (hours.kind === 'rule') return hours.rule
  const parts: string[] = []
  const days = daysOf(hours)
  for (let first = 0; first < DAYS.length;) {
    const spans = days[first] ?? []
    let last = first
    while (last + 1 < DAYS.length && same(days[last + 1] ?? [], spans)) last += 1
    const named = first === last ? DAYS[first] : `${DAYS[first]}-${DAYS[last]}`
    if (spans.length > 0) parts.push(`${named} ${spansInRule(spans)}`)
    first = last + 1
  }
  const { holidays } = hours
  if (holidays.kind === 'closed') parts.push('PH off')
  if (holidays.kind === 'own') parts.push(`PH ${spansInRule(holidays.spans)}`)
  return parts.join('; ')
}

const daysOf = (hours: Extract<Hours, { kind: 'weekdays' | 'days' }>): readonly Spans[] =>
  hours.kind === 'days' ? hours.days : DAYS.map((_, day) => (day < 5 ? hours.spans : []))

/** True for hours in which nobody ever answers. */
export const isNever = (hours: Hours): boolean =>
  (hours.kind === 'weekdays' || hours.kind === 'days') &&
  daysOf(hours).every((spans) => spans.length === 0) &&
  (hours.holidays.kind !== 'own' || hours.holidays.spans.length === 0)

/** The simplest choice that says the same hours. */
export const plain = (hours: Hours): Hours => {
  if (hours.kind !== 'weekdays' && hours.kind !== 'days') return hours
  const holidays: Holidays =
    hours.holidays.kind === 'own' && hours.holidays.spans.length === 0 ? { kind: 'closed' } : hours.holidays
  const days = daysOf(hours)
  const [monday = []] = days
  if (holidays.kind === 'as-usual' && days.every(isAllDay)) return { kind: 'always' }
  const office = days.every((spans, day) => (day < 5 ? same(spans, monday) : spans.length === 0))
  return office ? { kind: 'weekdays', spans: monday, holidays } : { kind: 'days', days, holidays }
}

/** Reads a rule into the choice that says it; as the rule itself where none says quite the same. */
export const readHours = (rule: string): Hours => {
  if (hoursFault(rule) !== undefined) return { kind: 'rule', rule }
  const rows = weekOf(rule)
  const holiday = rows.find(({ days }) => days === 'holidays')
  const days = DAYS.map((_, day) => spansOf(rows.find((row) => isOn(row, day + 1))))
  const holidays: Holidays = holiday === undefined ? { kind: 'as-usual' } : { kind: 'own', spans: spansOf(holiday) }
  const read = plain({ kind: 'days', days, holidays })
  const again = ruleOf(read)
  return hoursFault(again) === undefined && means(again, rule) ? read : { kind: 'rule', rule }
}

const isOn = ({ days }: WeekRow, day: number): boolean =>
  days === 'every-day' || (typeof days === 'object' && days.from <= day && day <= days.to)

const spansOf = (row: WeekRow | undefined): Spans =>
  (row?.spans ?? []).map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))

/** 08:30 as minutes after midnight. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const PLAIN_MONDAY = '2025-09-08' as LocalDate
/** A week without a public holiday, a holiday on a Thursday with the day before it, and Christmas 2026. */
const TOLD_BY: readonly LocalDate[] = [
  ...DAYS.map((_, day) => addDays(PLAIN_MONDAY, day)),
  ...['2025-05-28', '2025-05-29', '2026-12-24', '2026-12-25', '2026-12-26'].map((day) => day as LocalDate),
]

const means = (a: string, b: string): boolean =>
  TOLD_BY.every((date) => same(spansBegunOn(a, date), spansBegunOn(b, date)))

/** A day to come on which the hours are others than on that weekday otherwise. */
export type OtherDay = { readonly date: LocalDate; readonly spans: Spans }

const A_YEAR = 366

/** The next red days and eves, those on which the hours differ from the week's; none where a rule names no holidays. */
export const otherDays = (rule: string, today: LocalDate, most: number): readonly OtherDay[] => {
  const others: OtherDay[] = []
  for (let ahead = 0; ahead < A_YEAR && others.length < most; ahead += 1) {
    const date = addDays(today, ahead)
    const spans = spansBegunOn(rule, date)
    const ordinary = spansBegunOn(rule, addDays(PLAIN_MONDAY, weekdayOf(date) - 1))
    if (!same(spans, ordinary)) others.push({ date, spans: spans.map(onTheClock) })
  }
  return others
}

const onTheClock = ({ from, to }: Spans[number]): Spans[number] => ({
  from,
  to: to > MINUTES_A_DAY ? to - MINUTES_A_DAY : to,
})
