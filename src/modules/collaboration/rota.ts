import { addDays, MINUTES_A_DAY, momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { spansBegunOn, type Span } from '#kernel/opening-hours.ts'
import type { Rota } from './rota-schema.ts'

/** A time from one moment to another, with everybody who is on the rota then, and of them those who are there. */
type Part = {
  readonly from: Date
  readonly to: Date
  readonly planned: readonly string[]
  readonly there: readonly string[]
}

/** From one moment to another. */
export type Stretch = { readonly from: Date; readonly to: Date }

/** Whether somebody answers at a moment, and what comes next as far as the rota is looked through. */
export type Staffing =
  | { readonly kind: 'answers'; readonly until: Date | undefined }
  | { readonly kind: 'next'; readonly at: Date }
  /** Nobody answers, and nobody will within five weeks. */
  | { readonly kind: 'nobody' }

/** As far as anybody looks for the next time when somebody answers: as for the hours of a line. */
const DAYS_AHEAD = 35

/** Who answers, really: a planned time that nobody is there for is no time, however it stands in the rota. */
export const staffingAt = (rota: Rota, now: Date): Staffing => {
  const today = stockholm(now).date
  const first = stretchesOf(rota, today, addDays(today, DAYS_AHEAD)).find(({ to }) => to > now)
  if (first === undefined) return { kind: 'nobody' }
  if (first.from > now) return { kind: 'next', at: first.from }
  // What goes on past the last day looked at has no known end.
  return {
    kind: 'answers',
    until: first.to < momentOf(addDays(today, DAYS_AHEAD), MINUTES_A_DAY) ? first.to : undefined,
  }
}

/**
 * When somebody answers, from the first moment of one day to the last of another; joined where one begins as another
 * ends, and cut at neither end: what began the night before is there from its beginning.
 */
export const stretchesOf = (rota: Rota, first: LocalDate, last: LocalDate): readonly Stretch[] => {
  const known = stretches.get(rota) ?? new Map<string, readonly Stretch[]>()
  stretches.set(rota, known)
  const days = `${first} ${last}`
  let found = known.get(days)
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) known.clear()
    const start = momentOf(first, 0)
    const staffed = partsOf(rota, first, last).filter(({ there }) => there.length > 0)
    known.set(days, (found = joined(staffed).filter(({ to }) => to > start)))
  }
  return found
}

// Every page of every municipality that a rota serves asks for the same days.
const stretches = new WeakMap<Rota, Map<string, readonly Stretch[]>>()
/** The days of a week and what is looked ahead from them, several times over. */
const MOST_KNOWN = 100

/** When the rota says that somebody answers and nobody does, with those who should have. */
export const gapsOf = (
  rota: Rota,
  first: LocalDate,
  last: LocalDate,
): readonly (Stretch & { readonly planned: readonly string[] })[] => {
  const parts = partsOf(rota, first, last)
  const covered = joined(parts.filter(({ there }) => there.length > 0))
  const empty = parts.filter(({ there }) => there.length === 0)
  const start = momentOf(first, 0)
  return joined(empty)
    .filter(({ to }) => to > start)
    .flatMap((gap) => without(gap, covered))
    .map((gap) => ({
      ...gap,
      planned: [
        ...new Set(empty.filter(({ from, to }) => from < gap.to && gap.from < to).flatMap(({ planned }) => planned)),
      ],
    }))
}

/** When it is a member's turn, swaps counted, and whether she is there; from the first day to the last. */
export const turnsOf = (
  rota: Rota,
  member: string,
  first: LocalDate,
  last: LocalDate,
): readonly (Stretch & { readonly there: boolean })[] =>
  partsOf(rota, first, last)
    .filter(({ planned, to }) => planned.includes(member) && to > momentOf(first, 0))
    .map(({ from, to, there }) => ({ from, to, there: there.includes(member) }))
    .toSorted((a, b) => a.from.getTime() - b.from.getTime())

/** The hours of one day by Stockholm's clock when somebody really answers, such as 08:00 to 16:00. */
export const hoursOn = (rota: Rota, date: LocalDate): readonly { readonly from: string; readonly to: string }[] => {
  const start = momentOf(date, 0)
  const end = momentOf(date, MINUTES_A_DAY)
  return stretchesOf(rota, date, date)
    .filter(({ from, to }) => from < end && start < to)
    .map(({ from, to }) => ({
      from: from <= start ? '00:00' : stockholm(from).time,
      to: to >= end ? '24:00' : stockholm(to).time,
    }))
}

/** Everything planned that begins on the days from the one before `first`, whose night may reach into it, to `last`. */
const partsOf = (rota: Rota, first: LocalDate, last: LocalDate): readonly Part[] => {
  const parts: Part[] = []
  for (let day = addDays(first, -1); day <= last; day = addDays(day, 1)) parts.push(...partsBegunOn(rota, day))
  return parts
}

const partsBegunOn = (rota: Rota, day: LocalDate): readonly Part[] => {
  if (day > rota.until) return []
  const weekly = rota.week
    .filter(({ from = day, until = day }) => from <= day && day <= until)
    .flatMap(({ hours, members }) => spansBegunOn(hours, day).map((span) => ({ span, members })))
  const single = rota.shifts
    .filter(({ date }) => date === day)
    .map(({ from, to, members }) => ({ span: spanOf(from, to), members }))
  return [...weekly, ...single].flatMap(({ span, members }) => {
    const planned = members.map((member) => takenBy(rota, member, day))
    return atMidnight(span).flatMap(({ from, to, later }) => {
      const date = addDays(day, later)
      const part = { from: momentOf(date, from), to: momentOf(date, to) }
      // Whoever is away the day a night begins does not come for its second half either.
      const there = planned.filter((member) => !isAway(rota, member, day) && !isAway(rota, member, date))
      // The clock may jump over all of it.
      return part.from < part.to ? [{ ...part, planned, there }] : []
    })
  })
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const spanOf = (from: string, to: string): Span => {
  const [begins, ends] = [minuteOf(from), minuteOf(to)]
  return { from: begins, to: ends > begins ? ends : ends + MINUTES_A_DAY }
}

/** A span in the parts that lie on one day each. */
const atMidnight = ({ from, to }: Span): readonly (Span & { readonly later: 0 | 1 })[] =>
  to <= MINUTES_A_DAY
    ? [{ from, to, later: 0 }]
    : [
        { from, to: MINUTES_A_DAY, later: 0 },
        { from: 0, to: to - MINUTES_A_DAY, later: 1 },
      ]

/** Who comes in a member's place for what begins on a day: one swap at most, never a chain of them. */
const takenBy = ({ swaps }: Rota, member: string, day: LocalDate): string =>
  swaps.find(({ date, from }) => date === day && from === member)?.to ?? member

const isAway = ({ absences }: Rota, member: string, day: LocalDate): boolean =>
  absences.some((absence) => absence.member === member && absence.from <= day && day <= absence.to)

const joined = (parts: readonly Stretch[]): readonly Stretch[] => {
  const whole: Stretch[] = []
  for (const { from, to } of parts.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = whole.at(-1)
    if (last !== undefined && from <= last.to)
      whole[whole.length - 1] = { from: last.from, to: last.to > to ? last.to : to }
    else whole.push({ from, to })
  }
  return whole
}

/** What is left of a stretch when others are taken out of it. */
const without = (stretch: Stretch, others: readonly Stretch[]): readonly Stretch[] => {
  const left: Stretch[] = []
  let { from } = stretch
  for (const other of others) {
    if (other.to <= from || other.from >= stretch.to) continue
    if (other.from > from) left.push({ from, to: other.from })
    from = other.to
  }
  if (from < stretch.to) left.push({ from, to: stretch.to })
  return left
}
