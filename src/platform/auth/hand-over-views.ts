import { html, NOTHING, type Html } from '#kernel/html.ts'
import { choiceField, errorSummary, form, type Fault } from '../http/form.ts'
import { momentShown } from '../http/moments.ts'
import type { Visit } from '../http/staff-routes.ts'
import type { Ending } from './hand-over-store.ts'
import type { Member } from './organisation.ts'

/** Something that only she has, in words. */
export type Holding = string

type Given = {
  readonly name: string
  readonly organisation: string
  /** Her own access. */
  readonly own: boolean
  readonly others: readonly Member[]
  readonly holdings: readonly Holding[]
}

/** One form: what is left without anybody, and who takes it over. */
export const endingPage = (
  visit: Visit,
  { name, organisation, own, others, holdings }: Given,
  faults: readonly Fault[],
): Html => {
  const { say } = visit
  const options = [
    { value: '', label: say('ending.to-choose') },
    ...others.map((one) => ({ value: one.person, label: one.name })),
  ]
  const asked =
    holdings.length === 0
      ? html`<p>${say('ending.nothing')}</p><input type="hidden" name="to" value="">`
      : html`<h2>${say('ending.has')}</h2><ul>${holdings.map((one) => html`<li>${one}</li>`)}</ul>
${choiceField({ say, faults }, { name: 'to', label: say('ending.to'), value: visit.form.get('to') ?? '', options })}`
  return html`${errorSummary(say, faults)}
<p>${say(own ? 'ending.own-text' : 'ending.text', { name, organisation })}</p>
${form(visit, visit.path, html`${asked}<p><button id="end">${say(own ? 'ending.own-end' : 'ending.end')}</button></p>`)}
<p><a href="/people">← ${say('people.title')}</a></p>`
}

type Shown = { readonly endings: readonly Ending[]; readonly members: readonly Member[] }

/** What has just been done, with its undo. */
export const endingDone = (visit: Visit, { endings, members }: Shown): Html => {
  const { say, query } = visit
  const nameOf = (id: string | null): string | undefined => members.find(({ person }) => person === id)?.name
  const back = nameOf(query.get('undone'))
  if (back !== undefined)
    return html`<div class="box done" role="status"><p>${say('ending.undone', { name: back })}</p></div>`
  const ended = endings.find(({ id }) => id === query.get('ended'))
  if (ended === undefined) return NOTHING
  const to = nameOf(ended.successor)
  const said =
    to === undefined ? say('ending.done', { name: ended.name }) : say('ending.done-to', { name: ended.name, to })
  return html`<div class="box done beside" role="status"><p>${said}</p>${undoForm(visit, ended)}</div>`
}

const undoForm = (visit: Visit, { id, name }: Ending): Html =>
  form(
    visit,
    `/people/endings/${id}/undo`,
    html`<button class="quiet" aria-label="${visit.say('ending.undo-for', { name })}">${visit.say('form.undo')}</button>`,
  )

/** Whose access ended within the days in which it can be undone. */
export const recentEndings = (visit: Visit, endings: readonly Ending[]): Html =>
  endings.length === 0
    ? NOTHING
    : html`<h2>${visit.say('ending.recent')}</h2><ul class="due">${endings.map(
        (ending) =>
          html`<li class="beside"><p>${visit.say('ending.recent-item', { name: ending.name })} ${momentShown(visit, ending.endedAt)}</p>${undoForm(visit, ending)}</li>`,
      )}</ul>`
