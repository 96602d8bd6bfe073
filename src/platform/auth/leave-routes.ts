import { z } from 'zod'
import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Database, Queryable } from '../db/index.ts'
import { errorSummary, form, readForm, textField, type Fault } from '../http/form.ts'
import { needs, open } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import type { Words } from '../http/words.ts'
import { asOrganisation } from './acting.ts'
import { slowDown } from './entering.ts'
import { comeBack, leave, type By, type Farewell, type Leaver, type Left, type Rooms } from './leave.ts'
import { departureBy, type Departure } from './leave-store.ts'
import { readSeen } from './organisation-routes.ts'
import { mayLeave, mayReturn } from './organisation-views.ts'
import { actingFor, presenting } from './presenting.ts'
import type { SignedIn } from './signed-in.ts'
import { readOrganisations } from './store.ts'
import type { Throttle } from './throttle.ts'
import { hashOf } from './tokens.ts'

type Need = { readonly db: Database; readonly rooms: Rooms; readonly throttle: Throttle }

const LEAVES = needs('organisation.leave')
const BY_LINK = open('who worked for a municipality that left is signed out; her link undoes it for a week')

/** A municipality leaves, and comes back: told what happens before, undone after. */
export const leaveRoutes = (need: Need): readonly StaffRoute[] => [
  get('/organisations/:id/leave', LEAVES, async (visit, who) => ask(need, visit, who, [])),
  post('/organisations/:id/leave', LEAVES, async (visit, who) => lets(need, visit, who)),
  post('/organisations/:id/return', needs('organisation.found'), async (visit, who) => back(need, visit, who)),
  get('/left/:token', BY_LINK, async (visit) => undoPage(need, visit)),
  post('/left/:token', BY_LINK, async (visit) => undo(need, visit)),
]

/** In the log of a municipality somebody of another organisation stands by name: whose person she is cannot be read there. */
const byOf = ({ acting, person, organisation }: SignedIn, { id }: Leaver): By => {
  const name = `${person}, ${organisation}`
  return { says: id === acting.organisation ? acting.person : `outside:${name}`, name }
}

/** The letters of leaving, in the words of one language. */
export const farewellIn =
  (say: Words, origin: string, { name: municipality }: Leaver, by: By): Farewell =>
  ({ name }, token) => ({
    subject: say('leaving.mail-subject'),
    text: [
      say('leaving.mail-text', { name, municipality, by: by.name }),
      ...(token === undefined ? [] : [say('leaving.mail-undo', { link: `${origin}/left/${token}` })]),
    ].join('\n\n'),
  })

const leaverIn = async (tx: Queryable, visit: Visit, who: SignedIn): Promise<Leaver | undefined> => {
  const seen = await readSeen(tx, visit, who)
  return seen !== undefined && mayLeave(who, seen) && seen.one.kind === 'municipality' ? seen.one : undefined
}

/** What happens, told before; the name is written, as a press alone would be too little for this. */
const ask = async ({ db, rooms }: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const { say } = visit
  const found = await asOrganisation(db, who.acting, async (tx) => {
    const one = await leaverIn(tx, visit, who)
    return one === undefined ? undefined : { one, receptions: await rooms.naming(tx, one.municipality) }
  })
  if (found === undefined) return { kind: 'gone' }
  const { one, receptions } = found
  const own = one.id === who.acting.organisation
  const main = html`${errorSummary(say, faults)}
<p><a href="/organisations/${one.id}">← ${one.name}</a></p>
<h2>${say('leaving.happens')}</h2>
<ul>${['people', 'page', 'kept', 'undo'].map((what) => html`<li>${say(`leaving.happens-${what}`)}</li>`)}${receptions.length === 0 ? NOTHING : html`<li>${say('leaving.happens-receptions', { receptions: receptions.join(', ') })}</li>`}</ul>
${own ? html`<p>${say('leaving.take-out')} <a href="/audit?as=xlsx">${say('leaving.take-out-link')}</a></p>` : NOTHING}
${form(
  visit,
  `/organisations/${one.id}/leave`,
  html`${textField({ say, faults }, { name: 'name', label: say('leaving.name', { name: one.name }), value: visit.form.get('name') ?? '' })}
<p><button>${say('leaving.do')}</button></p>`,
)}`
  const title = say('leaving.title', { name: one.name })
  return page({ title, here: '/organisations', main }, faults.length === 0 ? 200 : 422)
}

const written = (name: string) =>
  z.object({
    name: z
      .string('leaving.name-wrong')
      .refine((given) => given.trim().toLowerCase() === name.toLowerCase(), 'leaving.name-wrong'),
  })

const lets = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { db, rooms } = need
  const done = await asOrganisation(db, who.acting, async (tx) => {
    const organisation = await leaverIn(tx, visit, who)
    if (organisation === undefined) return undefined
    const read = readForm(visit.form, written(organisation.name))
    if (!read.ok) return read.faults
    const by = byOf(who, organisation)
    const farewell = farewellIn(visit.say, visit.origin, organisation, by)
    const left = await leave(tx, { organisation, by, rooms, farewell }, visit.now)
    return left === undefined ? undefined : { organisation, left }
  })
  if (done === undefined) return { kind: 'gone' }
  if ('left' in done) return donePage(visit, done.organisation, done.left)
  return ask(need, visit, who, done)
}

const donePage = (visit: Visit, { name, municipality }: Leaver, left: Left): Answer => {
  const { say } = visit
  const { date, time } = stockholm(left.undoUntil)
  const undoing = form(visit, `/left/${left.token}`, html`<button class="quiet">${say('form.undo')}</button>`)
  return page({
    title: say('leaving.done-title', { name }),
    here: '/organisations',
    main: html`<div class="box done beside" role="status"><p>${say('leaving.done', { people: left.people })}</p>${undoing}</div>
<p>${say(left.tookDown ? 'leaving.done-page' : 'leaving.done-no-page')}</p>
${left.receptions.length === 0 ? NOTHING : html`<p>${say('leaving.done-receptions', { receptions: left.receptions.join(', ') })}</p>`}
<p>${say('leaving.done-undo', { until: `${date} ${time}` })}</p>
<p>${say('leaving.done-export')} <code>rackhall municipality history ${municipality}</code>, <code>rackhall audit export</code></p>`,
  })
}

const back = async ({ db, rooms }: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await asOrganisation(db, who.acting, async (tx) => {
    const seen = await readSeen(tx, visit, who)
    if (seen === undefined || !mayReturn(who, seen) || seen.one.kind !== 'municipality') return undefined
    const organisation = seen.one
    const returned = await comeBack(tx, { organisation, by: byOf(who, organisation), rooms }, visit.now)
    return returned === undefined ? undefined : { id: organisation.id, ...returned }
  })
  if (done === undefined) return { kind: 'gone' }
  return go(`/organisations/${done.id}?returned=${done.putBack ? 'page' : '1'}`)
}

type Undoing =
  | { readonly kind: 'open'; readonly departure: Departure; readonly organisation: Leaver }
  | { readonly kind: 'unknown' | 'over' | 'back' }

/** How the link of a municipality that left stands; acts for the municipality from here on. */
const undoing = async (tx: Queryable, { params, now }: Visit): Promise<Undoing> => {
  const token = params['token'] ?? ''
  await presenting(tx, hashOf(token))
  const departure = await departureBy(tx, token)
  if (departure === undefined) return { kind: 'unknown' }
  if (departure.returnedAt !== null) return { kind: 'back' }
  if (departure.undoUntil <= now) return { kind: 'over' }
  await actingFor(tx, departure.organisation)
  const organisation = (await readOrganisations(tx)).find(({ id }) => id === departure.organisation)
  return organisation?.kind === 'municipality' ? { kind: 'open', departure, organisation } : { kind: 'unknown' }
}

const notOpen = ({ throttle }: Need, visit: Visit, kind: Exclude<Undoing['kind'], 'open'>): Answer => {
  if (kind === 'unknown') throttle.failed(visit.from, visit.now)
  const main = html`<p>${visit.say(`leaving.undo-${kind}`)}</p>${signInLink(visit)}`
  return page({ title: visit.say('leaving.undo-not'), main }, kind === 'unknown' ? 404 : 410)
}

const signInLink = ({ say }: Visit): Html => html`<p><a href="/sign-in">${say('sign-in.title')}</a></p>`

const undoPage = async (need: Need, visit: Visit): Promise<Answer> => {
  const tooOften = slowDown(need.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const found = await need.db.transaction(async (tx) => undoing(tx, visit))
  if (found.kind !== 'open') return notOpen(need, visit, found.kind)
  const { name } = found.organisation
  const { date } = stockholm(found.departure.leftAt)
  const main = html`<p>${visit.say('leaving.undo-text', { name, date })}</p>
${form(visit, visit.path, html`<p><button>${visit.say('leaving.undo-do')}</button></p>`)}`
  return page({ title: visit.say('leaving.undo-title', { name }), main })
}

/** Whoever had the link is nobody the house knows by name: the audit and the page's history say that it was undone by it. */
const undo = async (need: Need, visit: Visit): Promise<Answer> => {
  const tooOften = slowDown(need.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const done = await need.db.transaction(async (tx) => {
    const found = await undoing(tx, visit)
    if (found.kind !== 'open') return found.kind
    const { organisation } = found
    const name = visit.say('leaving.by-link')
    const by = { says: `outside:${name}`, name }
    const returned = await comeBack(tx, { organisation, by, rooms: need.rooms }, visit.now)
    return returned === undefined ? 'back' : { organisation, ...returned }
  })
  if (typeof done === 'string') return notOpen(need, visit, done)
  const main = html`<p>${visit.say(done.putBack ? 'leaving.undone-page' : 'leaving.undone')}</p>${signInLink(visit)}`
  return page({ title: visit.say('leaving.undone-title', { name: done.organisation.name }), main })
}
