import { z } from 'zod'
import { stockholm } from '#kernel/dates.ts'
import type { Database, Queryable } from '../db/index.ts'
import { readForm, type Fault } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { tableFile } from '../http/table-file.ts'
import { asOrganisation } from './acting.ts'
import { readEndings } from './hand-over-store.ts'
import { newestInvitations, readPerson } from './invitation-store.ts'
import { addColleague, invite, linkOf, queueInvitation, type Handed } from './invite.ts'
import type { Kind } from './kind.ts'
import type { Member } from './organisation.ts'
import { personIn } from './person-in.ts'
import { linkPage, peoplePage, peopleTable, type Colleague } from './people-views.ts'
import { may, rolesIn, type Role } from './roles.ts'
import { signedInBefore } from './session-store.ts'
import type { SignedIn } from './signed-in.ts'
import { readMembers, readOrganisations } from './store.ts'

const SEES = needs('person.read')
const INVITES = needs('person.invite')

/** Who works in the own organisation: seen, and invited. */
export const peopleRoutes = (db: Database): readonly StaffRoute[] => [
  get('/people', SEES, async (visit, who) => show(db, visit, who, [])),
  post('/people', INVITES, async (visit, who) => inviteNew(db, visit, who)),
  post('/people/:person/invite', INVITES, async (visit, who) => inviteAgain(db, visit, who)),
]

const readColleagues = async (tx: Queryable, { now }: Visit): Promise<readonly Colleague[]> => {
  const [members, invitations, before] = [await readMembers(tx), await newestInvitations(tx), await signedInBefore(tx)]
  return members.map((member) => {
    const invitation = invitations.get(member.person)
    if (before.has(member.person)) return { ...member, standing: { kind: 'in' } }
    if (invitation === undefined || invitation.withdrawnAt !== null) return { ...member, standing: { kind: 'none' } }
    if (invitation.expiresAt <= now) return { ...member, standing: { kind: 'lapsed' } }
    return { ...member, standing: { kind: 'invited', until: stockholm(invitation.expiresAt) } }
  })
}

const kindOf = async (tx: Queryable, { acting }: SignedIn): Promise<Kind> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === acting.organisation)
  if (own === undefined) throw new Error('The acting organisation is not among those there are.')
  return own.kind
}

const show = async (db: Database, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const { colleagues, kind, endings } = await asOrganisation(db, who.acting, async (tx) => ({
    colleagues: await readColleagues(tx, visit),
    kind: await kindOf(tx, who),
    endings: may(who.acting, 'person.remove') ? await readEndings(tx, visit.now) : [],
  }))
  const file = await tableFile(peopleTable(visit, who), colleagues, visit.query)
  if (file !== undefined) return file
  const main = peoplePage(visit, who, colleagues, { roles: rolesIn(kind), endings, faults })
  return page({ title: visit.say('people.title'), here: '/people', main }, faults.length === 0 ? 200 : 422)
}

const LONGEST_NAME = 80

const invitee = (roles: readonly Role[]) =>
  z.object({
    name: z.string('people.name-missing').trim().min(1, 'people.name-missing').max(LONGEST_NAME, 'people.name-missing'),
    email: z
      .string('people.email-wrong')
      .trim()
      .toLowerCase()
      .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'people.email-wrong'),
    role: z.custom<Role>((given) => roles.some((role) => role === given), 'people.role-wrong'),
  })

const UNIQUE = '23505'
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === UNIQUE

const inviteNew = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const kind = await asOrganisation(db, who.acting, async (tx) => kindOf(tx, who))
  const read = readForm(visit.form, invitee(rolesIn(kind)))
  if (!read.ok) return show(db, visit, who, read.faults)
  const { name, email, role } = read.value
  try {
    const handed = await asOrganisation(db, who.acting, async (tx) => {
      const person = await addColleague(tx, who.acting, { name, email, role, kind })
      return inviteAndWrite(tx, visit, who, { person, name, email })
    })
    return linkPage(visit, name, linkOf(visit.origin, handed))
  } catch (error) {
    if (!isTaken(error)) throw error
    return show(db, visit, who, [{ field: 'email', says: 'people.email-taken' }])
  }
}

const inviteAndWrite = async (
  tx: Queryable,
  { say, origin, now }: Visit,
  { acting, person: by, organisation }: SignedIn,
  { person, name, email }: Pick<Member, 'person' | 'name' | 'email'>,
): Promise<Handed> => {
  const whose = { person, organisation: acting.organisation }
  const handed = await invite(tx, whose, { person: acting.person, says: acting.person }, now)
  const text = say('people.mail-text', { name, by, organisation, link: linkOf(origin, handed) })
  await queueInvitation(tx, { to: email, subject: say('people.mail-subject'), text })
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
