import type { Queryable } from '../db/index.ts'
import type { OrganisationId, PersonId } from './organisation.ts'

/*
 * Before somebody is signed in nobody acts, so the database shows nothing. What she presents (the hash of a token, a
 * passkey's id) makes the one row seen that it belongs to; who she turns out to be is then said for the same transaction.
 */

const say = async (tx: Queryable, setting: string, value: string): Promise<void> =>
  void (await tx.query('SELECT set_config($1, $2, true)', [setting, value]))

export const presenting = async (tx: Queryable, key: string): Promise<void> => say(tx, 'rackhall.presented', key)

/** Only once a passkey, a link or a provider has proved it. */
export const signingIn = async (tx: Queryable, person: PersonId): Promise<void> =>
  say(tx, 'rackhall.signing_in', person)

/** As `asOrganisation`, within a transaction that has begun before it was known who acts. */
export const actingFrom = async (tx: Queryable, organisation: OrganisationId, person: PersonId): Promise<void> => {
  await say(tx, 'rackhall.organisation', organisation)
  await say(tx, 'rackhall.person', person)
}

/** Within a transaction: for an organisation with nobody at the keyboard; for none when it is empty. */
export const actingFor = async (tx: Queryable, organisation: OrganisationId | ''): Promise<void> => {
  await say(tx, 'rackhall.organisation', organisation)
  await say(tx, 'rackhall.person', '')
}
