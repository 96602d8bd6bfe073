import type { Queryable } from '../db/index.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { hashOf } from './tokens.ts'

export type Invitation = {
  readonly id: string
  readonly organisation: OrganisationId
  readonly person: PersonId
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly withdrawnAt: Date | null
}

const FIELDS = `id, organisation_id AS organisation, person_id AS person, expires_at AS "expiresAt",
  used_at AS "usedAt", withdrawn_at AS "withdrawnAt"`

export type NewInvitation = {
  readonly token: string
  readonly organisation: OrganisationId
  readonly person: PersonId
  /** Nothing when the operator makes it at the machine. */
  readonly by: PersonId | undefined
  readonly now: Date
  readonly expires: Date
}

/** Makes a link for a person to come in by; earlier ones of hers that nobody used stop working. */
export const addInvitation = async (tx: Queryable, given: NewInvitation): Promise<void> => {
  const { token, organisation, person, by, now, expires } = given
  await withdrawInvitations(tx, organisation, person, now)
  await tx.query(
    `INSERT INTO platform_invitations (token_hash, organisation_id, person_id, made_by, made_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [hashOf(token), organisation, person, by ?? null, now, expires],
  )
}

export const withdrawInvitations = async (
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  now: Date,
): Promise<void> =>
  void (await tx.query(
    `UPDATE platform_invitations SET withdrawn_at = $3
     WHERE organisation_id = $1 AND person_id = $2 AND used_at IS NULL AND withdrawn_at IS NULL`,
    [organisation, person, now],
  ))

/** The invitation with this token, in a transaction in which it is presented; locked, so that it is used once. */
export const readInvitation = async (tx: Queryable, token: string): Promise<Invitation | undefined> => {
  const [row] = await tx.query<Invitation>(
    `SELECT ${FIELDS} FROM platform_invitations WHERE token_hash = $1 FOR UPDATE`,
    [hashOf(token)],
  )
  return row
}

export const useInvitation = async (tx: Queryable, id: string, now: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_invitations SET used_at = $2 WHERE id = $1', [id, now]))

/** The newest invitation of each person of the acting organisation; none for who was never invited. */
export const newestInvitations = async (
  tx: Queryable,
): Promise<ReadonlyMap<PersonId, Pick<Invitation, 'expiresAt' | 'usedAt' | 'withdrawnAt'>>> => {
  const rows = await tx.query<Invitation>(
    `SELECT DISTINCT ON (person_id) ${FIELDS} FROM platform_invitations
     WHERE organisation_id = platform_acting_organisation() ORDER BY person_id, made_at DESC, id`,
  )
  return new Map(rows.map(({ person, ...rest }) => [person, rest]))
}

/** A person as those who work with her know her; nothing when she is no colleague of whoever acts. */
export const readPerson = async (
  tx: Queryable,
  person: PersonId,
): Promise<{ readonly name: string; readonly email: string } | undefined> => {
  const [row] = await tx.query<{ name: string; email: string }>(
    'SELECT name, email FROM platform_people WHERE id = $1',
    [person],
  )
  return row
}
