import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import { AREAS, type CriterionData } from '../criteria/criterion.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import type { Telling } from '../report/told.ts'
import { summaryOf, type Count } from '../score/summary.ts'
import type { PublicPaths, PublicReview, PublicView } from './public-review.ts'

/** How sites are judged: the method in words, and every criterion with why it is asked and what to do about it. */
export const howView = (
  telling: Telling,
  catalogue: Catalogue,
  all: readonly PublicReview[],
  paths: PublicPaths,
): PublicView => {
  const { say } = telling
  const judged = all.flatMap(({ report }) =>
    report.kind === 'judged'
      ? [{ group: undefined, verdicts: Object.fromEntries(report.criteria.map((c) => [c.data.id, c.standing.holds])) }]
      : [],
  )
  const counts = new Map(summaryOf(judged, catalogue).criteria.map((criterion) => [criterion.id, criterion.all]))
  const method = ['how-machine', 'how-score', 'how-stars', 'how-people'].map((part) => say(`reviews.${part}`))
  return {
    title: say('reviews.how'),
    main: html`<nav class="screen"><a href="${paths.list}">← ${say('reviews.title')}</a></nav>
<h1>${say('reviews.how')}</h1>
<p class="lead">${say('reviews.how-lead', { count: catalogue.length })}</p>
${method.map((part) => html`<p>${part}</p>`)}
${AREAS.map((area) => {
  const own = catalogue.filter(({ data }) => data.id.startsWith(area))
  return own.length === 0
    ? NOTHING
    : html`<h2>${say(`report.area.${area}`)}</h2>${own.map(({ data }) => criterionText(telling, data, counts.get(data.id)))}`
})}`,
  }
}

const criterionText = ({ say, language }: Telling, data: CriterionData, count: Count | undefined): Html => {
  const { id, name, question, why, weight, star, mode, fix } = data
  return html`<h3 id="${id}">${name[language]}</h3>
<p>${question[language]} ${why[language]}</p>
<p>${say('report.todo')}: ${fix[language]}</p>
<p class="note">${id}. ${say('reviews.weight', { weight })}${star ? ` (${say('report.star')}) ` : ' '}${say(`reviews.mode-${mode}`)} ${soFar(say, count)}</p>
`
}

const soFar = (say: Telling['say'], count: Count | undefined): string => {
  const sites = count === undefined ? 0 : Object.values(count).reduce((sum, each) => sum + each, 0)
  if (count === undefined || sites === 0) return ''
  const counts = VERDICT_KINDS.flatMap((kind) =>
    count[kind] === 0 ? [] : [`${say(`report.kind.${kind}`).toLowerCase()} ${count[kind]}`],
  ).join(', ')
  return say('reviews.so-far', { sites, counts })
}
