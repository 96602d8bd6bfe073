import { isOpenedFor, servedIn, type DoorKind, type Reception } from './reception.ts'
import type { PauseReason } from './pause.ts'
import { staffingAt, type Staffing } from './rota.ts'

/** A door (dörr): a reception that a municipality offers, and what can be said of it at a moment. */
export type Door = {
  readonly reception: Reception
  readonly kind: DoorKind
  readonly state: DoorState
}

export type DoorState =
  | Staffing
  | {
      readonly kind: 'paused'
      readonly reason: PauseReason
      readonly until: Date
      /** Who answers in its place; nothing where this municipality has not opened that one, or it is paused too. */
      readonly instead: { readonly reception: Reception; readonly state: Staffing } | undefined
    }

/**
 * The doors of a municipality at a moment, in the order in which it offers them. Only those that it has decided all it
 * must for (`isOpenedFor`): an undecided one is no door. A door says that somebody answers only while somebody on the
 * rota is there; in a gap that nobody covers it gives the next real time.
 */
export const doorsOf = (receptions: readonly Reception[], municipality: string, now: Date): readonly Door[] =>
  receptions
    .flatMap((reception) => {
      const served = servedIn(reception, municipality)
      return served === undefined || !isOpenedFor(reception, municipality) ? [] : [{ reception, served }]
    })
    .toSorted((a, b) => a.served.place - b.served.place || a.reception.name.localeCompare(b.reception.name, 'en'))
    .map(({ reception, served }) => ({
      reception,
      kind: served.door,
      state: stateOf(reception, municipality, now, receptions),
    }))

const stateOf = (
  { pause, rota }: Reception,
  municipality: string,
  now: Date,
  receptions: readonly Reception[],
): DoorState => {
  if (pause === undefined || !isRunning(pause, now)) return staffingAt(rota, now)
  const instead = receptions.find(({ name }) => name === pause.to)
  const canAnswer = instead !== undefined && isOpenedFor(instead, municipality) && !isRunning(instead.pause, now)
  return {
    kind: 'paused',
    reason: pause.reason,
    until: pause.until,
    instead: canAnswer ? { reception: instead, state: staffingAt(instead.rota, now) } : undefined,
  }
}

/** Whether a pause holds at a moment. */
export const isRunning = (pause: Reception['pause'], now: Date): boolean =>
  pause !== undefined && pause.since <= now && now < pause.until

/**
 * The next moment when a pause begins or ends; nothing when none will. It begins a little ahead where the clock of the
 * machine it was set on is ahead of ours.
 */
export const nextPauseTurn = (receptions: readonly Reception[], now: Date): Date | undefined =>
  receptions
    .flatMap(({ pause }) => (pause === undefined ? [] : [pause.since, pause.until]))
    .filter((turn) => turn > now)
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
