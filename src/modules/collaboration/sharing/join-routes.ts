import { asOrganisation } from '#platform/auth/acting.ts'
import { idFrom } from '#platform/auth/person-in.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readMembers, readOrganisations } from '#platform/auth/store.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { noted, readShown, type Need } from '../reach.ts'
import { joinPage } from './join-view.ts'
import { isUnderWay, sharedIn, standsAlone, type Joining, type SharingRequest } from './request.ts'
import { addRequest, endRequest, readRequests, reopenRequest, tellOfRequest } from './requests-store.ts'

const DECIDES = needs('reception.decide')

/** A municipality looks for a reception to share, and asks its county to introduce it. */
export const joinRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions/join', DECIDES, async (visit, who) => show(need, visit, who, [])),
  post('/receptions/join', DECIDES, async (visit, who) => ask(need, visit, who)),
  post('/receptions/requests/:id/withdraw', DECIDES, async (visit, who) => withdraw(need, visit, who)),
  post('/receptions/requests/:id/ask-again', DECIDES, async (visit, who) => again(need, visit, who)),
]

/** How the own municipality stands; nothing for an organisation that is none. */
export const readJoining = async (
  tx: Queryable,
  need: Need,
  visit: Visit,
  who: SignedIn,
): Promise<Joining | undefined> => {
  const organisations = await readOrganisations(tx)
  const own = organisations.find(({ id }) => id === who.acting.organisation)
  if (own?.kind !== 'municipality') return undefined
  const { municipality } = own
  const together = new Set(
    organisations.flatMap((one) => {
      const codes = one.kind === 'rss' ? one.serves.map((served) => served.municipality) : []
      return codes.includes(municipality) ? codes : []
    }),
  )
  const { own: receptions, all } = await readShown(tx, need, visit, who)
  return {
    municipality,
    near: sharedIn(all, municipality.slice(0, 2), together).filter(
      ({ serves }) => !serves.some((one) => one.municipality === municipality),
    ),
    request: (await readRequests(tx)).find((one) => one.municipality === municipality),
    alone: standsAlone(receptions, (await readMembers(tx)).length, visit.today),
  }
}

const show = async (need: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const joining = await asOrganisation(need.db, who.acting, async (tx) => readJoining(tx, need, visit, who))
  if (joining === undefined) return { kind: 'gone' }
  const main = joinPage(visit, need.reference.municipalities, joining, faults)
  return page({ title: visit.say('reception-join.title'), here: '/receptions', main }, faults.length > 0 ? 422 : 200)
}

const LONGEST_LINE = 500

const ask = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const line = (visit.form.get('line') ?? '').trim()
  if (line.length > LONGEST_LINE) return show(need, visit, who, [{ field: 'line', says: 'reception-join.line-long' }])
  const done = await asOrganisation(need.db, who.acting, async (tx) => {
    const joining = await readJoining(tx, need, visit, who)
    if (joining === undefined) return false
    const { municipality } = joining
    const id = await addRequest(tx, { municipality, line, by: who.person, now: visit.now })
    // Asked twice, as by a page that was open in two places: the first stands.
    if (id === undefined) return true
    await tell(tx, visit, id, 'asked', '/receptions/requests')
    await noted(tx, who, 'reception.sharing-asked', municipality)
    return true
  })
  return done ? go('/receptions/join') : { kind: 'gone' }
}

/** Mail to those whose turn it is: that something waits, and the page where it does. */
export const tell = async (
  tx: Queryable,
  { say, origin }: Visit,
  id: string,
  what: 'asked' | 'introduced' | 'accepted' | 'declined',
  to: string,
): Promise<void> =>
  tellOfRequest(tx, id, {
    subject: say('reception-join.mail-subject'),
    text: say(`reception-join.mail-${what}`, { link: `${origin}${to}` }),
  })

/** Does something with a request that concerns whoever acts; nothing for any other. */
export const withRequest = async <T>(
  need: Need,
  { params }: Visit,
  who: SignedIn,
  work: (tx: Queryable, request: SharingRequest) => Promise<T>,
): Promise<T | undefined> => {
  const id = idFrom(params['id'])
  if (id === undefined) return undefined
  return asOrganisation(need.db, who.acting, async (tx) => {
    const request = (await readRequests(tx)).find((one) => one.id === id)
    return request === undefined ? undefined : work(tx, request)
  })
}

const withdraw = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withRequest(need, visit, who, async (tx, { id, municipality }) => {
    const joining = await readJoining(tx, need, visit, who)
    if (joining?.municipality !== municipality) return false
    const ended = { from: ['asked', 'introduced'], to: 'withdrawn', by: who.person, now: visit.now } as const
    if (await endRequest(tx, id, ended)) await noted(tx, who, 'reception.sharing-withdrawn', municipality)
    return true
  })
  return done === true ? go('/receptions/join') : { kind: 'gone' }
}

/** Withdrawing is undone: the request waits for the county again, or for the reception it was introduced to. */
const again = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withRequest(need, visit, who, async (tx, request) => {
    const joining = await readJoining(tx, need, visit, who)
    // Not when another has been asked for since.
    if (joining?.request?.id !== request.id || isUnderWay(request)) return false
    const to = request.reception === undefined ? 'asked' : 'introduced'
    if (await reopenRequest(tx, request.id, ['withdrawn'], to))
      await noted(tx, who, 'reception.sharing-asked', request.municipality)
    return true
  })
  return done === true ? go('/receptions/join') : { kind: 'gone' }
}
