import { html, NOTHING, type Html } from '#kernel/html.ts'
import { stockholm } from '#kernel/dates.ts'
import {
  areaField,
  checkField,
  choiceField,
  errorSummary,
  form,
  hidden,
  textField,
  type Fault,
} from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import type { Reception } from '../reception.ts'
import { nameOf } from '../said.ts'
import { sharedList } from './join-view.ts'
import { isUnderWay, type SharingRequest } from './request.ts'

/** What a county sees of those who ask, and of the receptions it could introduce them to. */
export type Introducing = {
  readonly requests: readonly SharingRequest[]
  readonly shared: readonly Reception[]
  readonly all: readonly Reception[]
  readonly municipalities: Municipalities
  /** The county's own municipalities. */
  readonly codes: readonly string[]
}

export const requestsTable = ({ say }: Visit, { municipalities, all }: Introducing): Table<SharingRequest> => ({
  caption: say('reception-introduce.requests'),
  path: '/receptions/requests',
  empty: html`<p>${say('reception-introduce.empty')}</p>`,
  filters: [{ name: 'waiting', says: say('reception-introduce.waiting'), holds: isUnderWay }],
  columns: [
    {
      name: 'municipality',
      head: say('reception-introduce.municipality'),
      value: ({ municipality }) => nameOf(municipalities, municipality),
    },
    { name: 'asked', head: say('reception-introduce.asked'), value: ({ askedAt }) => stockholm(askedAt).date },
    { name: 'by', head: say('reception-introduce.by'), value: ({ askedBy }) => askedBy },
    {
      name: 'state',
      head: say('reception-introduce.state'),
      value: ({ state }) => say(`reception-introduce.is-${state}`),
    },
    {
      name: 'reception',
      head: say('receptions.name'),
      value: ({ reception }) => all.find(({ name }) => name === reception)?.title ?? reception ?? null,
    },
  ],
})

export const introducePage = (visit: Visit, introducing: Introducing, faults: readonly Fault[]): Html => {
  const { say } = visit
  const waiting = introducing.requests.filter(isUnderWay)
  return html`${foundedBox(visit, introducing)}${errorSummary(say, faults)}
<p>${say('reception-introduce.text')}</p>
${waiting.map((request) => requestSection(visit, introducing, request, faults))}
${showTable(say, requestsTable(visit, introducing), introducing.requests, visit.query)}
${introducing.shared.length === 0 ? NOTHING : html`<h2>${say('reception-introduce.shared')}</h2>${sharedList(visit, introducing.municipalities, introducing.shared)}`}
${foundForm(visit, introducing, faults)}`
}

/** What was founded a moment ago, and the way back as long as nobody has done anything with it. */
const foundedBox = (visit: Visit, { all }: Introducing): Html => {
  const { say, query } = visit
  const founded = all.find(({ name }) => name === query.get('founded'))
  if (founded === undefined) return NOTHING
  const { name, title } = founded
  return html`<div class="box done beside" role="status"><p>${say('reception-introduce.founded', { title })}</p>${form(
    visit,
    '/receptions/requests/found/undo',
    html`${hidden('name', name)}<button class="quiet">${say('form.undo')}</button>`,
  )}</div>`
}

const requestSection = (
  visit: Visit,
  { shared, municipalities, all }: Introducing,
  { id, municipality, state, askedLine, askedBy, reception }: SharingRequest,
  faults: readonly Fault[],
): Html => {
  const { say } = visit
  const context = { say, faults: faults.map((fault) => ({ ...fault, field: fault.field.replace(`${id}-`, '') })) }
  const place = nameOf(municipalities, municipality)
  const free = shared.filter(({ serves }) => !serves.some((one) => one.municipality === municipality))
  const asks = html`<h2 id="${id}-reception">${say('reception-introduce.asks', { place })}</h2>
${askedLine === '' ? NOTHING : html`<blockquote>${askedLine}</blockquote><p class="note">${askedBy}</p>`}`
  if (state === 'introduced') {
    const title = all.find(({ name }) => name === reception)?.title ?? reception ?? ''
    return html`${asks}<p>${say('reception-introduce.waits', { title })}</p>${form(visit, `/receptions/requests/${id}/take-back`, html`<button class="quiet">${say('reception-introduce.take-back')}</button>`)}`
  }
  if (free.length === 0) return html`${asks}<p>${say('reception-introduce.none')}</p>`
  return html`${asks}${form(
    visit,
    `/receptions/requests/${id}/introduce`,
    html`${choiceField(context, { name: 'reception', label: say('reception-introduce.choose'), value: visit.form.get('reception') ?? '', options: free.map(({ name, title }) => ({ value: name, label: title })) })}
${areaField(context, { name: 'line', label: say('reception-introduce.line'), value: visit.form.get('line') ?? '' })}
<p><button>${say('reception-introduce.do', { place })}</button></p>`,
  )}`
}

const foundForm = (visit: Visit, { codes, municipalities }: Introducing, faults: readonly Fault[]): Html => {
  const { say } = visit
  const context = { say, faults }
  const given = (name: string): string => visit.form.get(name) ?? ''
  return html`<h2>${say('reception-introduce.found')}</h2>
<p>${say('reception-introduce.found-text')}</p>
${form(
  visit,
  '/receptions/requests/found',
  html`${textField(context, { name: 'title', label: say('reception-edit.title'), hint: say('reception-edit.title-hint'), value: given('title') })}
${textField(context, { name: 'number', label: say('reception-edit.number'), type: 'tel', value: given('number') })}
${textField(context, { name: 'member', label: say('reception-edit.first-member'), hint: say('reception-edit.member-name-hint'), value: given('member') })}
${checkField(context, { name: 'municipalities', legend: say('reception-introduce.together'), options: codes.map((value) => ({ value, label: nameOf(municipalities, value) })), values: visit.form.getAll('municipalities') })}
<p><button>${say('reception-introduce.found-do')}</button></p>`,
)}`
}
