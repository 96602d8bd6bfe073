import { addDays, stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { choiceField, form, hidden, textField, type Fault } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { OwnReception } from '../reach.ts'
import type { Member } from '../reception.ts'
import { turnsOf } from '../rota.ts'
import { stretchSaid } from '../said.ts'
import { takeable } from './absence.ts'

const DAYS_SHOWN = 14

/** One's own shifts of the coming days, those that one could take, and the form that reports ill. */
export const ownSection = (visit: Visit, reception: OwnReception, member: Member, faults: readonly Fault[]): Html => {
  const { say, today, now } = visit
  const context = { say, faults }
  const free = takeable(reception, member.id, now)
  const turns = turnsOf(reception.rota, member.id, today, addDays(today, DAYS_SHOWN)).filter(({ to }) => to > now)
  const colleagues = reception.members.filter(({ id }) => id !== member.id)
  const dates = [...new Set(turns.filter(({ there }) => there).map(({ from }) => stockholm(from).date))]
  return html`${
    free.length === 0
      ? NOTHING
      : html`<h2 id="take">${say('reception-own.free')}</h2><ul>${free.map(
          ({ from, to }) =>
            html`<li class="beside"><p>${stretchSaid(visit, { from, to })}</p>${form(
              visit,
              `/receptions/${reception.name}/take`,
              html`${hidden('at', (from > now ? from : now).toISOString())}<button aria-label="${say('reception-own.take-which', { when: stretchSaid(visit, { from, to }) })}">${say('reception-own.take')}</button>`,
            )}</li>`,
        )}</ul>`
  }
<h2${free.length === 0 ? html` id="take"` : NOTHING}>${say('reception-own.title')}</h2>
${form(
  visit,
  `/receptions/${reception.name}/ill`,
  html`${textField(context, { name: 'until', label: say('reception-own.until'), hint: say('reception-own.until-hint'), type: 'date', value: visit.form.get('until') ?? today })}
<p><button>${say('reception-own.report')}</button></p>`,
)}
${
  turns.length === 0
    ? html`<p>${say('reception-own.none')}</p>`
    : html`<ul>${turns.map((turn) => html`<li>${stretchSaid(visit, turn)}${turn.there ? NOTHING : html` <b>${say('reception-own.away')}</b>`}</li>`)}</ul>`
}
${
  dates.length === 0 || colleagues.length === 0
    ? NOTHING
    : html`<details${faults.some(({ field }) => field === 'date') ? html` open` : NOTHING}><summary>${say('reception-own.give')}</summary>${form(
        visit,
        `/receptions/${reception.name}/give`,
        html`<p>${say('reception-own.give-text')}</p>
${choiceField(context, { name: 'date', label: say('reception-own.give-date'), value: visit.form.get('date') ?? '', options: dates.map((value) => ({ value, label: value })) })}
${choiceField(context, { name: 'to', label: say('reception-own.give-to'), value: visit.form.get('to') ?? '', options: colleagues.map(({ id, name }) => ({ value: id, label: name })) })}
<p><button>${say('reception-own.give-do')}</button></p>`,
      )}</details>`
}`
}
