import { z } from 'zod'
import { addDays, stockholm } from '#kernel/dates.ts'
import { html } from '#kernel/html.ts'
import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import type { DueFor } from '../http/due.ts'
import { form, readForm, type Fault } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { tableFile } from '../http/table-file.ts'
import { asOrganisation } from './acting.ts'
import { broughtInBy, firstRole, unanswered, type Listed } from './found.ts'
import { countyFirst, foundingForm, readFounding } from './found-form.ts'
import { addressedIn, withdrawAddressed, type Addressee } from './invitation-store.ts'
import { inviteAddress, linkOf, queueInvitation, type Handed } from './invite.ts'
import { inviteeFields, letterTo } from './invitee.ts'
import { isKind } from './kind.ts'
import { FIRST_IN_DAYS } from './limits.ts'
import type { Organisation, OrganisationId } from './organisation.ts'
import { awaitsFirst, readListed, renameOrganisation, takeBackOrganisation } from './organisation-store.ts'
import { kindChoice, organisationPage, organisationsPage, organisationsTable, type Seen } from './organisation-views.ts'
import type { Places } from './places.ts'
import { may } from './roles.ts'
import type { SignedIn } from './signed-in.ts'
import { addOrganisation } from './store.ts'
import { isTaken } from './workplace-invited.ts'

/** What the pages of organisations are made from. */
export type Need = { readonly db: Database; readonly places: Places }

const READS = needs('organisation.read')
const FOUNDS = needs('organisation.found')

/** Which organisations there are; brought in with their first person, taken back, renamed. */
export const organisationRoutes = (need: Need): readonly StaffRoute[] => [
  get('/organisations', READS, async (visit, who) => list(need, visit, who)),
  get('/organisations/new', FOUNDS, async (visit, who) => blank(need, visit, who)),
  post('/organisations', FOUNDS, async (visit, who) => found(need, visit, who)),
  get('/organisations/:id', READS, async (visit, who) => show(need, visit, who, [])),
  post('/organisations/:id/invite', FOUNDS, async (visit, who) => inviteFirst(need, visit, who)),
  post('/organisations/:id/take-back', FOUNDS, async (visit, who) => takeBack(need, visit, who)),
  post('/organisations/:id/rename', needs('organisation.rename'), async (visit, who) => rename(need, visit, who)),
]

/** Those that the own organisation brought in more than a week ago and nobody has come in to. */
export const organisationsDue =
  ({ db }: Pick<Need, 'db'>): DueFor =>
  async (visit, who) => {
    if (!may(who.acting, 'organisation.found')) return []
    const before = new Date(visit.now.getTime() - FIRST_IN_DAYS * 24 * 60 * 60_000)
    const listed = await asOrganisation(db, who.acting, async (tx) => readListed(tx, visit.now))
    return unanswered(listed, who.acting.organisation, before).map(({ id, name, foundedAt }) => ({
      what: visit.say('organisations.due', { name }),
      why: visit.say('organisations.due-why', { date: stockholm(foundedAt).date }),
      until: addDays(stockholm(foundedAt).date, 2 * FIRST_IN_DAYS),
      to: `/organisations/${id}`,
      late: addDays(stockholm(foundedAt).date, 2 * FIRST_IN_DAYS) < visit.today,
    }))
  }

const list = async ({ db, places }: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const listed = await asOrganisation(db, who.acting, async (tx) => readListed(tx, visit.now))
  const file = await tableFile(organisationsTable(visit, places), listed, visit.query)
  const main = organisationsPage(visit, who, listed, places)
  return file ?? page({ title: visit.say('organisations.title'), here: '/organisations', main })
}

type There = { readonly own: Organisation; readonly there: readonly Listed[] }

/** Every organisation there is, and the one that acts. */
export const readThere = async (tx: Queryable, { now }: Visit, { acting }: SignedIn): Promise<There> => {
  const there = await readListed(tx, now)
  const own = there.find(({ id }) => id === acting.organisation)
  if (own === undefined) throw new Error('The acting organisation is not among those there are.')
  return { own, there }
}

/** The form for the kind that the address says; what whoever acts may not bring in is not there. */
const blank = async ({ db, places }: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { own, there } = await asOrganisation(db, who.acting, async (tx) => readThere(tx, visit, who))
  const kinds = broughtInBy(own.kind)
  const asked = visit.query.get('kind') ?? (kinds.length === 1 ? kinds[0] : undefined)
  const title = visit.say('founding.title')
  if (asked === undefined) return page({ title, here: '/organisations', main: kindChoice(visit, own) })
  if (!isKind(asked) || !kinds.includes(asked)) return { kind: 'gone' }
  const here = { title: visit.say(`founding.title.${asked}`), here: '/organisations' }
  if (asked === 'rss' && places.county(visit.query.get('county') ?? '') === undefined)
    return page({ ...here, main: countyFirst(visit, places) })
  return page({ ...here, main: foundingForm(visit, { own, kind: asked, places, there }, []) })
}

/** The organisation, whom it serves and the invitation of its first person: all of it, or nothing when anything is wrong. */
const found = async ({ db, places }: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { own, there } = await asOrganisation(db, who.acting, async (tx) => readThere(tx, visit, who))
  const kind = visit.form.get('kind') ?? ''
  if (!isKind(kind) || !broughtInBy(own.kind).includes(kind)) return { kind: 'gone' }
  const around = { own, kind, places, there }
  const again = (faults: readonly Fault[]): Answer => {
    const title = visit.say(`founding.title.${kind}`)
    return page({ title, here: '/organisations', main: foundingForm(visit, around, faults) }, 422)
  }
  const read = readFounding(visit.form, around)
  if (!read.ok) return again(read.faults)
  const { organisation, first } = read.value
  const addressee = { ...first, role: firstRole(kind) }
  try {
    const { id, handed } = await asOrganisation(db, who.acting, async (tx) => {
      const added = await addOrganisation(tx, organisation, own.id)
      const { person, organisation: by } = who.acting
      await audit(tx, { who: person, organisation: by, what: 'organisation.added', about: added, detail: { kind } })
      return { id: added, handed: await writeFirst(tx, visit, who, { id: added, name: organisation.name }, addressee) }
    })
    return handedPage(visit, { id, name: organisation.name }, first.name, handed)
  } catch (error) {
    // Somebody else brought it in at the same moment.
    if (!isTaken(error)) throw error
    return again([
      { field: kind === 'county' || kind === 'municipality' ? 'code' : 'organisation', says: 'founding.exists' },
    ])
  }
}

type Founded = { readonly id: OrganisationId; readonly name: string }

/** The link of an organisation's first person, by mail and to be handed over. */
export const writeFirst = async (
  tx: Queryable,
  visit: Visit,
  who: SignedIn,
  { id, name }: Founded,
  addressee: Addressee,
): Promise<Handed> => {
  const handed = await inviteAddress(tx, who.acting, { addressee, organisation: id }, visit.now)
  const from = { person: `${who.person}, ${who.organisation},`, organisation: name }
  await queueInvitation(tx, letterTo(visit, from, addressee, handed))
  return handed
}

/** The link, shown once, and the way to take it all back. */
const handedPage = (visit: Visit, { id, name }: Founded, person: string, handed: Handed): Answer => {
  const { say, origin } = visit
  const undo = form(visit, `/organisations/${id}/take-back`, html`<button class="quiet">${say('form.undo')}</button>`)
  return page({
    title: say('people.link', { name: person }),
    here: '/organisations',
    main: html`<div class="box done beside" role="status"><p>${say('founding.done', { name })}</p>${undo}</div>
<p>${say('people.link-text')}</p><p class="box token">${linkOf(origin, handed)}</p>
<p><a href="/organisations/${id}">${name}</a></p><p><a href="/organisations">← ${say('organisations.title')}</a></p>`,
  })
}

/** What whoever acts may see of the organisation in the address; nothing when there is none. */
export const readSeen = async (tx: Queryable, visit: Visit, who: SignedIn): Promise<Seen | undefined> => {
  const { own, there } = await readThere(tx, visit, who)
  const one = there.find(({ id }) => id === visit.params['id'])
  if (one === undefined) return undefined
  const awaits = may(who.acting, 'organisation.found') && (await awaitsFirst(tx, one.id))
  const [first] = awaits ? await addressedIn(tx, one.id) : []
  return { own, one, broughtInBy: there.find(({ id }) => id === one.foundedBy)?.name, first, awaits }
}

const show = async ({ db, places }: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const seen = await asOrganisation(db, who.acting, async (tx) => readSeen(tx, visit, who))
  if (seen === undefined) return { kind: 'gone' }
  const main = organisationPage(visit, who, seen, places, faults)
  return page({ title: seen.one.name, here: '/organisations', main }, faults.length === 0 ? 200 : 422)
}

/** A new link for the first person, or one for somebody else instead: the earlier one stops working. */
const inviteFirst = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, z.object(inviteeFields))
  if (!read.ok) return show(need, visit, who, read.faults)
  const done = await asOrganisation(need.db, who.acting, async (tx) => {
    const seen = await readSeen(tx, visit, who)
    if (seen === undefined || !seen.awaits) return undefined
    for (const { id } of await addressedIn(tx, seen.one.id)) await withdrawAddressed(tx, id, visit.now)
    const addressee = { ...read.value, role: firstRole(seen.one.kind) }
    return { one: seen.one, handed: await writeFirst(tx, visit, who, seen.one, addressee) }
  })
  return done === undefined ? { kind: 'gone' } : handedPage(visit, done.one, read.value.name, done.handed)
}

const takeBack = async ({ db }: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { person, organisation } = who.acting
  const done = await asOrganisation(db, who.acting, async (tx) => {
    const seen = await readSeen(tx, visit, who)
    if (seen === undefined || !seen.awaits || !(await takeBackOrganisation(tx, seen.one.id))) return false
    const detail = { kind: seen.one.kind }
    await audit(tx, { who: person, organisation, what: 'organisation.taken-back', about: seen.one.name, detail })
    return true
  })
  return done ? go('/organisations?taken-back=1') : { kind: 'gone' }
}

const LONGEST_NAME = 100

const renamed = z.object({
  called: z
    .string('founding.name-missing')
    .trim()
    .min(1, 'founding.name-missing')
    .max(LONGEST_NAME, 'founding.name-missing'),
})

const rename = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, renamed)
  if (!read.ok) return show(need, visit, who, read.faults)
  const { person, organisation } = who.acting
  try {
    const done = await asOrganisation(need.db, who.acting, async (tx) => {
      const seen = await readSeen(tx, visit, who)
      if (seen === undefined) return undefined
      await renameOrganisation(tx, seen.one.id, read.value.called)
      await audit(tx, { who: person, organisation, what: 'organisation.renamed', about: seen.one.id })
      return seen.one.id
    })
    return done === undefined ? { kind: 'gone' } : go(`/organisations/${done}?renamed=1`)
  } catch (error) {
    if (!isTaken(error)) throw error
    return show(need, visit, who, [{ field: 'called', says: 'founding.name-taken' }])
  }
}
