import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import { asOrganisation } from './acting.ts'
import type { OrganisationId } from './organisation.ts'
import { actingFrom, signingIn } from './presenting.ts'
import { addSession, endSessions, ownSessions, workplacesOf } from './session-store.ts'
import type { Entering } from './sign-in.ts'
import type { SignedIn } from './signed-in.ts'
import { readOrganisations } from './store.ts'
import { newToken } from './tokens.ts'

/** Another organisation that somebody works for. */
export type Workplace = { readonly id: OrganisationId; readonly name: string }

/**
 * Where else she works, and may go on to without signing in again. With a passkey alone: an organisation's own provider
 * speaks for that organisation and for no other.
 */
export const otherWorkplaces = async (tx: Queryable, who: SignedIn, now: Date): Promise<readonly Workplace[]> => {
  const { person, organisation } = who.acting
  if (!(await byPasskey(tx, who, now))) return []
  await signingIn(tx, person)
  const mine = await workplacesOf(tx, person)
  return (await readOrganisations(tx)).filter(({ id }) => id !== organisation && mine.includes(id))
}

const byPasskey = async (tx: Queryable, who: SignedIn, now: Date): Promise<boolean> =>
  (await ownSessions(tx, who.acting, now)).find(({ id }) => id === who.session)?.way === 'passkey'

/** Whether somebody came in by an organisation's own sign-in, and works for others, too, for whom that does not speak. */
export const worksElsewhere = async (tx: Queryable, who: SignedIn, now: Date): Promise<boolean> => {
  if (await byPasskey(tx, who, now)) return false
  await signingIn(tx, who.acting.person)
  return (await workplacesOf(tx, who.acting.person)).some((one) => one !== who.acting.organisation)
}

/** Ends this session and begins one for another organisation; nothing when she does not work there. */
export const changeWorkplace = async (
  db: Database,
  who: SignedIn,
  to: string,
  { now, device, language }: Entering,
): Promise<{ readonly token: string } | undefined> =>
  asOrganisation(db, who.acting, async (tx) => {
    const { person } = who.acting
    const chosen = (await otherWorkplaces(tx, who, now)).find(({ id }) => id === to)
    if (chosen === undefined) return undefined
    const token = newToken()
    const organisation = chosen.id
    await endSessions(tx, person, now, who.session)
    await addSession(tx, { token, person, organisation, way: 'passkey', device, language, now })
    await audit(tx, { who: person, organisation: who.acting.organisation, what: 'session.ended', about: person })
    await actingFrom(tx, organisation, person)
    await audit(tx, { who: person, organisation, what: 'session.begun', about: person, detail: { way: 'passkey' } })
    return { token }
  })
