import { stockholm } from '#kernel/dates.ts'
import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import { readForm, type Fault } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { fileAsked, tableFile } from '../http/table-file.ts'
import { asOrganisation } from './acting.ts'
import { readEndings } from './hand-over-store.ts'
import { addressedIn, newestInvitations, readPerson, withdrawAddressed, type Addressee } from './invitation-store.ts'
import { invite, inviteAddress, linkOf, queueInvitation, type Handed } from './invite.ts'
import { invitee, letterTo } from './invitee.ts'
import type { Member, PersonId } from './organisation.ts'
import { lastBounces } from '../mail/index.ts'
import { INVITATION_HOURS, minutesAfter } from './limits.ts'
import { personIn } from './person-in.ts'
import { linkPage, peoplePage, peopleTable, type Colleague } from './people-views.ts'
import { may, rolesIn } from './roles.ts'
import { signedInBefore } from './session-store.ts'
import type { SignedIn } from './signed-in.ts'
import { kindOf, readMembers } from './store.ts'

const SEES = needs('person.read')
const INVITES = needs('person.invite')

/** Who works in the own organisation: seen, and invited. */
export const peopleRoutes = (db: Database): readonly StaffRoute[] => [
  get('/people', SEES, async (visit, who) => show(db, visit, who, [])),
  post('/people', INVITES, async (visit, who) => inviteNew(db, visit, who)),
  post('/people/:person/invite', INVITES, async (visit, who) => inviteAgain(db, visit, who)),
  post('/people/invitations/:invitation/again', INVITES, async (visit, who) => addressAgain(db, visit, who)),
  post('/people/invitations/:invitation/withdraw', INVITES, async (visit, who) => withdraw(db, visit, who)),
]

const readColleagues = async (tx: Queryable, { now }: Visit, { acting }: SignedIn): Promise<readonly Colleague[]> => {
  const [members, invitations, before] = [await readMembers(tx), await newestInvitations(tx), await signedInBefore(tx)]
  const bounces = await lastBounces(tx)
  const untilOf = (expiresAt: Date, email: string): Colleague['standing'] => {
    const bounced = bounces.get(email.toLowerCase())
    const cameBack = bounced !== undefined && bounced >= minutesAfter(expiresAt, -INVITATION_HOURS * 60)
    return expiresAt <= now ? { kind: 'lapsed', cameBack } : { kind: 'invited', until: stockholm(expiresAt), cameBack }
  }
  const there = members.map((member): Colleague => {
    const invitation = invitations.get(member.person)
    if (before.has(member.person)) return { ...member, standing: { kind: 'in' } }
    if (invitation === undefined || invitation.withdrawnAt !== null) return { ...member, standing: { kind: 'none' } }
    return { ...member, standing: untilOf(invitation.expiresAt, member.email) }
  })
  const { organisation } = acting
  const invited = (await addressedIn(tx, organisation)).map(({ id, name, email, role, expiresAt }): Colleague => {
    const standing = untilOf(expiresAt, email)
    return { person: id as PersonId, invitation: id, name, email, organisation, roles: [role], standing }
  })
  return [...there, ...invited]
}

const show = async (db: Database, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const { person, organisation } = who.acting
  const as = fileAsked(visit.query)
  const { colleagues, kind, endings } = await asOrganisation(db, who.acting, async (tx) => {
    const read = {
      colleagues: await readColleagues(tx, visit, who),
      kind: await kindOf(tx, organisation),
      endings: may(who.acting, 'person.remove') ? await readEndings(tx, visit.now) : [],
    }
    // Names and addresses leave the house with the file.
    if (as !== undefined) await audit(tx, { who: person, organisation, what: 'person.taken-out', about: as })
    return read
  })
  const file = await tableFile(peopleTable(visit, who), colleagues, visit.query)
  if (file !== undefined) return file
  const main = peoplePage(visit, who, colleagues, { roles: rolesIn(kind), endings, faults })
  return page({ title: visit.say('people.title'), here: '/people', main }, faults.length === 0 ? 200 : 422)
}

const inviteNew = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { kind, members } = await asOrganisation(db, who.acting, async (tx) => ({
    kind: await kindOf(tx, who.acting.organisation),
    members: await readMembers(tx),
  }))
  const read = readForm(visit.form, invitee(rolesIn(kind)))
  if (!read.ok) return show(db, visit, who, read.faults)
  const addressee = read.value
  if (members.some(({ email }) => email === addressee.email))
    return show(db, visit, who, [{ field: 'email', says: 'people.email-taken' }])
  const handed = await asOrganisation(db, who.acting, async (tx) => writeTo(tx, visit, who, addressee))
  return linkPage(visit, addressee.name, linkOf(visit.origin, handed))
}

/** The link to an address, by mail, and to be handed over. */
const writeTo = async (tx: Queryable, visit: Visit, who: SignedIn, addressee: Addressee): Promise<Handed> => {
  const { organisation } = who.acting
  const handed = await inviteAddress(tx, who.acting, { addressee, organisation }, visit.now)
  await queueInvitation(tx, letterTo(visit, who, addressee, handed))
  return handed
}

const addressAgain = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await asOrganisation(db, who.acting, async (tx) => {
    const open = await addressedIn(tx, who.acting.organisation)
    const one = open.find(({ id }) => id === visit.params['invitation'])
    return one === undefined ? undefined : { name: one.name, handed: await writeTo(tx, visit, who, one) }
  })
  return done === undefined ? { kind: 'gone' } : linkPage(visit, done.name, linkOf(visit.origin, done.handed))
}

const withdraw = async (db: Database, visit: Visit, { acting }: SignedIn): Promise<Answer> => {
  const id = visit.params['invitation'] ?? ''
  const withdrawn = await asOrganisation(db, acting, async (tx) => {
    if (!(await addressedIn(tx, acting.organisation)).some((one) => one.id === id)) return false
    await withdrawAddressed(tx, id, visit.now)
    const { person: who, organisation } = acting
    await audit(tx, { who, organisation, what: 'person.invitation-withdrawn', about: id })
    return true
  })
  return withdrawn ? go('/people?withdrawn=1') : { kind: 'gone' }
}

const inviteAndWrite = async (
  tx: Queryable,
  visit: Visit,
  who: SignedIn,
  { person, name, email }: Pick<Member, 'person' | 'name' | 'email'>,
): Promise<Handed> => {
  const { person: by, organisation } = who.acting
  const handed = await invite(tx, { person, organisation }, { person: by, says: by }, visit.now)
  await queueInvitation(tx, letterTo(visit, who, { name, email }, handed))
  return handed
}

/** A new link for somebody who has not come in yet; who has a passkey is led to recovery instead of round it. */
const inviteAgain = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const person = personIn(visit)
  if (person === undefined) return { kind: 'gone' }
  const done = await asOrganisation(db, who.acting, async (tx) => {
    const known = await readPerson(tx, person)
    if (known === undefined || (await signedInBefore(tx)).has(person)) return undefined
    return { name: known.name, handed: await inviteAndWrite(tx, visit, who, { person, ...known }) }
  })
  return done === undefined ? { kind: 'gone' } : linkPage(visit, done.name, linkOf(visit.origin, done.handed))
}
