import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import type { Fault } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { asOrganisation } from './acting.ts'
import { isLed, membersAfter, rolesOnlyOf, type HandOver } from './hand-over.ts'
import { addEnding, holdMembers, noteUndone, readEndings, takeRoles } from './hand-over-store.ts'
import { endingPage, type Holding } from './hand-over-views.ts'
import { withdrawInvitations } from './invitation-store.ts'
import type { Kind } from './kind.ts'
import type { Member } from './organisation.ts'
import { idFrom, personIn } from './person-in.ts'
import { dropConfirmations, stopRecoveries } from './recover-store.ts'
import { may, type Role } from './roles.ts'
import { endMembership, endSessions } from './session-store.ts'
import type { SignedIn } from './signed-in.ts'
import { giveRoles, readMembers, readOrganisations } from './store.ts'

const REMOVES = needs('person.remove')

type Need = { readonly db: Database; readonly rooms: readonly HandOver[] }

/** Ending somebody's access, with what was hers handed over in the same moment; and undoing it. */
export const handOverRoutes = (db: Database, rooms: readonly HandOver[]): readonly StaffRoute[] => {
  const need = { db, rooms }
  return [
    get('/people/:person/end', REMOVES, async (visit, who) => show(need, visit, who, [])),
    post('/people/:person/end', REMOVES, async (visit, who) => end(need, visit, who)),
    post('/people/endings/:ending/undo', REMOVES, async (visit, who) => undo(need, visit, who)),
  ]
}

type Leaving = {
  readonly leaving: Member
  readonly others: readonly Member[]
  readonly members: readonly Member[]
  readonly rolesAlone: readonly Role[]
  /** What she has in other rooms. */
  readonly has: readonly { readonly room: HandOver; readonly count: number }[]
}

const readLeaving = async (tx: Queryable, { rooms }: Need, visit: Visit): Promise<Leaving | undefined> => {
  const members = await readMembers(tx)
  const leaving = members.find(({ person }) => person === personIn(visit))
  if (leaving === undefined) return undefined
  const counted = []
  for (const room of rooms) counted.push({ room, count: await room.count(tx, leaving, visit.now) })
  return {
    leaving,
    members,
    others: members.filter(({ person }) => person !== leaving.person),
    rolesAlone: rolesOnlyOf(members, leaving.person),
    has: counted.filter(({ count }) => count > 0),
  }
}

const holdingsOf = ({ say }: Visit, { rolesAlone, has }: Leaving): readonly Holding[] => [
  ...rolesAlone.map((role) => say(`role.${role}`)),
  ...has.map(({ room, count }) => say(room.says, { count })),
]

const show = async (need: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const found = await asOrganisation(need.db, who.acting, async (tx) => readLeaving(tx, need, visit))
  if (found === undefined) return { kind: 'gone' }
  const { leaving, others } = found
  const own = leaving.person === who.acting.person
  const given = { name: leaving.name, own, organisation: who.organisation, others, holdings: holdingsOf(visit, found) }
  const title = visit.say(own ? 'ending.own-title' : 'ending.title', { name: leaving.name })
  return page({ title, here: '/people', main: endingPage(visit, given, faults) }, faults.length === 0 ? 200 : 422)
}

type Ended =
  | { readonly kind: 'ended'; readonly id: string }
  /** `asked`: what is to become of what is hers was not said yet. `last`: nobody would lead the work. */
  | { readonly kind: 'gone' | 'asked' | 'nobody' | 'missing' | 'last' }

const end = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await asOrganisation(need.db, who.acting, async (tx) => endIn(tx, need, visit, who))
  const own = personIn(visit) === who.acting.person
  switch (done.kind) {
    case 'ended':
      return own ? { kind: 'go', to: '/sign-in', session: 'ended' } : go(`/people?ended=${done.id}`)
    case 'gone':
      return { kind: 'gone' }
    case 'asked':
      return go(visit.path)
    case 'nobody':
      return show(need, visit, who, [{ field: 'to', says: 'ending.to-nobody' }])
    case 'missing':
      return show(need, visit, who, [{ field: 'to', says: 'ending.to-missing' }])
    case 'last':
      return show(need, visit, who, [{ field: 'end', says: 'ending.last' }])
  }
}

const endIn = async (tx: Queryable, need: Need, visit: Visit, { acting }: SignedIn): Promise<Ended> => {
  await holdMembers(tx)
  const found = await readLeaving(tx, need, visit)
  if (found === undefined) return { kind: 'gone' }
  const { leaving, others, members, rolesAlone, has } = found
  // Her own access may have ended while she waited for whoever ended it.
  if (!members.some((one) => one.person === acting.person && may(one, 'person.remove'))) return { kind: 'gone' }
  const holds = rolesAlone.length + has.length > 0
  const given = visit.form.get('to')
  // From the list of colleagues at one press when nothing is left without anybody; oneself never at one press.
  if (given === null && (holds || leaving.person === acting.person)) return { kind: 'asked' }
  if (holds && others.length === 0) return { kind: 'nobody' }
  const successor = others.find(({ person }) => person === given)
  if (holds && successor === undefined) return { kind: 'missing' }
  const handed = successor === undefined ? undefined : { to: successor.person, roles: rolesAlone }
  if (!isLed(membersAfter(members, leaving.person, handed))) return { kind: 'last' }
  return { kind: 'ended', id: await carryOut(tx, visit, acting, { ...found, successor }) }
}

const carryOut = async (
  tx: Queryable,
  { now }: Visit,
  acting: SignedIn['acting'],
  { leaving, successor, rolesAlone, has }: Leaving & { readonly successor: Member | undefined },
): Promise<string> => {
  const { person: by, organisation } = acting
  const { person, name } = leaving
  await withdrawInvitations(tx, organisation, person, now)
  await stopRecoveries(tx, acting, person, now)
  await dropConfirmations(tx, person)
  await endSessions(tx, person, now)
  await endMembership(tx, organisation, person)
  const rolesHanded = successor === undefined ? [] : rolesAlone
  if (successor !== undefined && rolesHanded.length > 0)
    await giveRoles(tx, {
      person: successor.person,
      organisation,
      kind: await kindOf(tx, organisation),
      roles: rolesHanded,
    })
  const id = await addEnding(tx, acting, {
    person,
    name,
    roles: leaving.roles,
    successor: successor?.person ?? null,
    rolesHanded,
    endedAt: now,
  })
  if (successor !== undefined) for (const { room } of has) await room.to(tx, acting, leaving, successor, now)
  if (successor !== undefined && rolesHanded.length > 0)
    await audit(tx, {
      who: by,
      organisation,
      what: 'person.roles-given',
      about: successor.person,
      detail: { roles: rolesHanded.join(' ') },
    })
  const detail = { roles: leaving.roles.join(' ') }
  await audit(tx, { who: by, organisation, what: 'person.ended', about: person, detail })
  return id
}

const kindOf = async (tx: Queryable, organisation: string): Promise<Kind> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === organisation)
  if (own === undefined) throw new Error('The acting organisation is not among those there are.')
  return own.kind
}

/** Her roles come back, and those that another got for it go again. Her keys were hers all along; her sessions stay ended. */
const undo = async ({ db }: Need, visit: Visit, { acting }: SignedIn): Promise<Answer> => {
  const wanted = idFrom(visit.params['ending'])
  if (wanted === undefined) return { kind: 'gone' }
  const undone = await asOrganisation(db, acting, async (tx) => {
    await holdMembers(tx)
    const [ending] = await readEndings(tx, visit.now, wanted)
    if (ending === undefined) return undefined
    const { person: by, organisation } = acting
    const { person, roles, successor, rolesHanded } = ending
    await giveRoles(tx, { person, organisation, kind: await kindOf(tx, organisation), roles })
    if (successor !== null) await takeRoles(tx, successor, rolesHanded)
    await noteUndone(tx, ending.id, visit.now)
    const detail = { roles: roles.join(' '), taken: rolesHanded.join(' ') }
    await audit(tx, { who: by, organisation, what: 'person.ending-undone', about: person, detail })
    return person
  })
  return undone === undefined ? { kind: 'gone' } : go(`/people?undone=${undone}`)
}
