import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Telling } from './told.ts'
import type { ToldFirst, ToldMend } from './told-first.ts'

/** The three things to change with their texts, to be read in a minute; the others in a list below. */
export const mendsView = (telling: Telling, { first, later }: ToldFirst): Html => {
  const { say } = telling
  if (first.length === 0) return html`<h2 id="first">${say('report.first')}</h2><p>${say('report.first-none')}</p>`
  return html`<h2 id="first">${say('report.first')}</h2>
<p>${say('report.first-text')}</p>
<ol>${first.map((mend) => html`<li>${mendView(telling, mend)}</li>`)}</ol>
${later.length === 0 ? NOTHING : laterList(telling, later)}`
}

const mendView = ({ say, language }: Telling, mend: ToldMend): Html => {
  const { id, name, star, saw, todo, paste, where, gain, effort } = mend
  return html`<h3><a href="#${id}">${name}</a>${star ? html` (${say('report.star')})` : NOTHING}</h3>
<p>${saw} ${where === null ? say('report.no-page') : html`${say('report.where')}: <a href="${where.url}" rel="noreferrer noopener nofollow">${where.url}</a>`}</p>
<p><b>${say('report.todo')}</b>: ${todo}</p>
${paste.length === 0 ? NOTHING : html`<p class="note" id="paste-${id}">${say('report.paste')}. ${say('report.paste-hint')}</p><div class="paste" role="group" aria-labelledby="paste-${id}"${language === 'sv' ? NOTHING : html` lang="sv"`}>${paste.map((line) => html`<p>${line}</p>`)}</div>`}
<p class="note">${gain} ${effort}</p>`
}

const laterList = ({ say }: Telling, mends: readonly ToldMend[]): Html => html`<h2>${say('report.later')}</h2>
<p>${say('report.later-text')}</p>
<ol>${mends.map(({ id, name, todo, gain }) => html`<li><a href="#${id}">${name}</a>. ${todo} ${gain}</li>`)}</ol>`
