import { html, NOTHING, type Html } from '#kernel/html.ts'
import { errorSummary, form, textField, type Fault } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import { checkHelplines, type Checked } from './check.ts'
import { needsCall } from './due.ts'
import type { Helpline } from './helpline.ts'

/** The register as a table: what is known, how old that is, and whether somebody should call. */
export const registerTable = ({ say }: Visit, lines: readonly Helpline[]): Table<Checked> => {
  const numbers = new Map(lines.map((line) => [line.id, line.numbers.map(({ display }) => display).join(', ')]))
  return {
    caption: say('helplines.title'),
    path: '/helplines',
    empty: html`<p>${say('helplines.empty')}</p>`,
    filters: [
      { name: 'call', says: say('helplines.filter-call'), holds: needsCall },
      { name: 'old', says: say('helplines.filter-old'), holds: ({ standing }) => standing === 'expired' },
      { name: 'always', says: say('helplines.filter-always'), holds: ({ mandatory }) => mandatory },
    ],
    columns: [
      {
        name: 'name',
        head: say('helplines.name'),
        value: ({ name }) => name,
        shown: ({ id, name }) => html`<a href="/helplines/${id}">${name}</a>`,
      },
      { name: 'numbers', head: say('helplines.numbers'), value: ({ id }) => numbers.get(id) || null },
      {
        name: 'always',
        head: say('helplines.always'),
        value: ({ mandatory }) => (mandatory ? say('helplines.yes') : null),
      },
      { name: 'checked', head: say('helplines.checked'), value: ({ verifiedOn }) => verifiedOn ?? null },
      { name: 'by', head: say('helplines.by'), value: ({ verifiedBy }) => verifiedBy ?? null },
      {
        name: 'until',
        head: say('helplines.until'),
        value: ({ lastDay }) => lastDay,
        shown: ({ lastDay, standing }) =>
          standing === 'expired' ? html`<b>${lastDay}, ${say('helplines.too-old')}</b>` : html`${lastDay}`,
      },
    ],
  }
}

export const registerPage = (visit: Visit, lines: readonly Helpline[]): Html => {
  const { say, query, today } = visit
  const done = lines.find(({ id }) => id === query.get('done'))
  return html`${done === undefined ? NOTHING : doneBox(visit, done)}
<p>${say('helplines.text')}</p>
${showTable(say, registerTable(visit, lines), checkHelplines(lines, today), query)}`
}

/** Undo instead of "are you sure". */
const doneBox = (visit: Visit, { id, name, verifiedOn, verifiedBy }: Helpline): Html => {
  const { say, query } = visit
  if (verifiedOn === undefined) return NOTHING
  const undo = form(
    visit,
    `/helplines/${id}/undo`,
    html`<input type="hidden" name="note" value="${query.get('note') ?? ''}"><button class="quiet">${say('form.undo')}</button>`,
  )
  return html`<div class="box done beside" role="status"><p>${say('helplines.done', { name, on: verifiedOn, by: verifiedBy ?? '' })}</p>${undo}</div>`
}

type Given = { readonly by: string; readonly on: string }

/** One line: what the register says, to be read out to whoever answers, and the form that notes it was right. */
export const linePage = (visit: Visit, line: Helpline, given: Given, faults: readonly Fault[]): Html => {
  const { say, today } = visit
  const [checked] = checkHelplines([line], today)
  const context = { say, faults }
  return html`${errorSummary(say, faults)}
<p><a href="/helplines?show=call">← ${say('helplines.title')}</a></p>
<h2>${say('helplines.says')}</h2>
<ul>
<li>${say('helplines.numbers')}: ${line.numbers.length === 0 ? say('helplines.no-number') : line.numbers.map(({ display }) => display).join(', ')}</li>
<li>${say('helplines.hours')}: ${line.hours === undefined ? say('helplines.unknown') : html`<code>${line.hours.rule}</code>`}</li>
<li>${say('helplines.languages')}: ${line.languages.join(', ')}</li>
${line.website === undefined ? NOTHING : html`<li><a href="${line.website.url}" rel="noreferrer">${line.website.url}</a></li>`}
<li>${say('helplines.source')}: ${line.source.name}, ${line.sourceRead}</li>
</ul>
<p>${line.verifiedOn === undefined ? say('helplines.never') : say('helplines.last', { on: line.verifiedOn, by: line.verifiedBy ?? '' })} ${checked === undefined ? NOTHING : say(checked.standing === 'expired' ? 'helplines.old-since' : 'helplines.holds', { date: checked.lastDay })}</p>
<h2>${say('helplines.note')}</h2>
<p>${say('helplines.note-text')}</p>
${form(
  visit,
  `/helplines/${line.id}`,
  html`${textField(context, { name: 'by', label: say('helplines.by-label'), hint: say('helplines.by-hint'), value: given.by, autocomplete: 'name' })}
${textField(context, { name: 'on', label: say('helplines.on-label'), hint: say('helplines.on-hint'), value: given.on, type: 'date' })}
<p><button>${say('helplines.verify')}</button></p>`,
)}
<p class="note">${say('helplines.wrong')}</p>`
}
