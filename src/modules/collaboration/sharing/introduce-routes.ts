import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readOrganisations } from '#platform/auth/store.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { noted, readShown, saveAnew, type Need } from '../reach.ts'
import { namesTaken } from '../store.ts'
import { takeBack as unfound } from '../editing/found-routes.ts'
import { readFounding } from '../editing/found.ts'
import { introducePage, requestsTable, type Introducing } from './introduce-views.ts'
import { tell, withRequest } from './join-routes.ts'
import { sharedIn } from './request.ts'
import { introduce, readRequests, reopenRequest } from './requests-store.ts'

const INTRODUCES = needs('reception.introduce')

/** The county introduces municipalities to a shared reception, and founds one where there is none. */
export const introduceRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions/requests', INTRODUCES, async (visit, who) => show(need, visit, who, [])),
  post('/receptions/requests/:id/introduce', INTRODUCES, async (visit, who) => bring(need, visit, who)),
  post('/receptions/requests/:id/take-back', INTRODUCES, async (visit, who) => takeBack(need, visit, who)),
  post('/receptions/requests/found', INTRODUCES, async (visit, who) => found(need, visit, who)),
  post('/receptions/requests/found/undo', INTRODUCES, async (visit, who) => {
    const name = visit.form.get('name') ?? ''
    const done = await asOrganisation(need.db, who.acting, async (tx) => unfound(tx, who, name))
    return done ? go('/receptions/requests') : { kind: 'gone' }
  }),
]

const read = async (tx: Queryable, need: Need, visit: Visit, who: SignedIn): Promise<Introducing | undefined> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === who.acting.organisation)
  if (own?.kind !== 'county') return undefined
  const { all } = await readShown(tx, need, visit, who)
  const municipalities = need.reference.municipalities
  return {
    requests: await readRequests(tx),
    shared: sharedIn(all, own.county),
    all,
    municipalities,
    codes: municipalities.all.map(({ code }) => code).filter((code) => code.startsWith(own.county)),
  }
}

const show = async (need: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const introducing = await asOrganisation(need.db, who.acting, async (tx) => read(tx, need, visit, who))
  if (introducing === undefined) return { kind: 'gone' }
  const file = await tableFile(requestsTable(visit, introducing), introducing.requests, visit.query)
  if (file !== undefined) return file
  const main = introducePage(visit, introducing, faults)
  return page(
    { title: visit.say('reception-introduce.title'), here: '/receptions/requests', main },
    faults.length > 0 ? 422 : 200,
  )
}

const LONGEST_LINE = 500

const bring = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const reception = visit.form.get('reception') ?? ''
  const line = (visit.form.get('line') ?? '').trim()
  const done = await withRequest(need, visit, who, async (tx, { id, municipality }): Promise<Fault | 'done'> => {
    const introducing = await read(tx, need, visit, who)
    const serves = introducing?.all.find(({ name }) => name === reception)?.serves ?? []
    const shared = introducing?.shared.some(({ name }) => name === reception) ?? false
    if (!shared || serves.some((one) => one.municipality === municipality))
      return { field: `${id}-reception`, says: 'reception-introduce.reception-wrong' }
    if (line.length > LONGEST_LINE) return { field: `${id}-line`, says: 'reception-join.line-long' }
    if (await introduce(tx, id, { reception, line, by: who.person, now: visit.now })) {
      await tell(tx, visit, id, 'introduced', '/receptions/asked')
      await noted(tx, who, 'reception.sharing-introduced', municipality, { reception })
    }
    return 'done'
  })
  if (done === undefined) return { kind: 'gone' }
  return done === 'done' ? go('/receptions/requests') : show(need, visit, who, [done])
}

/** An introduction is taken back while nobody has answered it. */
const takeBack = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withRequest(need, visit, who, async (tx, { id, municipality }) => {
    if (await reopenRequest(tx, id, ['introduced'], 'asked'))
      await noted(tx, who, 'reception.sharing-taken-back', municipality)
    return true
  })
  return done === true ? go('/receptions/requests') : { kind: 'gone' }
}

const FEWEST_TOGETHER = 2

/** A reception for two municipalities or more: each decides for itself and puts in its own members. */
const found = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await asOrganisation(need.db, who.acting, async (tx) => {
    const introducing = await read(tx, need, visit, who)
    if (introducing === undefined) return undefined
    const codes = visit.form.getAll('municipalities').filter((code) => introducing.codes.includes(code))
    const founding = readFounding(visit.form, {
      all: introducing.all,
      taken: await namesTaken(tx),
      codes,
      kind: 'regional',
      by: who.person,
      person: undefined,
      today: visit.today,
      role: visit.say('reception-edit.first-role'),
    })
    const faults = [
      ...(founding.ok ? [] : founding.faults),
      ...(codes.length < FEWEST_TOGETHER
        ? [{ field: 'municipalities', says: 'reception-introduce.together-wrong' }]
        : []),
    ]
    if (!founding.ok || faults.length > 0) return faults
    const saved = await saveAnew(
      tx,
      { need, visit, who, shown: introducing, confirms: true },
      undefined,
      founding.value,
    )
    if (saved === undefined) return [{ field: 'title', says: 'reception-edit.clash' }]
    await noted(tx, who, 'reception.founded', founding.value.name)
    return founding.value.name
  })
  if (done === undefined) return { kind: 'gone' }
  return typeof done === 'string' ? go(`/receptions/requests?founded=${done}`) : show(need, visit, who, done)
}
