import type { Queryable } from '../db/index.ts'
import type { OrganisationId, PersonId } from './organisation.ts'

/** An organisation's own provider of sign-in (OpenID Connect). */
export type Provider = {
  readonly organisation: OrganisationId
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  readonly secretFile: string
}

/** Every provider there is, by what its button says; none of an organisation that has left. */
export const readProviders = async (db: Queryable): Promise<readonly Provider[]> =>
  db.query<Provider>(
    `SELECT organisation_id AS organisation, label, issuer, client_id AS "clientId", secret_file AS "secretFile"
     FROM platform_oidc_providers WHERE platform_left_at(organisation_id) IS NULL
     ORDER BY label COLLATE "sv-x-icu", organisation_id`,
  )

/** Sets an organisation's provider in the place of the one it had. */
export const setProvider = async (tx: Queryable, provider: Provider, now: Date): Promise<void> => {
  const { organisation, label, issuer, clientId, secretFile } = provider
  await tx.query(
    `INSERT INTO platform_oidc_providers (organisation_id, label, issuer, client_id, secret_file, set_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organisation_id) DO UPDATE SET label = excluded.label, issuer = excluded.issuer,
       client_id = excluded.client_id, secret_file = excluded.secret_file, set_at = excluded.set_at`,
    [organisation, label, issuer, clientId, secretFile, now],
  )
}

/** Takes an organisation's provider away; false when it has none. */
export const removeProvider = async (tx: Queryable, organisation: OrganisationId): Promise<boolean> => {
  const removed = await tx.query(
    'DELETE FROM platform_oidc_providers WHERE organisation_id = $1 RETURNING organisation_id',
    [organisation],
  )
  return removed.length > 0
}

/** What is presented when a provider has said who it is. */
export const subjectKey = (issuer: string, subject: string): string => `${issuer} ${subject}`

/** Whom a provider's subject was bound to in an organisation, when it is presented; nothing for one nobody bound. */
export const personOf = async (
  tx: Queryable,
  { organisation, issuer }: Provider,
  subject: string,
): Promise<PersonId | undefined> => {
  const [row] = await tx.query<{ person: PersonId }>(
    `SELECT person_id AS person FROM platform_oidc_subjects
     WHERE organisation_id = $1 AND issuer = $2 AND subject = $3`,
    [organisation, issuer, subject],
  )
  return row?.person
}

/** Whether somebody comes in by a provider that there still is. */
export const hasSubject = async (tx: Queryable, person: PersonId): Promise<boolean> => {
  const rows = await tx.query(
    `SELECT 1 FROM platform_oidc_subjects s JOIN platform_oidc_providers p USING (organisation_id, issuer)
     WHERE s.person_id = $1 LIMIT 1`,
    [person],
  )
  return rows.length > 0
}

export const bindSubject = async (
  tx: Queryable,
  { organisation, issuer }: Provider,
  subject: string,
  person: PersonId,
  now: Date,
): Promise<void> =>
  void (await tx.query(
    `INSERT INTO platform_oidc_subjects (organisation_id, issuer, subject, person_id, bound_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [organisation, issuer, subject, person, now],
  ))
