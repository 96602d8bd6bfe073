import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { areaField, choiceField, errorSummary, form, textField, type Fault } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import { NOTE_KINDS, type SupportNote } from './note.ts'
import type { Overviewed } from './overview.ts'

type Named = Pick<Overviewed, 'municipality'>

/** The notes about a municipality. Only who wrote one can change it or take it away. */
export const notesTable = (visit: Visit, { municipality }: Named): Table<SupportNote> => {
  const { say } = visit
  return {
    caption: `${say('overview.notes')} ${municipality.name}`,
    path: `/overview/${municipality.code}`,
    empty: html`<p>${say('overview.notes-empty')}</p>`,
    filters: NOTE_KINDS.map((name) => ({
      name,
      says: say(`overview.note-${name}`),
      holds: ({ kind }) => kind === name,
    })),
    columns: [
      {
        name: 'on',
        head: say('overview.note-on'),
        value: ({ on }) => on,
        shown: ({ on }) => html`<span class="day">${on}</span>`,
      },
      { name: 'kind', head: say('overview.note-kind'), value: ({ kind }) => say(`overview.note-${kind}`) },
      { name: 'text', head: say('overview.note-text'), value: ({ text }) => text, shown: ({ text }) => linesOf(text) },
      { name: 'by', head: say('overview.note-by'), value: ({ by }) => by },
      {
        name: 'action',
        head: say('overview.note-action'),
        value: () => null,
        shown: (note) => actions(visit, municipality.code, note),
        onlyPage: true,
      },
    ],
  }
}

const linesOf = (text: string): Html =>
  html`${text.split('\n').map((line, place) => (place === 0 ? html`${line}` : html`<br>${line}`))}`

const actions = (visit: Visit, code: string, { id, on, own }: SupportNote): Html => {
  const { say } = visit
  if (!own) return NOTHING
  return html`<div class="beside"><a href="/overview/${code}/notes/${id}" aria-label="${say('overview.note-change-for', { on })}">${say('overview.note-change')}</a>${form(
    visit,
    `/overview/${code}/notes/${id}/remove`,
    html`<button class="quiet" aria-label="${say('overview.note-remove-for', { on })}">${say('overview.note-remove')}</button>`,
  )}</div>`
}

/** The notes, and the form for a new one. After a note was taken away, the button that puts it back. */
export const notesSection = (
  visit: Visit,
  who: SignedIn,
  row: Overviewed,
  notes: readonly SupportNote[],
  faults: readonly Fault[],
): Html => {
  const { say, query, today } = visit
  const { code } = row.municipality
  const removed = query.get('removed') ?? ''
  const undo = form(
    visit,
    `/overview/${code}/notes/${removed}/restore`,
    html`<button class="quiet">${say('form.undo')}</button>`,
  )
  return html`<h2 id="notes">${say('overview.notes')}</h2>
${query.has('saved') ? html`<div class="box done" role="status"><p>${say('overview.note-saved')}</p></div>` : NOTHING}
${/^\d{1,15}$/.test(removed) ? html`<div class="box done beside" role="status"><p>${say('overview.note-removed')}</p>${undo}</div>` : NOTHING}
${showTable(say, notesTable(visit, row), notes, query)}
<h2>${say('overview.note-new')}</h2>${noteForm(visit, who, `/overview/${code}/notes`, { on: today, ...Object.fromEntries(visit.form) }, faults)}`
}

type Given = { readonly on?: string; readonly kind?: string; readonly text?: string }

const noteForm = (visit: Visit, who: SignedIn, action: string, given: Given, faults: readonly Fault[]): Html => {
  const { say } = visit
  const context = { say, faults }
  const options = NOTE_KINDS.map((kind) => ({ value: kind, label: say(`overview.note-${kind}`) }))
  return html`<p>${say('overview.note-readers', { organisation: who.organisation })}</p>
${form(
  visit,
  action,
  html`${textField(context, { name: 'on', label: say('overview.note-on-label'), hint: say('overview.note-on-hint'), value: given.on, type: 'date' })}
${choiceField(context, { name: 'kind', label: say('overview.note-kind-label'), value: given.kind, options: [{ value: '', label: say('overview.note-kind-choose') }, ...options] })}
${areaField(context, { name: 'text', label: say('overview.note-text-label'), hint: say('overview.note-text-hint'), value: given.text, rows: 5 })}
<p><button>${say('overview.note-save')}</button></p>`,
)}`
}

/** One's own note, to be changed. */
export const notePage = (
  visit: Visit,
  who: SignedIn,
  { municipality: { code, name } }: Named,
  note: SupportNote,
  faults: readonly Fault[],
): Html =>
  html`${errorSummary(visit.say, faults)}
<p><a href="/overview/${code}">← ${name}</a></p>
${noteForm(visit, who, `/overview/${code}/notes/${note.id}`, { on: note.on, kind: note.kind, text: note.text, ...Object.fromEntries(visit.form) }, faults)}`
