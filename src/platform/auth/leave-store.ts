import type { Queryable } from '../db/index.ts'
import type { OrganisationId } from './organisation.ts'
import { hashOf } from './tokens.ts'

/** When an organisation left and has not come back, and until when the link undoes that. */
export type Departure = {
  readonly id: string
  readonly organisation: OrganisationId
  readonly leftAt: Date
  readonly undoUntil: Date
  readonly tookDown: boolean
  readonly returnedAt: Date | null
}

const FIELDS = `id, organisation_id AS organisation, left_at AS "leftAt", undo_until AS "undoUntil",
  took_down AS "tookDown", returned_at AS "returnedAt"`

export type NewDeparture = Pick<Departure, 'organisation' | 'leftAt' | 'undoUntil' | 'tookDown'> & {
  readonly token: string
}

/** Notes that the acting organisation has left. */
export const addDeparture = async (tx: Queryable, given: NewDeparture): Promise<void> => {
  const { organisation, leftAt, undoUntil, tookDown, token } = given
  await tx.query(
    `INSERT INTO platform_departures (organisation_id, left_at, undo_hash, undo_until, took_down)
     VALUES ($1, $2, $3, $4, $5)`,
    [organisation, leftAt, hashOf(token), undoUntil, tookDown],
  )
}

/** The departure that an organisation has not come back from, while it acts; nothing for one that is here. */
export const departureOf = async (tx: Queryable, organisation: OrganisationId): Promise<Departure | undefined> => {
  const [row] = await tx.query<Departure>(
    `SELECT ${FIELDS} FROM platform_departures WHERE organisation_id = $1 AND returned_at IS NULL`,
    [organisation],
  )
  return row
}

/** The departure that a link was made with, in a transaction in which it is presented. */
export const departureBy = async (tx: Queryable, token: string): Promise<Departure | undefined> => {
  const [row] = await tx.query<Departure>(`SELECT ${FIELDS} FROM platform_departures WHERE undo_hash = $1`, [
    hashOf(token),
  ])
  return row
}

/** Notes that the acting organisation has come back. */
export const endDeparture = async (tx: Queryable, id: string, now: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_departures SET returned_at = greatest($2, left_at) WHERE id = $1', [id, now]))

/** Ends every session in an organisation, while it acts. */
export const endAllSessions = async (tx: Queryable, organisation: OrganisationId, now: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_sessions SET ended_at = $2 WHERE organisation_id = $1 AND ended_at IS NULL', [
    organisation,
    now,
  ]))

/** Which organisations have left, and since when; for the owner in a transaction for everything. */
export const whoHasLeft = async (tx: Queryable): Promise<ReadonlyMap<OrganisationId, Date>> => {
  const rows = await tx.query<Pick<Departure, 'organisation' | 'leftAt'>>(
    `SELECT organisation_id AS organisation, left_at AS "leftAt" FROM platform_departures WHERE returned_at IS NULL`,
  )
  return new Map(rows.map(({ organisation, leftAt }) => [organisation, leftAt]))
}

/** The codes of the municipalities that have left and not come back. */
export const municipalitiesLeft = async (db: Queryable): Promise<ReadonlySet<string>> => {
  const rows = await db.query<{ code: string }>('SELECT platform_municipalities_left() AS code')
  return new Set(rows.map(({ code }) => code))
}
