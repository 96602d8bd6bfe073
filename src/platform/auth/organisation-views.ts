import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { errorSummary, form, textField, type Fault } from '../http/form.ts'
import type { Visit } from '../http/staff-routes.ts'
import { showTable, type Table } from '../http/table.ts'
import { bringsIn, broughtInBy, countyCodeOf, type Listed } from './found.ts'
import type { Addressed } from './invitation-store.ts'
import { KINDS } from './kind.ts'
import { codeOf, type Organisation } from './organisation.ts'
import type { Places } from './places.ts'
import { may } from './roles.ts'
import type { SignedIn } from './signed-in.ts'

/** The county it lies in, by name; nothing for those that lie in none. */
const countyOf = (one: Listed, { counties }: Places): string | undefined =>
  counties.find(({ code }) => code === countyCodeOf(one))?.name

/** Every organisation: what it is, where, whether somebody works there, since when. */
export const organisationsTable = ({ say }: Visit, places: Places): Table<Listed> => {
  const county = (one: Listed): string | null => countyOf(one, places) ?? null
  return {
    caption: say('organisations.title'),
    path: '/organisations',
    empty: html`<p>${say('organisations.empty')}</p>`,
    filters: [
      ...KINDS.map((kind) => ({
        name: kind,
        says: say(`organisations.kinds.${kind}`),
        holds: (one: Listed) => one.kind === kind,
      })),
      {
        name: 'nobody',
        says: say('organisations.filter-nobody'),
        holds: ({ staffing, leftAt }) => staffing !== 'in' && leftAt === null,
      },
      { name: 'left', says: say('organisations.filter-left'), holds: ({ leftAt }) => leftAt !== null },
    ],
    columns: [
      {
        name: 'name',
        head: say('organisations.name'),
        value: ({ name }) => name,
        shown: ({ id, name }) => html`<a href="/organisations/${id}">${name}</a>`,
      },
      { name: 'kind', head: say('organisations.kind'), value: ({ kind }) => say(`organisations.kind.${kind}`) },
      { name: 'code', head: say('organisations.code'), value: (one) => codeOf(one) ?? null },
      { name: 'county', head: say('organisations.county'), value: county },
      { name: 'people', head: say('organisations.people'), value: (one) => standingSaid(say, one) },
      { name: 'since', head: say('organisations.since'), value: ({ foundedAt }) => stockholm(foundedAt).date },
    ],
  }
}

const standingSaid = (say: Visit['say'], { staffing, leftAt }: Listed): string =>
  leftAt === null
    ? say(`organisations.people.${staffing}`)
    : say('organisations.has-left', { date: stockholm(leftAt).date })

export const organisationsPage = (visit: Visit, who: SignedIn, listed: readonly Listed[], places: Places): Html => {
  const { say, query } = visit
  const founds = may(who.acting, 'organisation.found')
  const gone = query.has('taken-back')
    ? html`<div class="box done" role="status"><p>${say('organisations.taken-back')}</p></div>`
    : NOTHING
  const several = /^\d{1,4}$/.exec(query.get('brought-in') ?? '')?.[0]
  const brought =
    several === undefined
      ? NOTHING
      : html`<div class="box done" role="status"><p>${say('several.done', { count: several })}</p></div>`
  return html`${gone}${brought}<p>${say('organisations.text')}</p>
${founds ? html`<p><a href="/organisations/new">${say('organisations.new')}</a></p><p><a href="/organisations/several">${say('several.title')}</a></p>` : NOTHING}
${showTable(say, organisationsTable(visit, places), listed, query)}`
}

/** One organisation, as whoever acts may see it and what she may do with it. */
export type Seen = {
  readonly own: Organisation
  readonly one: Listed
  /** Who brought it in, by name; nothing when the operator did by command. */
  readonly broughtInBy: string | undefined
  /** The first person as she was invited, while whoever acts still waits for her. */
  readonly first: Addressed | undefined
  readonly awaits: boolean
}

export const organisationPage = (
  visit: Visit,
  who: SignedIn,
  seen: Seen,
  places: Places,
  faults: readonly Fault[],
): Html => {
  const { say, query } = visit
  const { one } = seen
  const fact = (id: string, value: string | undefined): Html =>
    value === undefined ? NOTHING : html`<dt>${say(id)}</dt><dd>${value}</dd>`
  return html`${errorSummary(say, faults)}
<p><a href="/organisations">← ${say('organisations.title')}</a></p>
${query.has('renamed') ? html`<div class="box done" role="status"><p>${say('organisations.renamed', { name: one.name })}</p></div>` : NOTHING}
${query.has('returned') ? html`<div class="box done" role="status"><p>${say(query.get('returned') === 'page' ? 'organisations.returned-page' : 'organisations.returned')}</p></div>` : NOTHING}
<dl>
${fact('organisations.kind', say(`organisations.kind.${one.kind}`))}
${fact('organisations.code', codeOf(one))}
${fact('organisations.county', countyOf(one, places))}
${fact('organisations.people', standingSaid(say, one))}
${fact('organisations.since', stockholm(one.foundedAt).date)}
${fact('organisations.by', seen.broughtInBy ?? say('organisations.by-operator'))}
</dl>
${servedList(visit, one, places)}
${seen.awaits ? firstPerson(visit, seen, faults) : NOTHING}
${mayReturn(who, seen) ? returning(visit, seen) : NOTHING}
${may(who.acting, 'organisation.rename') ? renaming(visit, one, faults) : NOTHING}
${mayLeave(who, seen) ? html`<h2>${say('leaving.heading')}</h2><p>${say('leaving.about')}</p><p><a href="/organisations/${one.id}/leave">${say('leaving.link')}</a></p>` : NOTHING}`
}

const servedList = ({ say }: Visit, one: Organisation, places: Places): Html =>
  one.kind !== 'rss'
    ? NOTHING
    : html`<h2>${say('organisations.serves')}</h2><ul>${one.serves.map(
        ({ municipality, basis }) =>
          html`<li>${places.municipality(municipality)?.organisation ?? municipality}${basis === 'assumed' ? html` (${say('organisations.assumed')})` : NOTHING}</li>`,
      )}</ul>`

/** Whether somebody may let this municipality leave: its own lead, or the operator. */
export const mayLeave = ({ acting }: SignedIn, { own, one }: Pick<Seen, 'own' | 'one'>): boolean =>
  may(acting, 'organisation.leave') &&
  one.kind === 'municipality' &&
  one.leftAt === null &&
  (own.kind === 'operator' || own.id === one.id)

/** Whether somebody may let it come back: whoever could bring it in. */
export const mayReturn = ({ acting }: SignedIn, { own, one }: Pick<Seen, 'own' | 'one'>): boolean =>
  may(acting, 'organisation.found') && one.leftAt !== null && bringsIn(own, one)

const returning = (visit: Visit, { one }: Seen): Html =>
  html`<h2>${visit.say('leaving.return-heading')}</h2><p>${visit.say('leaving.return-about')}</p>
${form(visit, `/organisations/${one.id}/return`, html`<p><button>${visit.say('leaving.return')}</button></p>`)}`

const renaming = (visit: Visit, { id, name }: Listed, faults: readonly Fault[]): Html => {
  const { say } = visit
  const called = faults.length === 0 ? name : (visit.form.get('called') ?? name)
  return html`<h2>${say('organisations.rename')}</h2>
${form(
  visit,
  `/organisations/${id}/rename`,
  html`${textField({ say, faults }, { name: 'called', label: say('organisations.called'), hint: say('organisations.called-hint'), value: called })}
<p><button class="quiet">${say('organisations.rename-do')}</button></p>`,
)}`
}

/** The first person has not come in: the same one gets a new link, or another does instead; or all of it is taken back. */
const firstPerson = (visit: Visit, { one, first }: Seen, faults: readonly Fault[]): Html => {
  const { say, now } = visit
  const given = (name: 'name' | 'email'): string | undefined => visit.form.get(name) ?? first?.[name]
  const until = first === undefined ? undefined : stockholm(first.expiresAt)
  const stands =
    first === undefined || until === undefined
      ? say('organisations.first-nobody')
      : first.expiresAt > now
        ? say('organisations.first-invited', { name: first.name, until: `${until.date} ${until.time}` })
        : say('organisations.first-lapsed', { name: first.name, until: `${until.date} ${until.time}` })
  return html`<h2>${say('organisations.first')}</h2><p>${stands} ${say('organisations.first-text')}</p>
${form(
  visit,
  `/organisations/${one.id}/invite`,
  html`${textField({ say, faults }, { name: 'name', label: say('people.name-label'), value: given('name') })}
${textField({ say, faults }, { name: 'email', label: say('people.email-label'), type: 'email', value: given('email') })}
<p><button>${say('organisations.invite')}</button></p>`,
)}
<h2>${say('organisations.take-back-heading')}</h2><p>${say('organisations.take-back-text')}</p>
${form(visit, `/organisations/${one.id}/take-back`, html`<p><button class="quiet">${say('organisations.take-back')}</button></p>`)}`
}

/** The kinds of organisations that somebody may bring in, each a link to its form. */
export const kindChoice = ({ say }: Visit, own: Organisation): Html =>
  html`<p><a href="/organisations">← ${say('organisations.title')}</a></p>
<p>${say('organisations.choose-kind')}</p><ul>${broughtInBy(own.kind).map(
    (kind) => html`<li><a href="/organisations/new?kind=${kind}">${say(`organisations.kind.${kind}`)}</a></li>`,
  )}</ul>`
