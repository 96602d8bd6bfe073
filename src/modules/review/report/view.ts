import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Report } from './report.ts'
import type { Telling, ToldArea, ToldCriterion, ToldEvidence } from './told.ts'
import { mendsView } from './view-first.ts'
import { toldReport, type ToldReport } from './told-report.ts'

/** What a page puts beside a criterion, such as a form to contest it. */
export type Beside = (criterion: string) => Html

/**
 * The report as part of a page whose h1 is its title: first the three things to change, then everything else. Pure, and
 * without script. What came from the website stands there as text; links to it give no referrer.
 */
export const reportView = (telling: Telling, report: Report, beside: Beside = () => NOTHING): Html => {
  const { about, told } = toldReport(telling, report)
  const { say } = telling
  const method = html`<p class="note">${about.map((sentence) => html`${sentence} `)}</p>`
  if (told.kind === 'not-whole')
    return html`<div class="box"><p><b>${say('report.not-whole')}</b></p>
<p>${told.what} ${say('report.not-whole-text')}</p></div>
<h2>${say('report.todo-heading')}</h2>
<p>${told.todo}</p>
${method}`
  return html`<div class="box"><p><b>${told.label}</b></p>
${told.means.map((sentence) => html`<p>${sentence}</p>`)}</div>
${mendsView(telling, told.mends)}
${matrix(say('report.stars'), say('report.stars-text'), [say('report.criterion'), say('report.verdict')], told.stars)}
${matrix(say('report.groups'), say('report.groups-text'), [say('report.group'), say('report.standing')], told.groups)}
${told.since === null ? NOTHING : html`<h2>${told.since.heading}</h2>${told.since.sentences.map((sentence) => html`<p>${sentence}</p>`)}`}
${told.areas.map((area) => areaView(telling, area, beside))}
${method}`
}

type Row = Extract<ToldReport['told'], { kind: 'judged' }>['stars'][number]

const matrix = (heading: string, text: string, heads: readonly string[], rows: readonly Row[]): Html =>
  rows.length === 0
    ? NOTHING
    : html`<h2>${heading}</h2>
<p>${text}</p>
<div class="scrolls" tabindex="0" role="region" aria-label="${heading}"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(({ id, name, word }) => html`<tr><td><a href="#${id}">${name}</a></td><td>${word}</td></tr>`)}</tbody></table></div>`

const areaView = (telling: Telling, { name, points, criteria }: ToldArea, beside: Beside): Html => html`<h2>${name}</h2>
<p>${points}</p>
${criteria.map((criterion) => criterionView(telling, criterion, beside))}`

const criterionView = (telling: Telling, criterion: ToldCriterion, beside: Beside): Html => {
  const { id, name, star, verdict, question, saw, evidence, notes, todo } = criterion
  const { say } = telling
  return html`<section aria-labelledby="${id}"><h3 id="${id}">${name}</h3>
<p><b>${verdict}</b>${star ? html` (${say('report.star')})` : NOTHING}. ${saw}</p>
<p class="note">${id}: ${question}</p>
${evidence.map((piece) => evidenceView(telling, piece))}
${notes.map((note) => html`<p class="note">${note}</p>`)}
${todo === '' ? NOTHING : html`<p>${say('report.todo')}: ${todo}</p>`}
${beside(id)}</section>
`
}

const IS_WEB = /^https?:\/\//

/** Where it was seen: the page, when it was fetched, and the words as they stood there. */
export const evidenceView = ({ say, language }: Telling, { url, on, excerpt }: ToldEvidence): Html => {
  const link = IS_WEB.test(url) ? html`<a href="${url}" rel="noreferrer noopener nofollow">${url}</a>` : html`${url}`
  // The sites are written in Swedish, as a rule.
  const lang = language === 'sv' ? NOTHING : html` lang="sv"`
  return html`<p class="note">${link}, ${say('report.fetched', { on })}</p>
${excerpt === null ? NOTHING : html`<blockquote${lang}>${excerpt}</blockquote>`}`
}
