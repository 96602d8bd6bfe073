import { html, NOTHING, type Html } from '#kernel/html.ts'
import {
  fieldset,
  form,
  hidden,
  radioField,
  textField,
  versionField,
  type Fault,
  type FieldContext,
} from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { displayOf, weekSaid } from '#modules/municipality/index.ts'
import { WHOLE_ENDS } from '../crawl/visit.ts'
import { fieldOf } from './confirming.ts'
import type { Proposal, ProposedLine } from './proposal.ts'

type Speaking = Pick<Visit, 'say' | 'language' | 'now'>
type Typed = { readonly form: URLSearchParams; readonly faults: readonly Fault[] }

const TO = '/page/from-site'

/** Where a proposal would be read: the form that asks for it. `website` is the register's address of the municipality. */
export const askingPage = (visit: Speaking, website: string, typed: Typed): Html => {
  const { say } = visit
  return html`<p>${say('onboard.what')}</p>
<p>${say('onboard.how')}</p>
${form(
  visit,
  `${TO}/read`,
  html`${textField(
    { say, faults: typed.faults },
    {
      name: 'site',
      label: say('onboard.site'),
      hint: say('onboard.site-hint'),
      value: typed.form.get('site') ?? website,
      type: 'url',
    },
  )}
<button>${say('onboard.read')}</button>`,
)}
<p><a href="/page">${say('onboard.by-hand')}</a></p>`
}

/** While the site is being read. Looked at again by whoever waits, without script. */
export const waitingPage = ({ say }: Speaking, { site }: Proposal): Html =>
  html`<p role="status">${say('onboard.reading', { site })}</p>
<p><a class="button" href="${TO}">${say('onboard.look-again')}</a></p>
<p>${say('onboard.leave')}</p>`

/** What has been read, line by line, each beside where it stands; or why nothing was. */
export const linesPage = (
  visit: Speaking,
  { proposal, typed, version }: { readonly proposal: Proposal; readonly typed: Typed; readonly version: number },
): Html => {
  const { say } = visit
  const context: FieldContext = { say, faults: typed.faults }
  const { ended, lines, site } = proposal
  if (ended !== undefined && !WHOLE_ENDS.has(ended.end))
    return html`<p>${say('onboard.not-read', { site })} ${say(`onboard.end-${ended.end}`, { about: ended.about ?? '' })}</p>`
  if (lines.length === 0)
    return html`<p>${say('onboard.nothing', { site })}</p>
<p><a href="/page">${say('onboard.by-hand')}</a></p>`
  return html`<p>${say('onboard.lines', { count: lines.length, site })}</p>
${form(
  visit,
  TO,
  html`${hidden('proposal', proposal.id)}${versionField(version)}
${lines.map((line, place) => lineFields({ visit, context, sent: typed.form }, line, place))}
<button>${say('onboard.take')}</button>
<p class="hint">${say('onboard.take-note')}</p>`,
)}`
}

/** The form as it stands: the page it is on, what is wrong with it, and what was sent. */
type Standing = { readonly visit: Speaking; readonly context: FieldContext; readonly sent: URLSearchParams }

const lineFields = (standing: Standing, line: ProposedLine, place: number): Html => {
  const { context, sent } = standing
  const { say } = context
  const legend = say(`onboard.${line.kind}`, { line: place + 1 })
  return fieldset(
    context,
    { name: `${fieldOf(place)}-group`, legend },
    html`<blockquote cite="${line.found.url}"><p>${line.found.excerpt}</p></blockquote>
<p class="hint"><a href="${line.found.url}" rel="noreferrer">${line.found.url}</a></p>
${valuesOf(standing, line, place)}
${radioField(context, {
  name: fieldOf(place),
  legend: say('onboard.right'),
  value: sent.get(fieldOf(place)) ?? undefined,
  options: [
    {
      value: 'yes',
      label: say(line.kind === 'link' || line.kind === 'via-112' ? 'onboard.yes' : 'onboard.yes-as-above'),
    },
    { value: 'no', label: say('onboard.no') },
  ],
})}`,
  )
}

const valuesOf = ({ visit, context, sent }: Standing, line: ProposedLine, place: number): Html => {
  const { say } = visit
  if (line.kind === 'via-112') return html`<p>${say('onboard.via-112-means')}</p>`
  if (line.kind === 'link') return html`<p>${say(`onboard.link-${line.link}`)}: ${line.url}</p>`
  const text = (of: 'number' | 'hours' | 'name', value: string, hint?: string): Html => {
    const name = fieldOf(place, of)
    return textField(context, {
      name,
      label: say(`onboard.${of}`),
      value: sent.get(name) ?? value,
      ...(hint === undefined ? {} : { hint }),
    })
  }
  const number = text('number', displayOf(line.e164))
  if (line.kind === 'shelter') return html`${text('name', line.label)}${number}`
  const week =
    line.hours === undefined
      ? NOTHING
      : html`<p>${say('onboard.hours-read')}</p>
<ul>${weekSaid(visit, line.hours).map((row) => html`<li>${row}</li>`)}</ul>`
  const hours = text('hours', '', say(line.hours === undefined ? 'onboard.hours-missing' : 'onboard.hours-hint'))
  return line.kind === 'reception'
    ? html`${text('name', line.label)}${number}${week}${hours}`
    : html`${number}${week}${hours}`
}
