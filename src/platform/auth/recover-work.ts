import { audit } from '../audit/index.ts'
import type { Queryable } from '../db/index.ts'
import type { Visit } from '../http/staff-routes.ts'
import { queueMail } from '../mail/index.ts'
import { INVITATION_HOURS, minutesAfter } from './limits.ts'
import type { OrganisationId } from './organisation.ts'
import { actingFrom, actingFor } from './presenting.ts'
import { opensAt, recoveryState, type Standing } from './recover.ts'
import {
  addConfirmation,
  beginRecovery,
  noteLink,
  noteOpens,
  openElsewhere,
  readRecovery,
  tellOrganisation,
  type Begun,
  type Recovery,
} from './recover-store.ts'
import { may } from './roles.ts'
import type { SignedIn } from './signed-in.ts'
import { newToken } from './tokens.ts'

type Told = Pick<Visit, 'say' | 'origin' | 'now'>

/**
 * Begins a recovery for whoever has an address, by a colleague or by somebody who is not signed in. She is told by
 * mail, so that nothing of this happens behind her back. Nothing at all for an address that nobody has.
 */
export const begin = async (
  tx: Queryable,
  { say, origin, now }: Told,
  email: string,
  by: SignedIn | undefined,
): Promise<readonly Begun[]> => {
  const begun = await beginRecovery(tx, email, now)
  for (const { organisation, person } of begun) {
    const own = by !== undefined && by.acting.organisation === organisation
    await noteIn(tx, organisation, by, {
      who: own ? by.acting.person : 'outside:',
      what: 'recovery.begun',
      about: person,
    })
  }
  if (begun.length > 0) {
    const text = say('recovery.mail-begun', { link: `${origin}/recovery` })
    await queueMail(tx, { to: email, subject: say('recovery.mail-begun-subject'), text, about: 'recovery' })
  }
  return begun
}

type Noted = Pick<Parameters<typeof audit>[1], 'who' | 'what' | 'about' | 'detail'>

/** Notes what was done where it was done, also when whoever did it acts for another organisation, or for none. */
const noteIn = async (
  tx: Queryable,
  organisation: OrganisationId,
  by: SignedIn | undefined,
  entry: Noted,
): Promise<void> => {
  await actingFor(tx, organisation)
  await audit(tx, { ...entry, organisation })
  if (by === undefined) await actingFor(tx, '')
  else await actingFrom(tx, by.acting.organisation, by.acting.person)
}

/** What whoever is signed in may say to a request as; nothing when it is not hers to say anything. */
export const standingOf = (
  { acting }: SignedIn,
  recovery: Pick<Recovery, 'organisation' | 'person' | 'kind'>,
): Standing | undefined => {
  if (recovery.person === acting.person) return undefined
  if (recovery.organisation === acting.organisation) return 'colleague'
  if (!may(acting, 'recovery.support')) return undefined
  return acting.roles.includes('operator.admin') ? 'operator' : recovery.kind === 'municipality' ? 'county' : undefined
}

export type Confirming =
  | { readonly kind: 'confirmed' | 'waiting' | 'elsewhere' }
  /** Enough have: the link is on its way to her, and is here to be handed over. */
  | { readonly kind: 'link'; readonly name: string; readonly token: string }

/** Confirms, as whoever is signed in, that it is her; nothing when there is nothing (more) to confirm. */
export const confirm = async (
  tx: Queryable,
  told: Told,
  who: SignedIn,
  id: string,
): Promise<Confirming | undefined> => {
  const recovery = await readRecovery(tx, id)
  if (recovery === undefined) return undefined
  const as = standingOf(who, recovery)
  const before = recoveryState(recovery, recovery.confirmations, told.now).kind
  if (as === undefined || (before !== 'asking' && before !== 'waiting')) return undefined
  const said = { person: who.acting.person, as, at: told.now, name: nameShown(who, as) }
  if (!(await addConfirmation(tx, id, { ...who.acting, ...said }))) return undefined
  await noteConfirmed(tx, who, as, recovery)
  return afterConfirming(tx, told, { ...recovery, confirmations: [...recovery.confirmations, said] }, before)
}

const nameShown = ({ person, organisation }: SignedIn, as: Standing): string =>
  as === 'colleague' ? person : `${person}, ${organisation}`

const noteConfirmed = async (tx: Queryable, who: SignedIn, as: Standing, recovery: Recovery): Promise<void> => {
  const entry: Pick<Noted, 'what' | 'about' | 'detail'> = {
    what: 'recovery.confirmed',
    about: recovery.person,
    detail: { as },
  }
  const { person, organisation } = who.acting
  await audit(tx, { ...entry, who: person, organisation })
  if (as === 'colleague') return
  await noteIn(tx, recovery.organisation, who, { ...entry, who: `outside:${nameShown(who, as)}` })
}

const afterConfirming = async (
  tx: Queryable,
  told: Told,
  recovery: Recovery,
  before: 'asking' | 'waiting',
): Promise<Confirming> => {
  const { say, origin, now } = told
  const opens = opensAt(recovery, recovery.confirmations)
  if (opens === undefined) return { kind: 'confirmed' }
  await noteOpens(tx, recovery.id, opens)
  if (opens <= now) return linkFor(tx, told, recovery)
  if (before === 'asking') {
    const values = { name: recovery.name, organisation: recovery.organisationName, link: `${origin}/recovery` }
    const subject = say('recovery.mail-waiting-subject')
    await tellOrganisation(tx, recovery.id, { subject, text: say('recovery.mail-waiting', values) })
  }
  return { kind: 'waiting' }
}

/** Makes her link when every organisation she works for lets her in; an earlier one stops working. */
const linkFor = async (tx: Queryable, { say, origin, now }: Told, recovery: Recovery): Promise<Confirming> => {
  const { id, name, email } = recovery
  if ((await openElsewhere(tx, id, now)) > 0) return { kind: 'elsewhere' }
  const token = newToken()
  await noteLink(tx, id, token, minutesAfter(now, INVITATION_HOURS * 60))
  const text = say('recovery.mail-link', { name, link: recoveryLink(origin, token) })
  await queueMail(tx, { to: email, subject: say('recovery.mail-link-subject'), text, about: 'recovery' })
  return { kind: 'link', name, token }
}

/** A link where the waiting is over, another organisation has followed, or the first link was not used in time. */
export const makeLink = async (
  tx: Queryable,
  told: Told,
  who: SignedIn,
  id: string,
): Promise<Confirming | undefined> => {
  const recovery = await readRecovery(tx, id)
  if (recovery === undefined || !hasConfirmed(who, recovery)) return undefined
  if (recoveryState(recovery, recovery.confirmations, told.now).kind !== 'open') return undefined
  return linkFor(tx, told, recovery)
}

export const hasConfirmed = ({ acting }: SignedIn, { confirmations }: Pick<Recovery, 'confirmations'>): boolean =>
  confirmations.some(({ person }) => person === acting.person)

export const recoveryLink = (origin: string, token: string): string => `${origin}/recovery/link/${token}`
