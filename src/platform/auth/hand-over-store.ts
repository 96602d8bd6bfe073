import type { Queryable } from '../db/index.ts'
import { ENDING_UNDO_DAYS, minutesAfter } from './limits.ts'
import type { Acting, PersonId } from './organisation.ts'
import { isRole, type Role } from './roles.ts'

/** Somebody's access that has ended, and can be given back. */
export type Ending = {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly successor: PersonId | null
  /** Those of them that the successor did not have before. */
  readonly rolesHanded: readonly Role[]
  readonly endedAt: Date
}

export const addEnding = async (
  tx: Queryable,
  { person: by, organisation }: Acting,
  { person, name, roles, successor, rolesHanded, endedAt }: Omit<Ending, 'id'>,
): Promise<string> => {
  const [added] = await tx.query<{ id: string }>(
    `INSERT INTO platform_endings
       (organisation_id, person_id, name, roles, successor_id, roles_handed, ended_by, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [organisation, person, name, roles, successor, rolesHanded, by, endedAt],
  )
  if (added === undefined) throw new Error('The database gave no id for the ended access.')
  return added.id
}

type Row = Omit<Ending, 'roles' | 'rolesHanded'> & {
  readonly roles: readonly string[]
  readonly rolesHanded: readonly string[]
}

/** Those of the acting organisation that can be undone, the newest first; with an id that one, locked. */
export const readEndings = async (tx: Queryable, now: Date, id?: string): Promise<readonly Ending[]> => {
  const rows = await tx.query<Row>(
    `SELECT id, person_id AS person, name, roles, successor_id AS successor, roles_handed AS "rolesHanded",
            ended_at AS "endedAt"
     FROM platform_endings WHERE undone_at IS NULL AND ended_at > $1 AND ($2::uuid IS NULL OR id = $2)
     ORDER BY ended_at DESC, id ${id === undefined ? '' : 'FOR UPDATE'}`,
    [minutesAfter(now, -ENDING_UNDO_DAYS * 24 * 60), id ?? null],
  )
  return rows.map((row) => ({ ...row, roles: row.roles.filter(isRole), rolesHanded: row.rolesHanded.filter(isRole) }))
}

export const noteUndone = async (tx: Queryable, id: string, now: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_endings SET undone_at = $2 WHERE id = $1', [id, now]))

/** Takes roles of a member of the acting organisation away. */
export const takeRoles = async (tx: Queryable, person: PersonId, roles: readonly Role[]): Promise<void> =>
  void (await tx.query(
    `DELETE FROM platform_memberships
     WHERE organisation_id = platform_acting_organisation() AND person_id = $1 AND role = ANY ($2)`,
    [person, roles],
  ))

/** Whoever else ends access here waits: of two who end each other, one is too late. */
export const holdMembers = async (tx: Queryable): Promise<void> =>
  void (await tx.query(
    'SELECT FROM platform_memberships WHERE organisation_id = platform_acting_organisation() FOR UPDATE',
  ))
