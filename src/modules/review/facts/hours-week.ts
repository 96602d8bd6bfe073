import { hoursFault } from '#kernel/opening-hours.ts'
import type { Day, Times } from './hours-tokens.ts'

/** What is said of each day that something is said of; no times: closed. */
export type Week = Map<Day, readonly Times[]>

const NAMES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su', 'PH'] as const
const WHOLE_DAY = '00:00-24:00'

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const textOf = (times: readonly Times[]): string =>
  times.length === 0
    ? 'off'
    : times
        .toSorted((a, b) => a.from - b.from)
        .map(({ from, to }) => `${clock(from)}-${clock(to)}`)
        .join(',')

/** "Mo-We,Fr": three days in a row or more, and two as well, as a range. */
const daysText = (days: readonly Day[]): string => {
  const parts: string[] = []
  const week = days.filter((day) => day !== 7)
  for (let at = 0; at < week.length;) {
    let last = at
    while (week[last + 1] === (week[last] ?? 0) + 1) last += 1
    const [from, to] = [NAMES[week[at] ?? 0] ?? '', NAMES[week[last] ?? 0] ?? '']
    parts.push(last > at ? `${from}-${to}` : from)
    at = last + 1
  }
  return [...parts, ...(days.includes(7) ? ['PH'] : [])].join(',')
}

/** The week as kernel/opening-rule.ts reads it; nothing for one that is never open, or that it could not read. */
export const ruleOf = (week: Week, noHolidays: boolean): string | undefined => {
  if (noHolidays && !week.has(7)) week.set(7, [])
  const groups = new Map<string, Day[]>()
  for (const day of [...week.keys()].toSorted((a, b) => a - b)) {
    const times = textOf(week.get(day) ?? [])
    // A weekday that is closed is a weekday that is not there; a holiday would otherwise be open as its weekday is.
    if (times !== 'off' || day === 7) groups.set(times, [...(groups.get(times) ?? []), day])
  }
  const always = groups.get(WHOLE_DAY)
  if (always !== undefined && [0, 1, 2, 3, 4, 5, 6].every((day) => always.includes(day as Day))) return '24/7'
  const parts = [...groups].toSorted(([, a], [, b]) => Number(a.includes(7)) - Number(b.includes(7)))
  const rule = parts.map(([times, days]) => `${daysText(days)} ${times}`).join('; ')
  return rule === '' || hoursFault(rule) !== undefined ? undefined : rule
}
