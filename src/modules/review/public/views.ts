import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Report } from '../report/report.ts'
import { percent, type Telling } from '../report/told.ts'
import { toldReport } from '../report/told-report.ts'
import { reportView } from '../report/view.ts'
import type { PublicPaths, PublicReview, PublicView } from './public-review.ts'

/** The ids of the criteria that the municipality says are wrongly judged, and has had no answer on. */
export const contestedIn = (report: Report): readonly string[] =>
  report.kind === 'judged'
    ? report.criteria.flatMap(({ data, standing }) => (standing.state === 'contested' ? [data.id] : []))
    : []

/** All municipalities whose review is public, by name. */
export const listView = (telling: Telling, all: readonly PublicReview[], paths: PublicPaths): PublicView => {
  const { say } = telling
  return {
    title: say('reviews.title'),
    main: html`<h1>${say('reviews.title')}</h1>
<p class="lead">${say('reviews.lead')}</p>
<p>${say('reviews.heard')} ${say('reviews.order')}</p>
<p><a href="${paths.how}">${say('reviews.how')}</a></p>
${all.length === 0 ? html`<p>${say('reviews.none')}</p>` : listTable(telling, all, paths)}
<p>${say('reviews.data')}: <a href="${paths.csv}">CSV</a>, <a href="${paths.json}">JSON</a></p>`,
  }
}

const listTable = ({ say }: Telling, all: readonly PublicReview[], paths: PublicPaths): Html => {
  const heads = ['municipality', 'result', 'rests', 'visited', 'objections'].map((head) => say(`reviews.${head}`))
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${all.map(({ report, name }) => {
    const judged = report.kind === 'judged' ? report.score : undefined
    const rests = judged?.total.assessable
    return html`<tr><th scope="row"><a href="${paths.one(report.code)}">${name}</a></th><td>${judged === undefined ? say('reviews.not-judged') : say(`report.label.${judged.label}`)}</td><td>${rests === undefined ? '–' : `${percent(rests)} %`}</td><td>${report.visitedAt === undefined ? '–' : stockholm(report.visitedAt).date}</td><td>${contestedIn(report).length}</td></tr>`
  })}</tbody></table>`
}

/** One municipality's review: the report as the municipality itself has it, with what it objects to. */
export const reviewView = (telling: Telling, { report, releasedOn }: PublicReview, paths: PublicPaths): PublicView => {
  const { say } = telling
  const contested = contestedIn(report).length
  const { title } = toldReport(telling, report)
  return {
    title,
    main: html`<nav class="screen"><a href="${paths.list}">← ${say('reviews.title')}</a></nav>
<h1>${title}</h1>
<p class="note">${say('reviews.public-since', { on: releasedOn })} <a href="${paths.how}">${say('reviews.how')}</a> · <a href="${paths.oneJson(report.code)}">${say('reviews.as-data')}</a></p>
${contested === 0 ? NOTHING : html`<p><b>${say(contested === 1 ? 'reviews.contested-one' : 'reviews.contested', { count: contested })}</b></p>`}
${reportView(telling, report)}`,
  }
}
