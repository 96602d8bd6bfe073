import { html, NOTHING, type Html } from '#kernel/html.ts'
import { areaField, errorSummary, form, type Fault } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import type { Reception } from '../reception.ts'
import { nameOf } from '../said.ts'
import { hoursAWeek, isUnderWay, type Joining, type SharingRequest } from './request.ts'

/** Where a municipality stands with sharing, the receptions near it, and the form by which it asks. */
export const joinPage = (
  visit: Visit,
  municipalities: Municipalities,
  { municipality, near, request, alone }: Joining,
  faults: readonly Fault[],
): Html => {
  const { say } = visit
  const county = countyName(municipalities, municipality)
  const context = { say, faults }
  const asks = request === undefined || !isUnderWay(request)
  return html`${errorSummary(say, faults)}
<p><a href="/receptions">← ${say('receptions.title')}</a></p>
<p>${say(alone ? 'reception-join.alone' : 'reception-join.text')}</p>
${request === undefined ? NOTHING : requestBox(visit, request, county)}
<h2>${say('reception-join.near')}</h2>
${near.length === 0 ? html`<p>${say('reception-join.none', { county })}</p>` : sharedList(visit, municipalities, near)}
${
  asks
    ? html`<h2>${say('reception-join.ask')}</h2><p>${say('reception-join.ask-text', { county })}</p>${form(
        visit,
        '/receptions/join',
        html`${areaField(context, { name: 'line', label: say('reception-join.line'), hint: say('reception-join.line-hint'), value: visit.form.get('line') ?? '' })}
<p><button>${say('reception-join.send', { county })}</button></p>`,
      )}`
    : NOTHING
}`
}

export const countyName = (municipalities: Municipalities, municipality: string): string =>
  municipalities.counties.find(({ code }) => code === municipality.slice(0, 2))?.name ?? ''

/** Names, municipalities and hours: who works there is nobody else's. */
export const sharedList = ({ say, today }: Visit, municipalities: Municipalities, shared: readonly Reception[]): Html =>
  html`<ul>${shared.map(
    (one) =>
      html`<li><b>${one.title}</b>. ${say('reception-join.near-said', {
        places: one.serves.map(({ municipality }) => nameOf(municipalities, municipality)).join(', '),
        hours: String(hoursAWeek(one, today)).replace('.', ','),
      })}</li>`,
  )}</ul>`

const requestBox = (visit: Visit, request: SharingRequest, county: string): Html => {
  const { say } = visit
  const button = (does: string): Html =>
    form(
      visit,
      `/receptions/requests/${request.id}/${does}`,
      html`<button class="quiet">${say(`reception-join.${does}`)}</button>`,
    )
  const said = say(`reception-join.state-${request.state}`, { county })
  const line =
    request.introducedLine === undefined || request.introducedLine === ''
      ? NOTHING
      : html`<blockquote>${request.introducedLine}</blockquote>`
  return html`<div class="box" role="status"><p>${said} ${momentShown(visit, request.askedAt)}, ${request.askedBy}.</p>${line}
${isUnderWay(request) ? button('withdraw') : NOTHING}${request.state === 'withdrawn' ? button('ask-again') : NOTHING}
${request.state === 'accepted' && request.reception !== undefined ? html`<p><a href="/receptions/${request.reception}/decisions/${request.municipality}">${say('reception-join.decide')}</a></p>` : NOTHING}</div>`
}
