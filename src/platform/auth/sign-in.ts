import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import type { StaffLanguage } from '../http/words.ts'
import { addPasskey, isSomebodys, notePasskeyUse, passkeysOf, readPasskey } from './passkey-store.ts'
import { claimedPasskey, verifyNewPasskey, verifySignIn } from './passkey.ts'
import { isAhead } from './limits.ts'
import { readInvitation, readPerson, useInvitation, type Invitation } from './invitation-store.ts'
import { bindSubject, hasSubject, personOf, subjectKey, type Provider } from './oidc-store.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { actingFrom, presenting, signingIn } from './presenting.ts'
import { invitedPerson, joinKnown, unlessKnown } from './workplace-invited.ts'
import { addSession, workplacesOf } from './session-store.ts'
import { hashOf, newToken } from './tokens.ts'

/** What is the same of every way in: where it is asked, when, and how the session will be known again. */
export type Entering = {
  readonly origin: string
  readonly now: Date
  readonly device: string
  readonly language: StaffLanguage
}

export type SignIn =
  /** `several`: there are other organisations that she may work for now. */
  | { readonly kind: 'signed-in'; readonly token: string; readonly several?: true }
  /**
   * `unknown`: no such key, or its answer does not hold. `nowhere`: hers, but she works for nobody here any more.
   * `not-bound`: her organisation's provider knows her, and we do not yet. `known`: invited by an address that is
   * somebody's already, who accepts by the passkey she has. `another-address`: the invitation is not to hers.
   * `anothers`: the passkey that was to be added is somebody's already.
   */
  | {
      readonly kind: 'refused'
      readonly why: 'unknown' | 'nowhere' | 'not-bound' | 'known' | 'another-address' | 'anothers'
    }

/** Who pressed a passkey, and is signing in from here on; nothing when it is not known or its answer does not hold. */
export const pressed = async (tx: Queryable, answer: string, entering: Entering): Promise<PersonId | undefined> => {
  const id = claimedPasskey(answer)
  if (id === undefined) return undefined
  await presenting(tx, id)
  const passkey = await readPasskey(tx, id)
  if (passkey === undefined) return undefined
  const counter = await verifySignIn(tx, answer, passkey, entering.origin, entering.now)
  if (counter === undefined) return undefined
  await notePasskeyUse(tx, id, counter, entering.now)
  await signingIn(tx, passkey.person)
  return passkey.person
}

/** Signs in by what a browser answered for a passkey, where she was last. */
export const signInByPasskey = async (db: Database, answer: string, entering: Entering): Promise<SignIn> =>
  db.transaction(async (tx) => {
    const person = await pressed(tx, answer, entering)
    if (person === undefined) return { kind: 'refused', why: 'unknown' }
    const [organisation, ...others] = await workplacesOf(tx, person)
    if (organisation === undefined) return { kind: 'refused', why: 'nowhere' }
    const begun = await beginSession(tx, { person, organisation, way: 'passkey' }, entering)
    return others.length === 0 ? begun : { ...begun, several: true }
  })

type Begin = {
  readonly person: PersonId
  readonly organisation: OrganisationId
  readonly way: 'passkey' | 'oidc'
}

/** Begins a session for somebody of whom it is proved who she is. */
export const beginSession = async (
  tx: Queryable,
  who: Begin,
  { now, device, language }: Entering,
): Promise<Extract<SignIn, { kind: 'signed-in' }>> => {
  const token = newToken()
  await addSession(tx, { ...who, token, device, language, now })
  await actingFrom(tx, who.organisation, who.person)
  await audit(tx, {
    who: who.person,
    organisation: who.organisation,
    what: 'session.begun',
    about: who.person,
    detail: { way: who.way },
  })
  return { kind: 'signed-in', token }
}

/** How an invitation stands. `has-way-in`: she has come in before, and does so the same way. `ahead`: our clock is wrong. */
export type Invited =
  | { readonly kind: 'open'; readonly invitation: Invitation; readonly name: string; readonly email: string }
  | { readonly kind: 'unknown' | 'used' | 'withdrawn' | 'expired' | 'ahead' | 'has-way-in' }

/** Who a link is for. Whoever has the link is her, as far as anyone can know before she has a key. */
export const invitedBy = async (db: Pick<Database, 'transaction'>, token: string, now: Date): Promise<Invited> =>
  db.transaction(async (tx) => standing(tx, token, now))

/** How the invitation with this token stands, in a transaction; it is locked until that ends. */
export const standing = async (tx: Queryable, token: string, now: Date): Promise<Invited> => {
  await presenting(tx, hashOf(token))
  const invitation = await readInvitation(tx, token)
  if (invitation === undefined) return { kind: 'unknown' }
  if (invitation.usedAt !== null) return { kind: 'used' }
  if (invitation.withdrawnAt !== null) return { kind: 'withdrawn' }
  if (invitation.expiresAt <= now) return { kind: 'expired' }
  if (isAhead(invitation.expiresAt, now)) return { kind: 'ahead' }
  // Whether the address is somebody's is not asked before she accepts: the page is the same either way.
  if (invitation.person === null) {
    return invitation.addressee === null ? { kind: 'withdrawn' } : { kind: 'open', invitation, ...invitation.addressee }
  }
  await actingFrom(tx, invitation.organisation, invitation.person)
  if ((await passkeysOf(tx, invitation.person)).length > 0 || (await hasSubject(tx, invitation.person)))
    return { kind: 'has-way-in' }
  const person = await readPerson(tx, invitation.person)
  return person === undefined ? { kind: 'withdrawn' } : { kind: 'open', invitation, ...person }
}

export type Accepted = SignIn | { readonly kind: 'not-open'; readonly why: Exclude<Invited['kind'], 'open'> }

/** Takes a new passkey for whoever a link was made for, and signs her in. The link is used up in the same moment. */
export const acceptInvitation = async (
  db: Database,
  token: string,
  { answer, keyName }: { readonly answer: string; readonly keyName: string },
  entering: Entering,
): Promise<Accepted> =>
  unlessKnown(db, async (tx) => {
    const invited = await standing(tx, token, entering.now)
    if (invited.kind !== 'open') return { kind: 'not-open', why: invited.kind }
    const passkey = await verifyNewPasskey(tx, answer, entering.origin, entering.now)
    if (passkey === undefined) return { kind: 'refused', why: 'unknown' }
    if (await isSomebodys(tx, passkey.id)) return { kind: 'refused', why: 'anothers' }
    const { id, organisation } = invited.invitation
    const person = await invitedPerson(tx, invited.invitation)
    await signingIn(tx, person)
    await addPasskey(tx, { ...passkey, person, name: keyName, addedAt: entering.now })
    await useInvitation(tx, id, entering.now, person)
    return beginSession(tx, { person, organisation, way: 'passkey' }, entering)
  })

/**
 * Signs in whom an organisation's provider means. The first time a link says who that is, made for her in this very
 * organisation; what else a provider says of her (a name, an address) is not asked.
 */
export const signInByProvider = async (
  db: Database,
  provider: Provider,
  { subject, invitation }: { readonly subject: string; readonly invitation: string | undefined },
  entering: Entering,
): Promise<Accepted> =>
  unlessKnown(db, async (tx) => {
    const { organisation } = provider
    await presenting(tx, subjectKey(provider.issuer, subject))
    const known = await personOf(tx, provider, subject)
    if (known !== undefined) {
      await signingIn(tx, known)
      if (!(await workplacesOf(tx, known)).includes(organisation)) {
        // She worked here before, and is invited anew.
        const invited = invitation === undefined ? undefined : await standing(tx, invitation, entering.now)
        if (invited?.kind !== 'open' || invited.invitation.organisation !== organisation)
          return { kind: 'refused', why: 'nowhere' }
        if (!(await joinKnown(tx, invited.invitation, known, entering.now)))
          return { kind: 'refused', why: 'another-address' }
      }
      return beginSession(tx, { person: known, organisation, way: 'oidc' }, entering)
    }
    if (invitation === undefined) return { kind: 'refused', why: 'not-bound' }
    const invited = await standing(tx, invitation, entering.now)
    if (invited.kind !== 'open') return { kind: 'not-open', why: invited.kind }
    if (invited.invitation.organisation !== organisation) return { kind: 'refused', why: 'not-bound' }
    const person = await invitedPerson(tx, invited.invitation)
    await signingIn(tx, person)
    await bindSubject(tx, provider, subject, person, entering.now)
    await useInvitation(tx, invited.invitation.id, entering.now, person)
    return beginSession(tx, { person, organisation, way: 'oidc' }, entering)
  })
