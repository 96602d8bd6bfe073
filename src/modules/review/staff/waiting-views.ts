import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { form, hidden } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import type { OpenObjection } from '../act-store.ts'
import type { Catalogue, Criterion } from '../criteria/catalogue.ts'
import { criterionIn } from '../report/told.ts'
import { evidenceView } from '../report/view.ts'
import { undoForm } from './done.ts'
import type { ShownVerdict } from './need.ts'

type Names = { readonly municipalities: Municipalities; readonly catalogue: Catalogue }

const nameOf = ({ municipalities }: Names, code: string): string => municipalities.get(code)?.name ?? code

const criterionName = ({ language }: Visit, { catalogue }: Names, id: string): string =>
  catalogue.find(({ data }) => data.id === id)?.data.name[language] ?? id

/** The objections that wait for an answer, the oldest first. */
export const objectionsTable = (visit: Visit, names: Names): Table<OpenObjection> => {
  const { say } = visit
  return {
    caption: say('review.objections'),
    path: '/review/objections',
    empty: html`<p>${say('review.objections-empty')}</p>`,
    filters: [],
    columns: [
      {
        name: 'name',
        head: say('review.name'),
        value: ({ code }) => nameOf(names, code),
        shown: ({ code, criterion }) => html`<a href="/review/${code}/${criterion}">${nameOf(names, code)}</a>`,
      },
      {
        name: 'criterion',
        head: say('report.criterion'),
        value: ({ criterion }) => criterionName(visit, names, criterion),
      },
      { name: 'machine', head: say('report.verdict'), value: ({ machine }) => say(`report.kind.${machine}`) },
      { name: 'reason', head: say('review.reason'), value: ({ reason }) => reason },
      { name: 'by', head: say('review.by'), value: ({ by }) => by },
      {
        name: 'since',
        head: say('review.since'),
        value: ({ at }) => stockholm(at).date,
        shown: ({ at }) => momentShown(visit, at),
      },
    ],
  }
}

export const objectionsPage = (visit: Visit, names: Names, rows: readonly OpenObjection[]): Html =>
  html`<p><a href="/review">← ${visit.say('review.title')}</a></p>
<p>${visit.say('review.objections-text')}</p>
${showTable(visit.say, objectionsTable(visit, names), rows, visit.query)}`

/** How many proposals of a criterion wait. */
export type Waiting = { readonly criterion: Criterion; readonly count: number }

export const proposalsTable = (visit: Visit): Table<Waiting> => {
  const { say, language } = visit
  return {
    caption: say('review.proposals'),
    path: '/review/proposals',
    empty: html`<p>${say('review.proposals-empty')}</p>`,
    filters: [],
    columns: [
      {
        name: 'criterion',
        head: say('report.criterion'),
        value: ({ criterion }) => criterion.data.name[language],
        shown: ({ criterion: { data } }) => html`<a href="/review/proposals/${data.id}">${data.name[language]}</a>`,
      },
      { name: 'waiting', head: say('review.waiting'), value: ({ count }) => count },
    ],
  }
}

export const proposalsPage = (visit: Visit, rows: readonly Waiting[]): Html =>
  html`<p><a href="/review">← ${visit.say('review.title')}</a></p>
<p>${visit.say('review.proposals-text')}</p>
${showTable(visit.say, proposalsTable(visit), rows, visit.query)}`

/** The proposals of one criterion, each beside what the machine saw, to be confirmed one by one. */
export const confirmingPage = (
  visit: Visit,
  { data }: Criterion,
  shown: readonly ShownVerdict[],
  waiting: number,
  done: ShownVerdict | undefined,
): Html => {
  const { say, language } = visit
  return html`${done === undefined ? NOTHING : doneBox(visit, done)}
<p><a href="/review/proposals">← ${say('review.proposals')}</a></p>
<p>${data.question[language]} ${data.why[language]}</p>
<p class="note">${say('review.proposals-shown', { shown: shown.length, waiting })}</p>
${shown.map((one) => proposalBox(visit, one))}`
}

const doneBox = (visit: Visit, { municipality, standing, review }: ShownVerdict): Html => {
  const { confirmation } = standing
  if (confirmation?.own !== true || String(confirmation.id) !== visit.query.get('done')) return NOTHING
  return html`<div class="box done beside" role="status"><p>${visit.say('review.done-of', { name: municipality.name })}</p>${undoForm(visit, review.code, confirmation)}</div>`
}

const proposalBox = (visit: Visit, { criterion, standing, review, municipality }: ShownVerdict): Html => {
  const { say, language } = visit
  const told = criterionIn({ say, language }, { data: criterion.data, standing, measured: undefined })
  const { code, name } = municipality
  return html`<section class="box" aria-labelledby="of-${code}"><h2 id="of-${code}">${name}</h2>
<p><b>${told.verdict}</b>. ${told.saw}</p>
${told.evidence.map((piece) => evidenceView({ say, language }, piece))}
<div class="beside">${form(
    visit,
    `/review/${code}/${criterion.data.id}/confirm`,
    html`${hidden('review', review.id)}${hidden('then', 'proposals')}<button aria-label="${say('review.confirm-for', { name })}">${say('review.confirm-do')}</button>`,
  )}<p><a href="/review/${code}/${criterion.data.id}#verdict" aria-label="${say('review.otherwise-for', { name })}">${say('review.otherwise')}</a></p></div></section>`
}
