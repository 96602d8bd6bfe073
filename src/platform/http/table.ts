import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Words } from './words.ts'

export type CellValue = string | number | null

/** One column: its value sorts and is exported; `shown` is what stands on the page where that is more than the value. */
export type Column<Row> = {
  readonly name: string
  readonly head: string
  readonly value: (row: Row) => CellValue
  readonly shown?: (row: Row) => Html
  /** On the page alone: a button is nothing to export. */
  readonly onlyPage?: true
}

/** One choice of what is shown, such as "too old". */
export type Filter<Row> = { readonly name: string; readonly says: string; readonly holds: (row: Row) => boolean }

export type Table<Row> = {
  /** What the table shows; its caption and the name of its files. */
  readonly caption: string
  readonly path: string
  /** What else was asked for in the address, such as a search: it stays whatever is chosen in the table. */
  readonly kept?: Readonly<Record<string, string>>
  readonly columns: readonly Column<Row>[]
  readonly filters: readonly Filter<Row>[]
  /** Says what to do when there is nothing at all. */
  readonly empty: Html
}

/** What stands in the address: which filter is on, and which column sorts; `-name` sorts from the end. */
type Asked = { readonly filter: string; readonly sort: string }

const askedOf = <Row>(table: Table<Row>, query: URLSearchParams): Asked => {
  const filter = query.get('show') ?? ''
  const sort = query.get('sort') ?? ''
  return {
    filter: table.filters.some(({ name }) => name === filter) ? filter : '',
    sort: table.columns.some(({ name }) => name === sort.replace(/^-/, '')) ? sort : '',
  }
}

const addressOf = <Row>({ path, kept }: Table<Row>, asked: Asked, as?: string): string => {
  const query = new URLSearchParams(kept)
  if (asked.filter !== '') query.set('show', asked.filter)
  if (asked.sort !== '') query.set('sort', asked.sort)
  if (as !== undefined) query.set('as', as)
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

const swedish = new Intl.Collator('sv', { numeric: true, sensitivity: 'base' })

/** What is missing stands last, whichever way the rest is sorted. */
const byValue = (a: CellValue, b: CellValue, way: 1 | -1): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return way * (typeof a === 'number' && typeof b === 'number' ? a - b : swedish.compare(String(a), String(b)))
}

/** The rows that the address asks for, in its order; an unknown filter or column in it changes nothing. */
export const chosenRows = <Row>(table: Table<Row>, rows: readonly Row[], query: URLSearchParams): readonly Row[] => {
  const { filter, sort } = askedOf(table, query)
  const chosen = rows.filter(table.filters.find(({ name }) => name === filter)?.holds ?? (() => true))
  const column = table.columns.find(({ name }) => name === sort.replace(/^-/, ''))
  if (column === undefined) return chosen
  const way = sort.startsWith('-') ? -1 : 1
  return chosen.toSorted((a, b) => byValue(column.value(a), column.value(b), way))
}

/** The table on its page: filters and sorting are links, and the files have the filter that is on. */
export const showTable = <Row>(say: Words, table: Table<Row>, rows: readonly Row[], query: URLSearchParams): Html => {
  if (rows.length === 0) return html`<div class="box">${table.empty}</div>`
  const asked = askedOf(table, query)
  const chosen = chosenRows(table, rows, query)
  return html`${table.filters.length === 0 ? NOTHING : filterLinks(say, table, rows, asked)}
<div class="beside screen"><p>${say('table.count', { shown: chosen.length, all: rows.length })}</p><p><a href="${addressOf(table, asked, 'xlsx')}">${say('table.xlsx')}</a></p><p><a href="${addressOf(table, asked, 'csv')}">${say('table.csv')}</a></p></div>
${chosen.length === 0 ? html`<div class="box"><p>${say('table.none-of-these')} <a href="${addressOf(table, { ...asked, filter: '' })}">${say('table.show-all')}</a></p></div>` : body(say, table, chosen, asked)}`
}

const filterLinks = <Row>(say: Words, table: Table<Row>, rows: readonly Row[], asked: Asked): Html => {
  const link = (name: string, says: string, count: number): Html =>
    html`<a href="${addressOf(table, { ...asked, filter: name })}"${name === asked.filter ? html` aria-current="true"` : NOTHING}>${says} (${count})</a>`
  return html`<nav class="beside" aria-label="${say('table.filter')}">${link('', say('table.all'), rows.length)}${table.filters.map(
    ({ name, says, holds }) => link(name, says, rows.filter(holds).length),
  )}</nav>`
}

const body = <Row>(say: Words, table: Table<Row>, rows: readonly Row[], asked: Asked): Html =>
  html`<div class="scrolls" role="region" aria-label="${table.caption}" tabindex="0"><table>
<thead><tr>${table.columns.map((column) => head(say, table, column, asked))}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${table.columns.map((column, place) => cell(column, row, place === 0))}</tr>\n`)}</tbody>
</table></div>`

const head = <Row>(say: Words, table: Table<Row>, { name, head, onlyPage }: Column<Row>, asked: Asked): Html => {
  if (onlyPage === true) return html`<th scope="col">${head}</th>`
  const up = asked.sort === name
  const down = asked.sort === `-${name}`
  const sorted = up ? html` aria-sort="ascending"` : down ? html` aria-sort="descending"` : NOTHING
  const mark = up ? ' ↑' : down ? ' ↓' : ''
  const to = addressOf(table, { ...asked, sort: up ? `-${name}` : name })
  return html`<th scope="col"${sorted}><a href="${to}" title="${say('table.sort', { column: head })}">${head}${mark}</a></th>`
}

const cell = <Row>({ value, shown }: Column<Row>, row: Row, first: boolean): Html => {
  const own = value(row)
  const inner = shown?.(row) ?? html`${own ?? ''}`
  if (first) return html`<th scope="row">${inner}</th>`
  return html`<td${kindOf(own)}>${inner}</td>`
}

/** Numbers stand under one another; a day is not broken in two. */
const kindOf = (value: CellValue): Html => {
  if (typeof value === 'number') return html` class="number"`
  return value !== null && /^\d{4}-\d\d-\d\d/.test(value) ? html` class="day"` : NOTHING
}
