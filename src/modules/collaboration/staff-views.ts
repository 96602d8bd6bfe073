import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import type { OwnReception, Shown } from './reach.ts'
import { nameOf, stateOf } from './said.ts'
import type { Joining } from './sharing/request.ts'

/** The receptions that one keeps, as a table. */
export const receptionsTable = (visit: Visit, { findings, municipalities }: Shown): Table<OwnReception> => {
  const { say } = visit
  const toSeeTo = ({ name }: OwnReception): number => findings.filter(({ reception }) => reception === name).length
  return {
    caption: say('receptions.title'),
    path: '/receptions',
    empty: html`<p>${say('receptions.empty')}</p>`,
    filters: [{ name: 'todo', says: say('receptions.todo'), holds: (reception) => toSeeTo(reception) > 0 }],
    columns: [
      {
        name: 'title',
        head: say('receptions.name'),
        value: ({ title }) => title,
        shown: ({ name, title }) => html`<a href="/receptions/${name}">${title}</a>`,
      },
      {
        name: 'serves',
        head: say('receptions.serves'),
        value: ({ serves }) => serves.map(({ municipality }) => nameOf(municipalities, municipality)).join(', '),
      },
      { name: 'members', head: say('receptions.members'), value: ({ members }) => members.length },
      { name: 'now', head: say('receptions.now'), value: (reception) => stateOf(visit, reception) },
      { name: 'todo', head: say('receptions.todo'), value: (reception) => toSeeTo(reception) },
    ],
  }
}

/** The list, and where one goes from it: `joining` is how the municipality stands, for who may decide. */
export const receptionsPage = (visit: Visit, shown: Shown, joining: Joining | undefined): Html => {
  const { say } = visit
  return html`<p>${say('receptions.text')}</p>
${joining?.alone === true ? html`<div class="box"><p>${say('reception-join.alone')} <a href="/receptions/join">${say('reception-join.title')}</a></p></div>` : NOTHING}
${showTable(say, receptionsTable(visit, shown), shown.own, visit.query)}
${
  joining === undefined
    ? NOTHING
    : html`<ul><li><a href="/receptions/new">${say('reception-edit.new')}</a></li><li><a href="/receptions/join">${say('reception-join.title')}</a></li><li><a href="/receptions/asked">${say('reception-join.asked')}</a></li></ul>`
}`
}
