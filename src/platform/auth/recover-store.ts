import type { Queryable } from '../db/index.ts'
import { minutesAfter, RECOVERY_DAYS } from './limits.ts'
import type { Acting, OrganisationId, PersonId } from './organisation.ts'
import type { Confirmation, RecoveryRequest, Standing } from './recover.ts'
import { hashOf } from './tokens.ts'

export type Confirmed = Confirmation & { readonly name: string }

export type Recovery = RecoveryRequest & {
  readonly id: string
  readonly organisation: OrganisationId
  readonly organisationName: string
  readonly name: string
  readonly email: string
  /** Whether somebody who was signed in began it. */
  readonly signedIn: boolean
  readonly opensAt: Date | null
  readonly linkUntil: Date | null
  readonly confirmations: readonly Confirmed[]
}

type Row = Omit<Recovery, 'confirmations'>

const sinceWhen = (now: Date): Date => minutesAfter(now, -RECOVERY_DAYS * 24 * 60)

/** A request that is begun now, in one of the organisations somebody works for. */
export type Begun = { readonly id: string; readonly organisation: OrganisationId; readonly person: PersonId }

/** Begins what is not under way yet for whoever has this address; nothing for one nobody has, or without a passkey. */
export const beginRecovery = async (tx: Queryable, email: string, now: Date): Promise<readonly Begun[]> =>
  tx.query<Begun>('SELECT id, organisation, person FROM platform_begin_recovery($1, $2, $3)', [
    email.toLowerCase(),
    now,
    sinceWhen(now),
  ])

const FIELDS = `r.id, r.organisation_id AS organisation, o.name AS "organisationName", o.kind::text AS kind,
  r.person_id AS person, r.name, r.email, r.begun_by IS NOT NULL AS "signedIn", r.begun_at AS "begunAt",
  r.opens_at AS "opensAt", r.token_until AS "linkUntil", r.stopped_at IS NOT NULL AS stopped, r.used_at IS NOT NULL AS used`

const withConfirmations = async (tx: Queryable, rows: readonly Row[]): Promise<readonly Recovery[]> => {
  const all = await tx.query<Confirmed & { recovery: string }>(
    `SELECT recovery_id AS recovery, person_id AS person, name, confirmed_as AS "as", confirmed_at AS at
     FROM platform_recovery_confirmations WHERE recovery_id = ANY ($1) ORDER BY confirmed_at, person_id`,
    [rows.map(({ id }) => id)],
  )
  return rows.map((row) => ({
    ...row,
    confirmations: all
      .filter(({ recovery }) => recovery === row.id)
      .map(({ person, name, as, at }) => ({ person, name, as, at })),
  }))
}

/** What is under way where whoever acts may say something to it, the oldest first. */
export const readRecoveries = async (tx: Queryable, now: Date): Promise<readonly Recovery[]> =>
  withConfirmations(
    tx,
    await tx.query<Row>(
      `SELECT ${FIELDS} FROM platform_recoveries r JOIN platform_organisations o ON o.id = r.organisation_id
       WHERE r.stopped_at IS NULL AND r.used_at IS NULL AND r.begun_at > $1 ORDER BY r.begun_at, r.id`,
      [sinceWhen(now)],
    ),
  )

/** One of them, locked so that two who confirm at once are counted one after the other. */
export const readRecovery = async (tx: Queryable, id: string): Promise<Recovery | undefined> => {
  const rows = await tx.query<Row>(
    `SELECT ${FIELDS} FROM platform_recoveries r JOIN platform_organisations o ON o.id = r.organisation_id
     WHERE r.id = $1 FOR UPDATE OF r`,
    [id],
  )
  return (await withConfirmations(tx, rows))[0]
}

/** Confirms as whoever acts; false when she has already. */
export const addConfirmation = async (
  tx: Queryable,
  recovery: string,
  { person, organisation, name, as, at }: Acting & { readonly name: string; readonly as: Standing; readonly at: Date },
): Promise<boolean> => {
  const added = await tx.query(
    `INSERT INTO platform_recovery_confirmations
       (recovery_id, person_id, organisation_id, name, confirmed_as, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING recovery_id`,
    [recovery, person, organisation, name, as, at],
  )
  return added.length > 0
}

/** Takes back what whoever acts has confirmed, while it has opened nothing; false when there is no such thing. */
export const takeBackConfirmation = async (tx: Queryable, recovery: string, person: PersonId): Promise<boolean> => {
  const taken = await tx.query(
    `DELETE FROM platform_recovery_confirmations c WHERE recovery_id = $1 AND person_id = $2
       AND EXISTS (SELECT FROM platform_recoveries r WHERE r.id = c.recovery_id AND r.opens_at IS NULL)
     RETURNING person_id`,
    [recovery, person],
  )
  return taken.length > 0
}

/** What somebody whose access ends has confirmed counts no longer, where it has opened nothing. */
export const dropConfirmations = async (tx: Queryable, person: PersonId): Promise<void> =>
  void (await tx.query(
    `DELETE FROM platform_recovery_confirmations c
     WHERE person_id = $1 AND organisation_id = platform_acting_organisation()
       AND EXISTS (SELECT FROM platform_recoveries r WHERE r.id = c.recovery_id AND r.opens_at IS NULL)`,
    [person],
  ))

export const noteOpens = async (tx: Queryable, recovery: string, opensAt: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_recoveries SET opens_at = $2 WHERE id = $1', [recovery, opensAt]))

/** Of how many other organisations it is not said yet that they let her in. */
export const openElsewhere = async (tx: Queryable, recovery: string, now: Date): Promise<number> => {
  const [row] = await tx.query<{ count: number }>('SELECT platform_recovery_elsewhere($1, $2)::int AS count', [
    recovery,
    now,
  ])
  return row?.count ?? 0
}

export const noteLink = async (tx: Queryable, recovery: string, token: string, until: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_recoveries SET token_hash = $2, token_until = $3 WHERE id = $1', [
    recovery,
    hashOf(token),
    until,
  ]))

/** Queues a mail to everybody in the organisation, whose addresses whoever acts may not read. */
export const tellOrganisation = async (
  tx: Queryable,
  recovery: string,
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<void> => void (await tx.query('SELECT platform_tell_of_recovery($1, $2, $3)', [recovery, subject, text]))

/** Stops what is under way for somebody in the acting organisation; her link ends with it. Returns how many it stopped. */
export const stopRecoveries = async (
  tx: Queryable,
  { person: by, organisation }: Acting,
  person: PersonId,
  now: Date,
) =>
  (
    await tx.query(
      `UPDATE platform_recoveries SET stopped_at = $4, stopped_by = $1, token_hash = NULL, token_until = NULL
       WHERE organisation_id = $2 AND person_id = $3 AND stopped_at IS NULL AND used_at IS NULL RETURNING id`,
      [by, organisation, person, now],
    )
  ).length

/** The request that a link belongs to, in a transaction in which it is presented; locked, so that it is used once. */
export const recoveryByToken = async (
  tx: Queryable,
  token: string,
): Promise<Pick<Recovery, 'organisation' | 'person' | 'name' | 'email' | 'linkUntil' | 'used'> | undefined> => {
  const [row] = await tx.query<Recovery>(
    `SELECT organisation_id AS organisation, person_id AS person, name, email, token_until AS "linkUntil",
            used_at IS NOT NULL AS used
     FROM platform_recoveries WHERE token_hash = $1 FOR UPDATE`,
    [hashOf(token)],
  )
  return row
}

/** All that was asked for her is over: she is in. While she is signing in. Returns in which organisations it was. */
export const useRecoveries = async (tx: Queryable, person: PersonId, now: Date): Promise<readonly OrganisationId[]> => {
  const used = await tx.query<{ organisation: OrganisationId }>(
    `UPDATE platform_recoveries SET used_at = $2
     WHERE person_id = $1 AND stopped_at IS NULL AND used_at IS NULL RETURNING organisation_id AS organisation`,
    [person, now],
  )
  return used.map(({ organisation }) => organisation)
}
