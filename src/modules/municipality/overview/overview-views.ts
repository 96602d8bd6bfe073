import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { choiceField, textField } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { chosenRows, showTable, type Column, type Filter, type Table } from '#platform/http/table.ts'
import { hasNoUser, isTooOld, isUnconfirmed, nobodyCame, type Overviewed, type Sought, type Staff } from './overview.ts'

/** The list with its search: `found` is what the search leaves of all that whoever acts supports. */
export type Listed = {
  readonly all: readonly Overviewed[]
  readonly found: readonly Overviewed[]
  readonly sought: Sought
}

const keptOf = ({ name, county }: Sought): Readonly<Record<string, string>> => ({
  ...(name === '' ? {} : { q: name }),
  ...(county === '' ? {} : { county }),
})

/** The supported municipalities: what is known of each page, how old that is, and who is there to keep it. */
export const overviewTable = (visit: Visit, who: SignedIn, { all, sought }: Listed): Table<Overviewed> => ({
  caption: visit.say('overview.title'),
  path: '/overview',
  kept: keptOf(sought),
  empty: html`<p>${visit.say('overview.empty')}</p>`,
  filters: filtersOf(visit),
  columns: columnsOf(visit, who, countiesIn(all).length > 1),
})

const filtersOf = ({ say, today }: Visit): readonly Filter<Overviewed>[] => [
  { name: 'never', says: say('overview.filter-never'), holds: isUnconfirmed },
  { name: 'old', says: say('overview.filter-old'), holds: (row) => isTooOld(row, today) },
  { name: 'unpublished', says: say('overview.filter-unpublished'), holds: ({ unpublished }) => unpublished },
  { name: 'no-user', says: say('overview.filter-no-user'), holds: hasNoUser },
  { name: 'nobody', says: say('overview.filter-nobody'), holds: nobodyCame },
  { name: 'no-reception', says: say('overview.filter-no-reception'), holds: ({ reception }) => reception === 'none' },
]

const columnsOf = (visit: Visit, who: SignedIn, severalCounties: boolean): readonly Column<Overviewed>[] => {
  const { say } = visit
  return [
    {
      name: 'name',
      head: say('overview.name'),
      value: ({ municipality }) => municipality.name,
      shown: ({ municipality: { code, name } }) => html`<a href="/overview/${code}">${name}</a>`,
    },
    ...(may(who.acting, 'reminder.send') ? [chooseColumn(visit)] : []),
    ...(severalCounties
      ? [{ name: 'county', head: say('overview.county'), value: (row: Overviewed) => row.municipality.countyName }]
      : []),
    {
      name: 'confirmed',
      head: say('overview.confirmed'),
      value: ({ confirmation }) => (confirmation.kind === 'confirmed' ? confirmation.on : null),
      shown: (row) => confirmedShown(visit, row),
    },
    {
      name: 'by',
      head: say('overview.by'),
      value: ({ confirmation }) => (confirmation.kind === 'confirmed' ? confirmation.by : null),
    },
    {
      name: 'changes',
      head: say('overview.changes'),
      value: ({ unpublished }) => (unpublished ? say('overview.unpublished') : null),
    },
    {
      name: 'staff',
      head: say('overview.staff'),
      value: (row) => staffSaid(visit, row),
      shown: (row) => staffShown(visit, who, row),
    },
    {
      name: 'reception',
      head: say('overview.reception'),
      value: ({ reception }) => say(`overview.reception-${reception}`),
    },
    ...(may(who.acting, 'support.note') ? [noteColumn(visit)] : []),
    {
      name: 'reminded',
      head: say('overview.reminded'),
      value: ({ lastReminder }) => (lastReminder === undefined ? null : stockholm(lastReminder.at).date),
    },
  ]
}

const noteColumn = ({ say }: Visit): Column<Overviewed> => ({
  name: 'note',
  head: say('overview.note'),
  value: ({ lastNote }) =>
    lastNote === undefined ? null : `${lastNote.on} ${say(`overview.note-${lastNote.kind}`).toLowerCase()}`,
})

/** A box to tick: it belongs to the form below the table, which the table does not stand in. */
const chooseColumn = ({ say }: Visit): Column<Overviewed> => ({
  name: 'choose',
  head: say('overview.choose'),
  value: () => null,
  shown: ({ municipality: { code, name } }) =>
    html`<div class="choice"><input type="checkbox" form="remind" name="code" value="${code}" aria-label="${say('overview.choose-for', { name })}"></div>`,
  onlyPage: true,
})

const confirmedShown = ({ say, today }: Visit, row: Overviewed): Html => {
  const { confirmation } = row
  if (confirmation.kind === 'never') return html`<b>${say('overview.never')}</b>`
  if (confirmation.kind === 'withdrawn') return html`<b>${say('overview.withdrawn', { on: confirmation.on })}</b>`
  return isTooOld(row, today) ? html`<b>${confirmation.on}, ${say('overview.too-old')}</b>` : html`${confirmation.on}`
}

/** How far the people of a municipality have come, in words and numbers. */
export const staffSaid = ({ say }: Pick<Visit, 'say'>, { staff }: Pick<Overviewed, 'staff'>): string => {
  if (staff === undefined) return say('overview.staff-missing')
  const { leftOn, invited } = staff
  if (leftOn !== undefined) return say('overview.staff-left', { on: leftOn })
  const come = comeSaid(say, staff)
  return invited === 0 ? come : `${come}, ${say('overview.staff-invited', { invited })}`
}

const comeSaid = (say: Visit['say'], { members, comeIn }: Staff): string => {
  if (members === 0) return say('overview.staff-none')
  return comeIn === 0 ? say('overview.staff-nobody') : say('overview.staff-in', { in: comeIn, all: members })
}

const staffShown = (visit: Visit, { acting }: SignedIn, row: Overviewed): Html => {
  const said = staffSaid(visit, row)
  const { code, name } = row.municipality
  if (row.staff !== undefined) return hasNoUser(row) ? html`<b>${said}</b>` : html`${said}`
  if (!may(acting, 'organisation.found')) return html`<b>${said}</b>`
  return html`<b>${said}</b> <a href="/organisations/new?kind=municipality&amp;code=${code}" aria-label="${visit.say('overview.bring-in-for', { name })}">${visit.say('overview.bring-in')}</a>`
}

const countiesIn = (rows: readonly Overviewed[]): readonly (readonly [string, string])[] =>
  [...new Map(rows.map(({ municipality }) => [municipality.countyCode, municipality.countyName]))].toSorted((a, b) =>
    a[1].localeCompare(b[1], 'sv'),
  )

export const overviewPage = (visit: Visit, who: SignedIn, listed: Listed): Html => {
  const { say, query } = visit
  const { all, found, sought } = listed
  const table = overviewTable(visit, who, listed)
  const narrowed = sought.name !== '' || sought.county !== ''
  return html`<p>${say('overview.text', { organisation: who.organisation })}</p>
${all.length === 0 ? NOTHING : searchForm(visit, listed, narrowed)}
${found.length === 0 && all.length > 0 ? html`<div class="box"><p>${say('overview.search-none')} <a href="/overview">${say('overview.search-clear')}</a></p></div>` : showTable(say, table, found, query)}
${may(who.acting, 'reminder.send') && found.length > 0 ? remindForm(visit, sought, chosenRows(table, found, query).length) : NOTHING}`
}

const hidden = (values: Readonly<Record<string, string>>): Html =>
  html`${Object.entries(values).map(([name, value]) => (value === '' ? NOTHING : html`<input type="hidden" name="${name}" value="${value}">`))}`

const searchForm = ({ say, query }: Visit, { all, sought }: Listed, narrowed: boolean): Html => {
  const context = { say, faults: [] }
  const counties = countiesIn(all)
  const options = [
    { value: '', label: say('overview.search-every-county') },
    ...counties.map(([value, label]) => ({ value, label })),
  ]
  return html`<form method="get" action="/overview" role="search" aria-label="${say('overview.search')}" class="beside">${hidden({ show: query.get('show') ?? '', sort: query.get('sort') ?? '' })}
${textField(context, { name: 'q', label: say('overview.search-name'), value: sought.name })}
${counties.length > 1 ? choiceField(context, { name: 'county', label: say('overview.search-county'), value: sought.county, options }) : NOTHING}
<button class="quiet">${say('overview.search-do')}</button>${narrowed ? html` <a href="/overview">${say('overview.search-clear')}</a>` : NOTHING}</form>`
}

const remindForm = ({ say, query }: Visit, sought: Sought, count: number): Html =>
  html`<h2>${say('overview.remind')}</h2>
<p>${say('overview.remind-text')}</p>
<form id="remind" method="get" action="/overview/remind">${hidden({ show: query.get('show') ?? '', ...keptOf(sought) })}
<p class="beside"><button>${say('overview.remind-chosen')}</button>${count === 0 ? NOTHING : html`<button class="quiet" name="all" value="1">${say('overview.remind-all', { count })}</button>`}</p></form>
<p><a href="/overview/reminders">${say('overview.reminders')}</a></p>`
