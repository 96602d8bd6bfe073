import { html, NOTHING, type Html } from '#kernel/html.ts'
import { errorSummary, firstButton, form as formOf, versionField, type Fault } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { missingIn } from '../decisions.ts'
import type { OwnReception } from '../reach.ts'
import { servedIn } from '../reception.ts'
import { decisions } from './decisions.ts'
import { placeName, type Around, type Section } from './section.ts'

/** What another has saved meanwhile: by whom, what stood there when this form was opened, and what stands there now. */
export type Late = { readonly by: string; readonly before: readonly string[]; readonly now: readonly string[] }

type Shown = {
  readonly section: Section
  readonly reception: OwnReception
  readonly around: Around
  readonly form: URLSearchParams
  readonly version: number
  readonly faults: readonly Fault[]
  readonly late: Late | undefined
  readonly action: string
}

/** One section in a form. Whoever was too late sees what the other wrote, and her own still in the fields. */
export const sectionPage = (
  visit: Visit,
  { section, reception, around, form, version, faults, late, action }: Shown,
): Html => {
  const { say } = visit
  const context = { say, faults }
  return html`${errorSummary(say, faults)}
<p><a href="/receptions/${reception.name}">← ${reception.title}</a></p>
${late === undefined ? NOTHING : lateBox(visit, late)}
<p>${say(`reception-edit.${section.name}-text`, { place: placeName(around, around.municipality) })}</p>
${section === decisions ? standing(visit, reception, around) : NOTHING}
${formOf(
  visit,
  action,
  html`${firstButton()}${versionField(version)}
${section.fields(context, form, reception, around)}
<p><button>${say(late === undefined ? 'reception-edit.save' : 'reception-edit.save-mine')}</button></p>`,
)}`
}

const lateBox = ({ say }: Visit, { by, before, now }: Late): Html => {
  const gone = before.filter((line) => !now.includes(line))
  return html`<div class="box" role="alert"><h2>${say('reception-edit.late', { by })}</h2>
<p>${say('reception-edit.late-text')}</p>
<ul>${now.map((line) => html`<li>${before.includes(line) ? line : html`<ins>${line}</ins>`}</li>`)}${gone.map((line) => html`<li><del>${line}</del></li>`)}</ul></div>`
}

/** How far the decisions have come: "saknas: 2 av 5 beslut", and what happens when all are there. */
const standing = ({ say }: Visit, reception: OwnReception, { municipality }: Around): Html => {
  const { length } = missingIn(servedIn(reception, municipality)?.decisions ?? {})
  return html`<p><b>${length === 0 ? say('reception-edit.decisions-all') : say('reception-edit.decisions-missing', { missing: length })}</b></p>`
}
