import { addDays, type LocalDate } from '#kernel/dates.ts'
import { spansOn, type Span } from '#kernel/opening-hours.ts'

/** A Monday that begins a week without a public holiday, and without a turn of the clock. */
const PLAIN_MONDAY = '2025-09-08' as LocalDate
const DAY_MINUTES = 1440
const MINUTES_A_WEEK = 7 * DAY_MINUTES

/** How many minutes of an ordinary week nobody answers by any of the rules; 10 080 for none. Throws for a rule with a fault. */
export const uncoveredMinutes = (rules: readonly string[]): number => {
  const weeks = rules.map(weekOf)
  let covered = 0
  for (let day = 0; day < 7; day += 1) {
    let end = 0
    for (const { from, to } of weeks.flatMap((week) => week[day] ?? []).toSorted((a, b) => a.from - b.from)) {
      covered += Math.max(0, to - Math.max(from, end))
      end = Math.max(end, to)
    }
  }
  return MINUTES_A_WEEK - covered
}

/**
 * "Vardagar 17-08 och helger dygnet runt" leaves the night to Monday out by its letter alone: whoever answers every
 * other night and to the last minute of Sunday answers then as well.
 */
const weekOf = (rule: string): readonly (readonly Span[])[] => {
  const week = Array.from({ length: 7 }, (_, day) => spansOn(rule, addDays(PLAIN_MONDAY, day)))
  const [monday = [], tuesday = []] = week
  const [night] = tuesday
  const goesOn = week[6]?.at(-1)?.to === DAY_MINUTES && night?.from === 0 && night.to < DAY_MINUTES
  return goesOn && monday[0]?.from !== 0 ? [[night, ...monday], ...week.slice(1)] : week
}
