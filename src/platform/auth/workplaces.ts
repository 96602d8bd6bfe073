import { html, NOTHING, type Html } from '#kernel/html.ts'
import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import { form } from '../http/form.ts'
import type { Visit } from '../http/staff-routes.ts'
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
  const session = (await ownSessions(tx, who.acting, now)).find(({ id }) => id === who.session)
  if (session?.way !== 'passkey') return []
  await signingIn(tx, person)
  const mine = await workplacesOf(tx, person)
  return (await readOrganisations(tx)).filter(({ id }) => id !== organisation && mine.includes(id))
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
    await actingFrom(tx, organisation, person)
    await audit(tx, { who: person, organisation, what: 'session.begun', about: person, detail: { way: 'passkey' } })
    return { token }
  })

export const workplaceForms = (visit: Visit, others: readonly Workplace[]): Html =>
  others.length === 0
    ? NOTHING
    : html`<h2>${visit.say('me.workplaces')}</h2><div class="beside">${others.map(({ id, name }) =>
        form(
          visit,
          '/me/workplace',
          html`<input type="hidden" name="to" value="${id}"><button class="quiet">${visit.say('me.work-for', { organisation: name })}</button>`,
        ),
      )}</div>`
