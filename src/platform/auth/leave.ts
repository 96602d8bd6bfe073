import { audit } from '../audit/index.ts'
import type { Queryable } from '../db/index.ts'
import { queueMail } from '../mail/index.ts'
import { withdrawAll } from './invitation-store.ts'
import { addDeparture, departureOf, endAllSessions, endDeparture, type Departure } from './leave-store.ts'
import { minutesAfter, LEAVING_UNDO_DAYS } from './limits.ts'
import type { Organisation } from './organisation.ts'
import { actingFor } from './presenting.ts'
import { readMembers } from './store.ts'
import { newToken } from './tokens.ts'

/** What the rooms to the right do when a municipality leaves and comes back; handed in, as the platform knows none. */
export type Rooms = {
  /** Its page goes back to national help; true when it showed something of its own. */
  takeDown(tx: Queryable, code: string, by: string): Promise<boolean>
  putBack(tx: Queryable, code: string, by: string): Promise<boolean>
  /** Its page is made anew: who answers for it has changed. */
  anew(tx: Queryable, code: string): Promise<void>
  /** What the receptions are called whose file names it. */
  naming(tx: Queryable, code: string): Promise<readonly string[]>
}

export type Leaver = Extract<Organisation, { kind: 'municipality' }>

/** Who lets it leave or come back: as the audit knows her, and by name for its page's history. */
export type By = { readonly says: string; readonly name: string }

/** The letter to somebody who worked there; with the link for who may undo it. */
export type Farewell = (
  to: { readonly name: string },
  undo: string | undefined,
) => {
  readonly subject: string
  readonly text: string
}

export type Left = {
  readonly token: string
  readonly undoUntil: Date
  readonly people: number
  readonly tookDown: boolean
  readonly receptions: readonly string[]
}

/**
 * A municipality ends its use: nobody comes in for it any more, links to come in by stop working, its page shows national help.
 * Nothing is taken away, so that it can come back. Nothing when it has left already. Acts for it from here on.
 */
export const leave = async (
  tx: Queryable,
  {
    organisation,
    by,
    rooms,
    farewell,
  }: {
    readonly organisation: Leaver
    readonly by: By
    readonly rooms: Rooms
    readonly farewell: Farewell
  },
  now: Date,
): Promise<Left | undefined> => {
  const { id, municipality } = organisation
  await actingFor(tx, id)
  if ((await departureOf(tx, id)) !== undefined) return undefined
  const members = (await readMembers(tx)).filter((member) => member.organisation === id)
  await endAllSessions(tx, id, now)
  await withdrawAll(tx, now)
  const tookDown = await rooms.takeDown(tx, municipality, by.name)
  const [token, undoUntil] = [newToken(), minutesAfter(now, LEAVING_UNDO_DAYS * 24 * 60)]
  await rooms.anew(tx, municipality)
  await addDeparture(tx, { organisation: id, leftAt: now, undoUntil, tookDown, token })
  for (const member of members) {
    const undoes = member.roles.includes('municipality.lead')
    await queueMail(tx, { to: member.email, ...farewell(member, undoes ? token : undefined), about: 'leaving' })
  }
  const receptions = await rooms.naming(tx, municipality)
  await audit(tx, { who: by.says, organisation: id, what: 'organisation.left', about: id })
  return { token, undoUntil, people: members.length, tookDown, receptions }
}

export type Returned = { readonly putBack: boolean }

/**
 * It comes back with its people and its history. Within the days in which leaving is undone its page shows what it showed; later
 * what it had confirmed may be wrong, and waits to be confirmed anew. Nothing when it has not left. Acts for it from here on.
 */
export const comeBack = async (
  tx: Queryable,
  { organisation, by, rooms }: { readonly organisation: Leaver; readonly by: By; readonly rooms: Rooms },
  now: Date,
): Promise<Returned | undefined> => {
  const { id, municipality } = organisation
  await actingFor(tx, id)
  const departure = await departureOf(tx, id)
  if (departure === undefined) return undefined
  await endDeparture(tx, departure.id, now)
  const putBack = isUndone(departure, now) && departure.tookDown && (await rooms.putBack(tx, municipality, by.name))
  await rooms.anew(tx, municipality)
  await audit(tx, { who: by.says, organisation: id, what: 'organisation.returned', about: id })
  return { putBack }
}

const isUndone = ({ undoUntil }: Departure, now: Date): boolean => now < undoUntil
