import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { form, hidden, versionField } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import { changesBetween, type Change, type Naming } from './history-changes.ts'
import type { State } from './publish-store.ts'
import { changeSaid, changesList, contentsShown } from './publish-views.ts'

/** A state with what it says other than the one before it. */
export type Told = State & { readonly changes: readonly Change[]; readonly newest: boolean }

/** Every state with its changes, the newest first. */
export const toldOf = (naming: Naming, states: readonly State[]): readonly Told[] =>
  states.map((state, place) => ({
    ...state,
    newest: place === 0,
    changes: changesBetween(naming, contentsShown(states[place + 1]), contentsShown(state)),
  }))

/** What happened, in one line: taken away, confirmed anew, or changed, and then what. */
const happened = (naming: Naming, { shown, changes }: Told): string => {
  if (shown.kind === 'unreadable') return naming.say('history.unreadable')
  if (shown.kind === 'nothing') return naming.say('history.withdrawn')
  if (changes.length === 0) return naming.say('history.confirmed')
  return changes.map((change) => changeSaid(naming, change)).join(' ')
}

export const historyTable = (visit: Visit, naming: Naming): Table<Told> => {
  const { say } = visit
  return {
    caption: say('history.title'),
    path: '/page/history',
    empty: html`<p>${say('history.empty')} <a href="/page">${say('history.empty-way')}</a></p>`,
    filters: [
      { name: 'changed', says: say('history.filter-changed'), holds: ({ changes }) => changes.length > 0 },
      { name: 'confirmed', says: say('history.filter-confirmed'), holds: ({ changes }) => changes.length === 0 },
    ],
    columns: [
      {
        name: 'when',
        head: say('history.when'),
        value: ({ at }) => whenOf(at),
        shown: ({ at, number }) => html`<a href="/page/history/${number}">${momentShown(visit, at)}</a>`,
      },
      { name: 'who', head: say('history.who'), value: ({ by }) => by },
      {
        name: 'what',
        head: say('history.what'),
        value: (told) => happened(naming, told),
        shown: (told) =>
          told.shown.kind === 'contacts' && told.changes.length > 1
            ? changesList(naming, told.changes)
            : html`${happened(naming, told)}`,
      },
    ],
  }
}

const whenOf = (at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${time}`
}

export const historyPage = (visit: Visit, naming: Naming, told: readonly Told[]): Html =>
  html`<p><a href="/page">← ${visit.say('preview.to-page')}</a></p>
<p>${visit.say('history.text')}</p>
${showTable(visit.say, historyTable(visit, naming), told, visit.query)}`

/** One state: what it changed, the page as it was, and the ways back to it. */
export const statePage = (
  visit: Visit,
  naming: Naming,
  told: Told,
  {
    version,
    over,
    edits,
    publishes,
  }: { readonly version: number; readonly over: number; readonly edits: boolean; readonly publishes: boolean },
): Html => {
  const { say } = visit
  const root = `/page/history/${told.number}`
  const readable = told.shown.kind === 'contacts'
  return html`<p><a href="/page/history">← ${say('history.title')}</a></p>
<p>${momentShown(visit, told.at)}, ${told.by}</p>
${readable && told.changes.length > 0 ? changesList(naming, told.changes) : html`<p>${happened(naming, told)}</p>`}
${readable ? html`<p><a href="${root}/page">${say('history.look')}</a></p>` : NOTHING}
${told.newest ? html`<p class="note">${say('history.now')}</p>` : NOTHING}
${!told.newest && readable && edits ? html`<h2>${say('history.back')}</h2><p>${say('history.back-text')}</p>${form(visit, `${root}/draft`, html`${versionField(version)}<p><button>${say('history.as-draft')}</button></p>`)}` : NOTHING}
${!told.newest && readable && publishes ? form(visit, `${root}/publish`, html`${hidden('over', over)}<p><button class="quiet">${say('history.publish-again')}</button></p>`) : NOTHING}`
}
