import type { Database, Queryable } from '../db/index.ts'
import type { StaffLanguage } from '../http/words.ts'
import { holds } from './limits.ts'
import type { Acting, OrganisationId, PersonId } from './organisation.ts'
import { actingFrom, presenting, signingIn } from './presenting.ts'
import { isRole, type Role } from './roles.ts'
import type { SignedIn } from './signed-in.ts'
import { hashOf } from './tokens.ts'

export type Beginning = {
  readonly token: string
  readonly person: PersonId
  readonly organisation: OrganisationId
  readonly way: 'passkey' | 'oidc'
  readonly device: string
  readonly language: StaffLanguage
  readonly now: Date
}

/** Begins a session, in a transaction in which this person is signing in. */
export const addSession = async (tx: Queryable, begun: Beginning): Promise<void> => {
  const { token, person, organisation, way, device, language, now } = begun
  await tx.query(
    `INSERT INTO platform_sessions (token_hash, person_id, organisation_id, way, device, language, began_at, seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [hashOf(token), person, organisation, way, device, language, now],
  )
}

type SessionRow = {
  readonly id: string
  readonly person: PersonId
  readonly organisation: OrganisationId
  readonly way: 'passkey' | 'oidc'
  readonly language: StaffLanguage
  readonly beganAt: Date
  readonly seenAt: Date
}

/** Noted once a minute at most: every page would otherwise write. */
const NOTED_AFTER_MS = 60_000

/**
 * Who a token belongs to. Nothing when there is no such session, when it was ended, was idle too long or is too old,
 * and when she no longer works there.
 */
export const readSession = async (
  db: Pick<Database, 'transaction'>,
  token: string,
  now: Date,
): Promise<{ readonly who: SignedIn; readonly language: StaffLanguage } | undefined> =>
  db.transaction(async (tx) => {
    await presenting(tx, hashOf(token))
    const [row] = await tx.query<SessionRow>(
      `SELECT id, person_id AS person, organisation_id AS organisation, way, language, began_at AS "beganAt",
              seen_at AS "seenAt"
       FROM platform_sessions WHERE token_hash = $1 AND ended_at IS NULL`,
      [hashOf(token)],
    )
    if (row === undefined || !holds(row, now)) return undefined
    await actingFrom(tx, row.organisation, row.person)
    // A passkey opens every organisation she works for; an organisation's own sign-in opens that one.
    if (row.way === 'passkey') await signingIn(tx, row.person)
    const who = await whoActs(tx, row)
    if (who !== undefined && now.getTime() - row.seenAt.getTime() > NOTED_AFTER_MS)
      await tx.query('UPDATE platform_sessions SET seen_at = $2 WHERE id = $1', [row.id, now])
    return who === undefined ? undefined : { who, language: row.language }
  })

const whoActs = async (
  tx: Queryable,
  { id, person, organisation }: Pick<SessionRow, 'id' | 'person' | 'organisation'>,
): Promise<SignedIn | undefined> => {
  const [row] = await tx.query<{
    name: string
    organisationName: string
    roles: readonly string[]
    several: boolean
  }>(
    `SELECT p.name, o.name AS "organisationName", array_agg(m.role ORDER BY m.role) AS roles,
            EXISTS (SELECT FROM platform_memberships e WHERE e.person_id = $1 AND e.organisation_id <> $2) AS several
     FROM platform_memberships m JOIN platform_people p ON p.id = m.person_id
     JOIN platform_organisations o ON o.id = m.organisation_id
     WHERE m.person_id = $1 AND m.organisation_id = $2 AND platform_left_at($2) IS NULL GROUP BY p.id, o.id`,
    [person, organisation],
  )
  if (row === undefined) return undefined
  const roles: readonly Role[] = row.roles.filter(isRole)
  const who = { acting: { person, organisation, roles }, person: row.name, organisation: row.organisationName }
  return { ...who, session: id, ...(row.several ? { several: true as const } : {}) }
}

/** Where somebody who is signing in works; the place she worked for last comes first. */
export const workplacesOf = async (tx: Queryable, person: PersonId): Promise<readonly OrganisationId[]> => {
  const rows = await tx.query<{ organisation: OrganisationId }>(
    `SELECT m.organisation_id AS organisation FROM platform_memberships m
     LEFT JOIN LATERAL (SELECT max(s.began_at) AS at FROM platform_sessions s
       WHERE s.person_id = m.person_id AND s.organisation_id = m.organisation_id) last ON true
     WHERE m.person_id = $1 GROUP BY m.organisation_id ORDER BY max(last.at) DESC NULLS LAST, min(m.since)`,
    [person],
  )
  return rows.map(({ organisation }) => organisation)
}

export type SessionListed = {
  readonly id: string
  readonly way: 'passkey' | 'oidc'
  readonly device: string
  readonly beganAt: Date
  readonly seenAt: Date
}

/** One's own sessions in this organisation that hold, the one used last first. */
export const ownSessions = async (
  tx: Queryable,
  { person, organisation }: Acting,
  now: Date,
): Promise<readonly SessionListed[]> => {
  const rows = await tx.query<SessionListed>(
    `SELECT id, way, device, began_at AS "beganAt", seen_at AS "seenAt" FROM platform_sessions
     WHERE person_id = $1 AND organisation_id = $2 AND ended_at IS NULL ORDER BY seen_at DESC`,
    [person, organisation],
  )
  return rows.filter((row) => holds(row, now))
}

/** Ends sessions of a person in the acting organisation: one of them, or all. Returns how many it ended. */
export const endSessions = async (tx: Queryable, person: PersonId, now: Date, id?: string): Promise<number> => {
  const ended = await tx.query(
    `UPDATE platform_sessions SET ended_at = $2
     WHERE person_id = $1 AND ended_at IS NULL AND ($3::uuid IS NULL OR id = $3) RETURNING id`,
    [person, now, id ?? null],
  )
  return ended.length
}

export const chooseLanguage = async (tx: Queryable, session: string, language: StaffLanguage): Promise<void> =>
  void (await tx.query('UPDATE platform_sessions SET language = $2 WHERE id = $1', [session, language]))

/** Those of the acting organisation who have come in at least once. */
export const signedInBefore = async (tx: Queryable): Promise<ReadonlySet<PersonId>> => {
  const rows = await tx.query<{ person: PersonId }>(
    `SELECT DISTINCT person_id AS person FROM platform_sessions
     WHERE organisation_id = platform_acting_organisation()`,
  )
  return new Set(rows.map(({ person }) => person))
}

/** Ends all that somebody may do in an organisation; returns the roles she had. */
export const endMembership = async (
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<readonly string[]> => {
  const ended = await tx.query<{ role: string }>(
    'DELETE FROM platform_memberships WHERE organisation_id = $1 AND person_id = $2 RETURNING role',
    [organisation, person],
  )
  return ended.map(({ role }) => role)
}
