import { stockholm } from '#kernel/dates.ts'
import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import type { Due, DueFor } from '../http/due.ts'
import type { Fault } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { asOrganisation } from './acting.ts'
import { readPerson } from './invitation-store.ts'
import { idFrom, personIn } from './person-in.ts'
import { recoveryState } from './recover.ts'
import { readRecoveries, readRecovery, stopRecoveries, takeBackConfirmation, type Recovery } from './recover-store.ts'
import { handedPage, lostPage, requestsMain, type Shown } from './recover-views.ts'
import { begin, confirm, hasConfirmed, makeLink, recoveryLink, standingOf, type Confirming } from './recover-work.ts'
import { may } from './roles.ts'
import type { SignedIn } from './signed-in.ts'

const CONFIRMS = needs('person.recover')

/** For those who can say that somebody is herself: her colleagues, her county, the operator. */
export const recoveryRoutes = (db: Database): readonly StaffRoute[] => [
  get('/people/:person/recover', CONFIRMS, async (visit, who) => lost(db, visit, who)),
  post('/people/:person/recover', CONFIRMS, async (visit, who) => beginFor(db, visit, who)),
  post('/recovery/:id/confirm', CONFIRMS, async (visit, who) => answered(db, visit, who, confirm)),
  post('/recovery/:id/link', CONFIRMS, async (visit, who) => answered(db, visit, who, makeLink)),
  post('/recovery/:id/undo', CONFIRMS, async (visit, who) => takeBack(db, visit, who)),
  post('/recovery/:id/stop', CONFIRMS, async (visit, who) => stop(db, visit, who)),
]

/** What whoever is signed in may know of: of others what she can confirm, of herself what others say of her. */
const shownTo = async (tx: Queryable, who: SignedIn, now: Date): Promise<readonly Shown[]> =>
  (await readRecoveries(tx, now)).flatMap((recovery) => {
    const own = recovery.person === who.acting.person
    const colleague = recovery.organisation === who.acting.organisation
    if (standingOf(who, recovery) === undefined && !own) return []
    const state = recoveryState(recovery, recovery.confirmations, now)
    return [{ recovery, state, own, colleague, confirmed: hasConfirmed(who, recovery) }]
  })

/** The requests that wait for somebody, with what she can do. */
export const requestsPage = async (
  db: Database,
  visit: Visit,
  who: SignedIn,
  faults: readonly Fault[],
): Promise<Answer> => {
  const shown = may(who.acting, 'person.recover')
    ? await asOrganisation(db, who.acting, async (tx) => shownTo(tx, who, visit.now))
    : []
  const main = requestsMain(visit, shown, faults)
  return page({ title: visit.say('recovery.title'), here: '/people', main }, faults.length === 0 ? 200 : 409)
}

/** What waits for her among those who have lost their keys. */
export const recoveryDue =
  (db: Database): DueFor =>
  async ({ say, now }, who) => {
    if (!may(who.acting, 'person.recover')) return []
    const shown = await asOrganisation(db, who.acting, async (tx) => shownTo(tx, who, now))
    return shown.flatMap(({ recovery, state, own, confirmed }): readonly Due[] => {
      const { name } = recovery
      // No day is set: somebody cannot work until it is done.
      const due = { to: '/recovery', late: false }
      if (own) return [{ ...due, what: say('recovery.due-own'), why: say('recovery.due-own-why') }]
      if (state.kind === 'waiting' && !confirmed)
        return [
          {
            ...due,
            what: say('recovery.due-waiting', { name }),
            why: say('recovery.due-waiting-why'),
            until: stockholm(state.until).date,
          },
        ]
      if (state.kind === 'asking' && !confirmed)
        return [
          {
            ...due,
            what: say('recovery.due', { name }),
            why: say('recovery.due-why', { organisation: recovery.organisationName }),
          },
        ]
      const unsent = recovery.linkUntil === null || recovery.linkUntil <= now
      return state.kind === 'open' && confirmed && unsent
        ? [{ ...due, what: say('recovery.due-link', { name }), why: say('recovery.due-link-why') }]
        : []
    })
  }

const lost = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const known = await colleague(db, visit, who)
  return known === undefined ? { kind: 'gone' } : lostPage(visit, known.name, [])
}

const colleague = async (db: Database, visit: Visit, { acting }: SignedIn) => {
  const person = personIn(visit)
  if (person === undefined || person === acting.person) return undefined
  return asOrganisation(db, acting, async (tx) => readPerson(tx, person))
}

const beginFor = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const known = await colleague(db, visit, who)
  if (known === undefined) return { kind: 'gone' }
  const begun = await asOrganisation(db, who.acting, async (tx) => {
    if ((await begin(tx, visit, known.email, who)).length > 0) return true
    return (await readRecoveries(tx, visit.now)).some(({ email }) => email === known.email)
  })
  // She has no passkey to lose: her organisation's own sign-in, or a new invitation, lets her in.
  return begun ? go('/recovery') : lostPage(visit, known.name, [{ field: 'begin', says: 'recovery.no-passkey' }])
}

type Work = (tx: Queryable, visit: Visit, who: SignedIn, id: string) => Promise<Confirming | undefined>

const answered = async (db: Database, visit: Visit, who: SignedIn, work: Work): Promise<Answer> => {
  const id = idFrom(visit.params['id'])
  if (id === undefined) return { kind: 'gone' }
  const done = await asOrganisation(db, who.acting, async (tx) =>
    (await readable(tx, who, id)) === undefined ? 'gone' : work(tx, visit, who, id),
  )
  if (done === 'gone') return { kind: 'gone' }
  // Pressed twice, or somebody else was faster: how it stands now is on the page.
  if (done === undefined) return requestsPage(db, visit, who, [{ field: 'requests', says: 'recovery.too-late' }])
  if (done.kind === 'link') return handedPage(visit, done.name, recoveryLink(visit.origin, done.token))
  return go(`/recovery?done=${done.kind}&id=${id}`)
}

/** A request that whoever is signed in may say something to. */
const readable = async (tx: Queryable, who: SignedIn, id: string): Promise<Recovery | undefined> => {
  const recovery = await readRecovery(tx, id)
  return recovery !== undefined && standingOf(who, recovery) !== undefined ? recovery : undefined
}

const takeBack = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const id = idFrom(visit.params['id'])
  if (id === undefined) return { kind: 'gone' }
  const taken = await asOrganisation(db, who.acting, async (tx) => {
    const recovery = await readable(tx, who, id)
    if (recovery === undefined || !(await takeBackConfirmation(tx, id, who.acting.person))) return false
    const { person, organisation } = who.acting
    await audit(tx, { who: person, organisation, what: 'recovery.taken-back', about: recovery.person })
    return true
  })
  return taken ? go('/recovery') : { kind: 'gone' }
}

const stop = async (db: Database, visit: Visit, { acting }: SignedIn): Promise<Answer> => {
  const id = idFrom(visit.params['id'])
  if (id === undefined) return { kind: 'gone' }
  const stopped = await asOrganisation(db, acting, async (tx) => {
    const recovery = await readRecovery(tx, id)
    const { person: by, organisation } = acting
    if (recovery === undefined || recovery.organisation !== organisation) return false
    if ((await stopRecoveries(tx, acting, recovery.person, visit.now)) === 0) return false
    await audit(tx, { who: by, organisation, what: 'recovery.stopped', about: recovery.person })
    return true
  })
  return stopped ? go('/recovery?done=stopped') : { kind: 'gone' }
}
