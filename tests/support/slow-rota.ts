/**
 * A rota worked out a second time, a minute at a time and by other means than src/modules/collaboration: no stretches, no
 * library, the slow calendar. It exists only to be compared with.
 */
import type { Rota } from '#modules/collaboration/rota-schema.ts'
import { slowHours, wallOf } from './slow-hours.ts'

const MINUTE = 60_000

export type SlowRota = {
  /** The members who are on the rota at a moment, and those of them who are there. */
  at(moment: number): { readonly planned: readonly string[]; readonly there: readonly string[] }
  /** The first minute from a moment on when somebody is there, or nothing within so many minutes. */
  nextFrom(moment: number, minutes: number): number | undefined
}

export const slowRota = (rota: Rota): SlowRota => {
  const rules = rota.week.map((entry) => ({ ...entry, slow: slowHours(entry.hours) }))
  const at = (moment: number): ReturnType<SlowRota['at']> => {
    const { date: today, minute } = wallOf(moment)
    const yesterday = new Date(Date.parse(`${today}T12:00:00Z`) - 1440 * MINUTE).toISOString().slice(0, 10)
    const planned: string[] = []
    const there: string[] = []
    const on = (member: string, begun: string): void => {
      let who = member
      for (const swap of rota.swaps) if (swap.date === begun && swap.from === member) who = swap.to
      planned.push(who)
      const away = rota.absences.some(
        (absence) => absence.member === who && [begun, today].some((day) => absence.from <= day && absence.to >= day),
      )
      if (!away) there.push(who)
    }
    for (const { slow, members, from, until } of rules) {
      for (const begun of slow.begunOn(moment)) {
        if (begun > rota.until || (from !== undefined && begun < from) || (until !== undefined && begun > until))
          continue
        for (const member of members) on(member, begun)
      }
    }
    for (const { date, from, to, members } of rota.shifts) {
      const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      if (date > rota.until) continue
      const night = clock(to) <= clock(from)
      const now =
        (date === today && minute >= clock(from) && (night || minute < clock(to))) ||
        (date === yesterday && night && minute < clock(to))
      if (now) for (const member of members) on(member, date)
    }
    return { planned, there }
  }
  return {
    at,
    nextFrom: (moment, minutes) => {
      for (let ahead = 0; ahead <= minutes; ahead += 1) {
        if (at(moment + ahead * MINUTE).there.length > 0) return moment + ahead * MINUTE
      }
      return undefined
    },
  }
}
