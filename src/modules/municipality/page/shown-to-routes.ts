import { z } from 'zod'
import { addDays, momentOf, stockholm } from '#kernel/dates.ts'
import { html } from '#kernel/html.ts'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { actingFrom, presenting } from '#platform/auth/presenting.ts'
import { idFrom } from '#platform/auth/person-in.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { hashOf, newToken } from '#platform/auth/tokens.ts'
import { readForm, type Fault } from '#platform/http/form.ts'
import { needs, open } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { queueMail } from '#platform/mail/index.ts'
import { toContacts } from './draft.ts'
import { namingOf, type PageNeed } from './publish-own.ts'
import { readStanding } from './publish-routes.ts'
import { readStates, type State } from './publish-store.ts'
import { LINK_DAYS, linkState, type LinkState } from './shown-to.ts'
import { addLink, readLink, readLinks, useLink, withdrawLink, type OpenedLink } from './shown-to-store.ts'
import { askPage, linksPage, linksTable, madePage, openedBar } from './shown-to-views.ts'

const SHOWS = needs('contacts.publish')
const BY_LINK = open('whoever was given the link sees one draft, once, and nothing else')

/** A draft shown to somebody who does not work here: the links that do it, and what they open. */
export const shownToRoutes = (need: PageNeed): readonly StaffRoute[] => [
  get('/page/shown-to', SHOWS, async (visit, who) => list(need, visit, who, [])),
  post('/page/shown-to', SHOWS, async (visit, who) => make(need, visit, who)),
  post('/page/shown-to/:link/withdraw', SHOWS, async (visit, who) => withdraw(need, visit, who)),
  get('/preview/:token', BY_LINK, async (visit) => ask(need, visit)),
  post('/preview/:token', BY_LINK, async (visit) => openIt(need, visit)),
]

const list = async (need: PageNeed, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const read = await asOrganisation(need.db, who.acting, async (tx) => {
    const standing = await readStanding(tx, need, who)
    return standing === undefined ? undefined : { standing, links: await readLinks(tx) }
  })
  if (read === undefined) return { kind: 'gone' }
  const file = await tableFile(linksTable(visit), read.links, visit.query)
  const main = linksPage(visit, read.standing, read.links, faults)
  return file ?? page({ title: visit.say('preview.links-title'), here: '/page', main }, faults.length === 0 ? 200 : 422)
}

const linkForm = z.object({
  email: z
    .string('preview.link-email-wrong')
    .trim()
    .toLowerCase()
    .regex(/^(?:[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+)?$/, 'preview.link-email-wrong')
    .transform((text) => (text === '' ? undefined : text)),
})

const make = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, linkForm)
  if (!read.ok) return list(need, visit, who, read.faults)
  const { email } = read.value
  const token = newToken()
  const made = await asOrganisation(need.db, who.acting, async (tx) => {
    const standing = await readStanding(tx, need, who)
    if (standing?.draft === undefined || standing.missing.length > 0) return undefined
    const { person, organisation } = who.acting
    const { now, today, say } = visit
    const link = `${visit.origin}/preview/${token}`
    const id = await addLink(tx, {
      token,
      organisation,
      madeBy: person,
      askedBy: who.person,
      organisationName: who.organisation,
      code: standing.place.code,
      contents: standing.draft.contents,
      recipient: email,
      now,
      // The same time of day by the clock, also when summer time ends in between.
      expires: momentOf(addDays(today, LINK_DAYS), stockholm(now).minute),
    })
    const text = say('preview.mail-text', { by: who.person, organisation: who.organisation, link })
    if (email !== undefined) {
      await queueMail(tx, { to: email, subject: say('preview.mail-subject'), text, about: 'preview' })
    }
    await audit(tx, { who: person, organisation, what: 'preview.link-made', about: id })
    return link
  })
  if (made === undefined) return go('/page/shown-to')
  return page({ title: visit.say('preview.made'), here: '/page', main: madePage(visit, made, email) })
}

const withdraw = async ({ db }: PageNeed, visit: Visit, { acting }: SignedIn): Promise<Answer> => {
  const id = idFrom(visit.params['link'])
  if (id === undefined) return { kind: 'gone' }
  const { person, organisation } = acting
  const done = await asOrganisation(db, acting, async (tx) => {
    if (!(await withdrawLink(tx, id, visit.now))) return false
    await audit(tx, { who: person, organisation, what: 'preview.link-withdrawn', about: id })
    return true
  })
  return go(done ? '/page/shown-to?withdrawn=1' : '/page/shown-to')
}

type Presented =
  | { readonly kind: 'open'; readonly link: OpenedLink; readonly newest: State | undefined }
  | { readonly kind: Exclude<LinkState, 'open'> | 'unknown' }

/** The link that is presented; with `using` it is used up and noted. */
const present = async ({ db }: PageNeed, { params, now }: Visit, using: boolean): Promise<Presented> => {
  const token = params['token'] ?? ''
  return db.transaction(async (tx): Promise<Presented> => {
    await presenting(tx, hashOf(token))
    const link = await readLink(tx, token)
    if (link === undefined) return { kind: 'unknown' }
    const state = linkState(link, now)
    if (state !== 'open') return { kind: state }
    const [newest] = await readStates(tx, link.code)
    if (using) {
      await useLink(tx, link.id, now)
      // It is noted with those who made the link; whoever opened it is nobody here.
      await actingFrom(tx, link.organisation, link.madeBy)
      await audit(tx, {
        who: 'outside:',
        organisation: link.organisation,
        what: 'preview.link-opened',
        about: link.id,
      })
    }
    return { kind: 'open', link, newest }
  })
}

const ask = async (need: PageNeed, visit: Visit): Promise<Answer> => {
  const found = await present(need, visit, false)
  if (found.kind !== 'open') return closed(visit, found.kind)
  return page({ title: visit.say('preview.open-title'), main: askPage(visit, found.link) })
}

const openIt = async (need: PageNeed, visit: Visit): Promise<Answer> => {
  const found = await present(need, visit, true)
  if (found.kind !== 'open') return closed(visit, found.kind)
  const { link, newest } = found
  const { code, askedBy: by, madeAt } = link
  const whole = toContacts(link.contents, { code, by, on: stockholm(madeAt).date })
  const bar = openedBar(visit, namingOf(need, visit), link, newest)
  const shown = whole.ok
    ? need.publicPages.show({ code, address: `/s/${code}`, contacts: whole.value, links: 'still', bar }, visit.now)
    : undefined
  if (shown === undefined) throw new Error(`The draft of link ${link.id} makes no page.`)
  return { kind: 'whole', ...shown }
}

/** A sentence each: what has happened, and what to do. */
const closed = ({ say }: Visit, why: Exclude<LinkState, 'open'> | 'unknown'): Answer =>
  page(
    { title: say('preview.closed-title'), main: html`<p>${say(`preview.closed-${why}`)}</p>` },
    why === 'unknown' ? 404 : 410,
  )
