import { addDays } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { choiceField, errorSummary, form, hidden, textField, versionField, type Fault } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { DECISIONS, missingIn } from './decisions.ts'
import { isRunning } from './doors.ts'
import type { Around } from './editing/section.ts'
import { SECTIONS } from './editing/sections.ts'
import { findingSaid } from './finding-said.ts'
import type { Finding } from './findings.ts'
import { memberOf } from './own/absence.ts'
import { ownSection } from './own/own-view.ts'
import { PAUSE_REASONS } from './pause.ts'
import type { OwnReception, Shown } from './reach.ts'
import { clock, nameOf, stateOf } from './said.ts'
import { weekTable } from './week-view.ts'

type Page = {
  readonly shown: Shown
  readonly reception: OwnReception
  readonly around: Around
  readonly faults: readonly Fault[]
}

/**
 * One reception: who answers now and in the coming days, what must be seen to with the form that does it, one's own
 * shifts, what it says section by section, the decisions, and its pause.
 */
export const receptionPage = (visit: Visit, { acting }: SignedIn, { shown, reception, around, faults }: Page): Html => {
  const { say } = visit
  const findings = shown.findings.filter((finding) => finding.reception === reception.name)
  // One gap is filled at a time: the first.
  const first = findings.find((finding) => finding.kind === 'gap')
  const member = may(acting, 'rota.swap') ? memberOf(reception, acting.person) : undefined
  return html`${errorSummary(say, faults)}
<p><a href="/receptions">← ${say('receptions.title')}</a></p>
${doneBox(visit, reception)}
<p><b>${stateOf(visit, reception)}</b></p>
${findings.length === 0 ? NOTHING : html`<h2>${say('receptions.todo')}</h2><ul>${findings.map((finding) => html`<li>${findingSaid(visit, shown, finding)}${finding.kind === 'gap' && finding === first && may(acting, 'rota.edit') ? swapForm(visit, reception, finding, faults) : NOTHING}</li>`)}</ul>`}
${member === undefined ? NOTHING : ownSection(visit, reception, member, faults)}
<h2>${say('receptions.hours')}</h2>
${weekTable(visit, reception)}
${SECTIONS.map((section) => {
  const said = section.said(reception, around)
  return html`<h2>${say(`reception-edit.${section.name}`)}</h2>
${said.length === 0 ? html`<p>${say('reception-edit.nothing-yet')}</p>` : html`<ul>${said.map((line) => html`<li>${line}</li>`)}</ul>`}
${may(acting, section.permission) ? html`<p><a href="/receptions/${reception.name}/${section.name}" aria-label="${say('reception-edit.change-which', { what: say(`reception-edit.${section.name}`) })}">${say('reception-edit.change')}</a></p>` : NOTHING}`
})}
${decisionsSection(visit, shown, reception, may(acting, 'reception.decide'))}
${may(acting, 'reception.decide') ? pauseSection(visit, shown, reception, faults) : NOTHING}
<p><a href="/receptions/${reception.name}/history">${say('reception-edit.see-history')}</a></p>`
}

/** What was saved, and the way back: for whoever saved it, until somebody saves anew. */
const doneBox = (visit: Visit, { name, version }: OwnReception): Html => {
  const { say, query } = visit
  if (query.get('new') === String(version))
    return html`<div class="box done beside" role="status"><p>${say('reception-edit.new-done')}</p>${form(visit, `/receptions/${name}/take-back`, html`<button class="quiet">${say('form.undo')}</button>`)}</div>`
  if (query.has('undone')) return html`<div class="box done" role="status"><p>${say('reception-edit.undone')}</p></div>`
  if (query.get('done') !== String(version)) return NOTHING
  return html`<div class="box done beside" role="status"><p>${say('reception-edit.done')}</p>${form(
    visit,
    `/receptions/${name}/undo`,
    html`${versionField(version)}<button class="quiet">${say('form.undo')}</button>`,
  )}</div>`
}

type Gap = Extract<Finding, { kind: 'gap' }>

const swapForm = (visit: Visit, { name, members, rota }: OwnReception, gap: Gap, faults: readonly Fault[]): Html => {
  const { from, planned } = gap
  const ahead = addDays(visit.today, 1)
  const away = new Set(
    rota.absences.filter((one) => one.from <= ahead && visit.today <= one.to).map(({ member }) => member),
  )
  const options = members
    .filter(({ id }) => !planned.includes(id))
    .toSorted((a, b) => Number(away.has(a.id)) - Number(away.has(b.id)))
    .map(({ id, name: label }) => ({ value: id, label }))
  if (options.length === 0) return NOTHING
  return form(
    visit,
    `/receptions/${name}/swaps`,
    html`${hidden('at', from.toISOString())}
${choiceField({ say: visit.say, faults }, { name: 'member', label: visit.say('receptions.swap-label', { at: clock(visit, from) }), options })}
<p><button>${visit.say('receptions.swap')}</button></p>`,
  )
}

/** How far each municipality has come with its decisions; one's own lead to the page where they are noted. */
const decisionsSection = (
  { say }: Visit,
  { municipalities, places }: Shown,
  { name, serves }: OwnReception,
  decides: boolean,
): Html =>
  html`<h2>${say('reception-edit.decisions')}</h2><ul>${serves.map(({ municipality, decisions }) => {
    const missing = missingIn(decisions).length
    const place = nameOf(municipalities, municipality)
    const said = say(missing === 0 ? 'reception-edit.open-for' : 'reception-edit.missing-for', {
      place,
      missing,
      all: DECISIONS.length,
    })
    return html`<li>${said}${decides && places.has(municipality) ? html` <a href="/receptions/${name}/decisions/${municipality}" aria-label="${say(missing === 0 ? 'reception-edit.see-decisions-which' : 'reception-edit.decide-which', { place })}">${say(missing === 0 ? 'reception-edit.see-decisions' : 'reception-edit.decide')}</a>` : NOTHING}</li>`
  })}</ul>`

const pauseSection = (visit: Visit, { all }: Shown, { name, pause }: OwnReception, faults: readonly Fault[]): Html => {
  const { say, now, form: given } = visit
  if (pause !== undefined && isRunning(pause, now)) {
    const instead = all.find((other) => other.name === pause.to)?.title ?? pause.to
    return html`<h2>${say('receptions.pause')}</h2>
<p>${say('receptions.pause-runs', { instead })} ${momentShown(visit, pause.until)}</p>
${form(visit, `/receptions/${name}/resume`, html`<p><button>${say('receptions.resume')}</button></p>`)}`
  }
  const others = all.filter((other) => other.name !== name)
  if (others.length === 0) return NOTHING
  const context = { say, faults }
  return html`<h2>${say('receptions.pause')}</h2>
<p>${say('receptions.pause-text')}</p>
${form(
  visit,
  `/receptions/${name}/pause`,
  html`${choiceField(context, { name: 'reason', label: say('receptions.reason-label'), value: given.get('reason') ?? '', options: PAUSE_REASONS.map((value) => ({ value, label: say(`receptions.reason-${value}`) })) })}
${choiceField(context, { name: 'to', label: say('receptions.to-label'), value: given.get('to') ?? '', options: others.map((other) => ({ value: other.name, label: other.title })) })}
${textField(context, { name: 'until', label: say('receptions.until-label'), value: given.get('until') ?? '', type: 'date' })}
<p><button>${say('receptions.pause-do')}</button></p>`,
)}`
}
