import { stockholm } from '#kernel/dates.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import { isRunning } from './doors.ts'
import type { Reception } from './reception.ts'
import { staffingAt, type Stretch } from './rota.ts'

type Speaking = Pick<Visit, 'say' | 'language'>

export const nameOf = (municipalities: Municipalities, code: string): string => municipalities.get(code)?.name ?? code

export const timeIn = ({ language }: Speaking, time: string): string =>
  language === 'sv' ? time.replace(':', '.') : time

/** A day and a time of it: "2026-12-07 09.00". */
export const clock = (visit: Speaking, at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${timeIn(visit, time)}`
}

/** "måndag 2026-12-07 09.00–16.00"; both days where it goes on past midnight. */
export const stretchSaid = (visit: Speaking, { from, to }: Stretch): string => {
  const [begins, ends] = [stockholm(from), stockholm(to)]
  const end = begins.date === ends.date ? timeIn(visit, ends.time) : clock(visit, to)
  return `${weekdaySaid(visit, begins.date)} ${clock(visit, from)}–${end}`
}

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

export const weekdaySaid = ({ say }: Speaking, date: string): string =>
  say(`reception-edit.day-${DAYS[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % DAYS.length]}`)

/** Whether somebody answers at this moment, and what comes next, as the public page has it. */
export const stateOf = (visit: Visit, { pause, rota }: Pick<Reception, 'pause' | 'rota'>): string => {
  const { say, now } = visit
  if (pause !== undefined && isRunning(pause, now))
    return say('receptions.paused', { until: clock(visit, pause.until) })
  const staffing = staffingAt(rota, now)
  if (staffing.kind === 'nobody') return say('receptions.nobody')
  if (staffing.kind === 'next') return say('receptions.next', { at: clock(visit, staffing.at) })
  return staffing.until === undefined
    ? say('receptions.answers')
    : say('receptions.answers-until', { until: clock(visit, staffing.until) })
}
