import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { areaField, errorSummary, fieldset, form, hidden, textField, type Fault } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { CrisisNotice } from '../crisis.ts'
import type { Municipality } from '../municipality.ts'
import type { PublicPages } from './preview.ts'

/** What stands on the page of notices: those there are, and what is in the form. */
export type CrisisShown = {
  readonly place: Municipality
  readonly notices: readonly CrisisNotice[]
  readonly languages: PublicPages['languages']
  readonly given: Readonly<Record<string, string>>
  /** The notice that the form changes, when it changes one. */
  readonly instead: number | undefined
  readonly faults: readonly Fault[]
}

const clock = ({ language }: Visit, at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${language === 'sv' ? time.replace(':', '.') : time}`
}

export const crisisPage = (visit: Visit, shown: CrisisShown): Html => {
  const { say } = visit
  const own = shown.notices.filter(({ scope }) => scope.kind === 'municipality')
  const others = shown.notices.filter(({ scope }) => scope.kind !== 'municipality')
  return html`${errorSummary(say, shown.faults)}
${doneBox(visit, own)}
<p>${say('crisis.text', { place: shown.place.name })}</p>
<h2>${say('crisis.own')}</h2>
${own.length === 0 ? html`<p>${say('crisis.none')}</p>` : own.map((notice) => ownBox(visit, notice))}
${others.length === 0 ? NOTHING : html`<h2>${say('crisis.others')}</h2><p>${say('crisis.others-text')}</p>${others.map((notice) => noticeBox(visit, notice, NOTHING))}`}
<h2 id="write">${say(shown.instead === undefined ? 'crisis.write' : 'crisis.change')}</h2>
${writeForm(visit, shown)}`
}

const doneBox = (visit: Visit, own: readonly CrisisNotice[]): Html => {
  const { say, query } = visit
  const box = (says: string, action: string): Html =>
    html`<div class="box done beside" role="status"><p>${say(says)}</p>${form(
      visit,
      action,
      html`${hidden('instead', query.get('instead') ?? '')}<button class="quiet">${say('form.undo')}</button>`,
    )}</div>`
  const set = own.find(({ id }) => String(id) === query.get('done'))
  if (set !== undefined)
    return box(set.starts > visit.now ? 'crisis.done-later' : 'crisis.done', `/crisis/${set.id}/undo`)
  const ended = /^\d{1,15}$/.exec(query.get('ended') ?? '')?.[0]
  return ended === undefined ? NOTHING : box('crisis.ended', `/crisis/${ended}/again`)
}

const ownBox = (visit: Visit, notice: CrisisNotice): Html =>
  noticeBox(
    visit,
    notice,
    html`<div class="beside"><p><a href="/crisis?change=${notice.id}#write">${visit.say('crisis.change-it')}</a></p>${form(
      visit,
      `/crisis/${notice.id}/end`,
      html`<button class="quiet">${visit.say(notice.starts > visit.now ? 'crisis.take-away' : 'crisis.end')}</button>`,
    )}</div>`,
  )

const noticeBox = (visit: Visit, { scope, starts, ends, text, setBy }: CrisisNotice, actions: Html): Html => {
  const { say, now } = visit
  const values = { from: clock(visit, starts), until: clock(visit, ends), by: setBy }
  const whose = scope.kind === 'municipality' ? NOTHING : html`<b>${say(`crisis.for-${scope.kind}`)}</b> `
  return html`<div class="box"><p>${whose}${say(starts > now ? 'crisis.will-run' : 'crisis.runs', values)}</p>
${swedishFirst(text).map(([tag, words]) => html`<p lang="${tag}" dir="auto">${words}</p>`)}
${actions}</div>`
}

const swedishFirst = (text: CrisisNotice['text']): readonly (readonly [tag: string, words: string])[] =>
  Object.entries(text).toSorted(([a], [b]) => Number(b === 'sv') - Number(a === 'sv'))

const writeForm = (visit: Visit, { languages, given, instead, faults }: CrisisShown): Html => {
  const { say } = visit
  const context = { say, faults }
  const text = (tag: string, label: string, hint?: string): Html =>
    areaField(context, {
      name: `text-${tag}`,
      label,
      ...(hint === undefined ? {} : { hint }),
      value: given[`text-${tag}`] ?? '',
    })
  const others = languages.filter(({ tag }) => tag !== 'sv')
  const written = others.some(({ tag }) => (given[`text-${tag}`] ?? '') !== '')
  return form(
    visit,
    '/crisis',
    html`${instead === undefined ? NOTHING : hidden('instead', instead)}
${text('sv', say('crisis.text-sv'), say('crisis.text-hint'))}
<details${written ? html` open` : NOTHING}><summary>${say('crisis.more-languages')}</summary><p class="hint">${say('crisis.languages-hint')}</p>${others.map(({ tag, name }) => text(tag, name))}</details>
${momentFields(visit, given, faults, 'from')}
${momentFields(visit, given, faults, 'until')}
<p class="beside"><button name="do" value="set">${say(instead === undefined ? 'crisis.set' : 'crisis.set-changed')}</button> <button class="quiet" name="do" value="show" formtarget="_blank">${say('crisis.show')}</button></p>`,
  )
}

const momentFields = (
  { say }: Visit,
  given: Readonly<Record<string, string>>,
  faults: readonly Fault[],
  name: 'from' | 'until',
): Html => {
  const context = { say, faults }
  return fieldset(
    context,
    { name, legend: say(`crisis.${name}`), hint: say(`crisis.${name}-hint`) },
    html`<div class="beside">${textField(context, { name: `${name}-day`, label: say('crisis.day'), type: 'date', value: given[`${name}-day`] })}
${textField(context, { name: `${name}-time`, label: say('crisis.time'), type: 'time', value: given[`${name}-time`] })}</div>`,
  )
}
