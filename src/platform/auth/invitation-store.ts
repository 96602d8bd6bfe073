import type { Queryable } from '../db/index.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import type { Role } from './roles.ts'
import { hashOf } from './tokens.ts'

/** Whom an invitation to an address is for, as whoever invites wrote it. */
export type Addressee = { readonly name: string; readonly email: string; readonly role: Role }

export type Invitation = {
  readonly id: string
  readonly organisation: OrganisationId
  /** Nothing until she who was invited by her address has accepted. */
  readonly person: PersonId | null
  readonly addressee: Addressee | null
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly withdrawnAt: Date | null
}

/** No link lets anybody in to an organisation that has left. */
const FIELDS = `id, organisation_id AS organisation, person_id AS person, expires_at AS "expiresAt",
  CASE WHEN name IS NULL THEN NULL ELSE jsonb_build_object('name', name, 'email', email, 'role', role) END AS addressee,
  used_at AS "usedAt", coalesce(withdrawn_at, platform_left_at(organisation_id)) AS "withdrawnAt"`

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

export type NewAddressed = Omit<NewInvitation, 'person' | 'by'> & {
  readonly by: PersonId
  readonly addressee: Addressee
}

/** Makes a link for an address, in the acting organisation or in one it brought in; earlier ones to it stop working. */
export const addAddressed = async (tx: Queryable, given: NewAddressed): Promise<string> => {
  const { token, organisation, addressee, by, now, expires } = given
  const { name, email, role } = addressee
  // Of two who invite the same address at once the second takes the place of the first.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('invitation ' || $1 || ' ' || $2, 0))`, [
    organisation,
    email,
  ])
  await tx.query(
    `UPDATE platform_invitations SET withdrawn_at = $3
     WHERE organisation_id = $1 AND email = $2 AND used_at IS NULL AND withdrawn_at IS NULL`,
    [organisation, email, now],
  )
  const [added] = await tx.query<{ id: string }>(
    `INSERT INTO platform_invitations (token_hash, organisation_id, name, email, role, made_by, made_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [hashOf(token), organisation, name, email, role, by, now, expires],
  )
  if (added === undefined) throw new Error('The database gave no id for the invitation.')
  return added.id
}

export type Addressed = Addressee & Pick<Invitation, 'id' | 'expiresAt'>

/** The invitations to addresses of an organisation that nobody has accepted and nobody took back, by name. */
export const addressedIn = async (tx: Queryable, organisation: OrganisationId): Promise<readonly Addressed[]> =>
  tx.query<Addressed>(
    `SELECT id, name, email, role, expires_at AS "expiresAt" FROM platform_invitations
     WHERE organisation_id = $1 AND person_id IS NULL AND used_at IS NULL AND withdrawn_at IS NULL
     ORDER BY name COLLATE "sv-x-icu", id`,
    [organisation],
  )

/** What each of the acting organisation's invitations to an address calls her whom it is for. */
export const namesAddressed = async (tx: Queryable): Promise<readonly (readonly [string, string])[]> => {
  const rows = await tx.query<{ id: string; name: string }>(
    `SELECT id, name FROM platform_invitations WHERE name IS NOT NULL AND organisation_id = platform_acting_organisation()`,
  )
  return rows.map(({ id, name }) => [id, name])
}

/** Takes an invitation to an address back; nothing when it is not open. */
export const withdrawAddressed = async (tx: Queryable, id: string, now: Date): Promise<Addressee | undefined> => {
  const [row] = await tx.query<Addressee>(
    `UPDATE platform_invitations SET withdrawn_at = $2
     WHERE id = $1 AND person_id IS NULL AND used_at IS NULL AND withdrawn_at IS NULL RETURNING name, email, role`,
    [id, now],
  )
  return row
}

/** Every open invitation of the acting organisation stops working. */
export const withdrawAll = async (tx: Queryable, now: Date): Promise<void> =>
  void (await tx.query(
    `UPDATE platform_invitations SET withdrawn_at = $1 WHERE organisation_id = platform_acting_organisation()
     AND used_at IS NULL AND withdrawn_at IS NULL`,
    [now],
  ))

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

/** Uses an invitation up; `person` is she who accepted it. */
export const useInvitation = async (tx: Queryable, id: string, now: Date, person: PersonId): Promise<void> =>
  void (await tx.query('UPDATE platform_invitations SET used_at = $2, person_id = $3 WHERE id = $1', [id, now, person]))

/** The newest invitation of each person of the acting organisation; none for who was never invited. */
export const newestInvitations = async (
  tx: Queryable,
): Promise<ReadonlyMap<PersonId, Pick<Invitation, 'expiresAt' | 'usedAt' | 'withdrawnAt'>>> => {
  const rows = await tx.query<Invitation & { readonly person: PersonId }>(
    `SELECT DISTINCT ON (person_id) ${FIELDS} FROM platform_invitations
     WHERE organisation_id = platform_acting_organisation() AND person_id IS NOT NULL ORDER BY person_id, made_at DESC, id`,
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
