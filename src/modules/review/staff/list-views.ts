import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Column, type Filter, type Table } from '#platform/http/table.ts'
import type { Municipality } from '#modules/municipality/index.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import type { VisitEnd } from '../crawl/visit.ts'
import { releasedOn } from '../release.ts'
import { scoreOf, type Label } from '../score/score.ts'
import { holding, standingOf, type VerdictState } from '../standing.ts'
import type { Listed } from '../store.ts'

/** A municipality's newest review in a line of the table: what it comes to, never a rank. */
export type ListedReview = {
  readonly municipality: Municipality
  readonly review: Listed
  readonly told: { readonly label: Label; readonly assessable: number | undefined; readonly stars: number } | VisitEnd
  readonly contested: number
  readonly proposed: number
}

/** What a line says of a review, after what people have said of it. */
export const listedReview = (municipality: Municipality, review: Listed, catalogue: Catalogue): ListedReview => {
  const { verdicts, acts, end } = review
  if (verdicts === undefined) return { municipality, review, told: end, contested: 0, proposed: 0 }
  const { label, total, stars } = scoreOf(holding(verdicts, acts, catalogue), catalogue)
  const states = catalogue.flatMap(({ data }): readonly VerdictState[] => {
    const machine = verdicts[data.id]
    return machine === undefined ? [] : [standingOf(data, machine, acts).state]
  })
  const count = (wanted: VerdictState): number => states.filter((state) => state === wanted).length
  return {
    municipality,
    review,
    told: { label, assessable: total.assessable, stars: stars.filter(({ kind }) => kind === 'not-met').length },
    contested: count('contested'),
    proposed: count('proposed'),
  }
}

const isJudged = ({ told }: ListedReview): boolean => typeof told !== 'string'
const starsOf = ({ told }: ListedReview): number => (typeof told === 'string' ? 0 : told.stars)
const releaseOf = ({ review }: ListedReview): string => releasedOn(review.shownOn, review.acts)

/** The reviews of the municipalities one supports, by name. */
export const reviewsTable = (visit: Visit, rows: readonly ListedReview[]): Table<ListedReview> => ({
  caption: visit.say('review.title'),
  path: '/review',
  empty: html`<p>${visit.say('review.empty')}</p>`,
  filters: filtersOf(visit),
  columns: columnsOf(visit, new Set(rows.map(({ municipality }) => municipality.countyCode)).size > 1),
})

const filtersOf = ({ say, today }: Visit): readonly Filter<ListedReview>[] => [
  { name: 'stars', says: say('review.filter-stars'), holds: (row) => starsOf(row) > 0 },
  { name: 'contested', says: say('review.filter-contested'), holds: ({ contested }) => contested > 0 },
  { name: 'proposed', says: say('review.filter-proposed'), holds: ({ proposed }) => proposed > 0 },
  { name: 'not-judged', says: say('review.filter-not-judged'), holds: (row) => !isJudged(row) },
  { name: 'not-public', says: say('review.filter-not-public'), holds: (row) => releaseOf(row) > today },
]

const columnsOf = (visit: Visit, severalCounties: boolean): readonly Column<ListedReview>[] => {
  const { say } = visit
  return [
    {
      name: 'name',
      head: say('review.name'),
      value: ({ municipality }) => municipality.name,
      shown: ({ municipality: { code, name } }) => html`<a href="/review/${code}">${name}</a>`,
    },
    ...(severalCounties
      ? [{ name: 'county', head: say('review.county'), value: (row: ListedReview) => row.municipality.countyName }]
      : []),
    {
      name: 'visited',
      head: say('review.visited'),
      value: ({ review }) => (review.visitedAt === undefined ? null : stockholm(review.visitedAt).date),
    },
    { name: 'told', head: say('review.told'), value: ({ told }) => toldSaid(visit, told) },
    {
      name: 'assessable',
      head: say('review.assessable'),
      value: ({ told }) =>
        typeof told === 'string' || told.assessable === undefined ? null : Math.round(told.assessable * 100),
    },
    { name: 'stars', head: say('review.stars'), value: (row) => (isJudged(row) ? starsOf(row) : null) },
    { name: 'contested', head: say('review.contested'), value: ({ contested }) => contested },
    { name: 'proposed', head: say('review.proposed'), value: ({ proposed }) => proposed },
    { name: 'public', head: say('review.public'), value: releaseOf },
  ]
}

const toldSaid = ({ say }: Visit, told: ListedReview['told']): string =>
  typeof told === 'string' ? say(`report.end.${told}`, { about: '' }) : say(`report.label.${told.label}`)

export const reviewsPage = (visit: Visit, who: SignedIn, rows: readonly ListedReview[]): Html => {
  const { say, query } = visit
  const rules = may(who.acting, 'review.rule')
  return html`<p>${say('review.text', { organisation: who.organisation })}</p>
${rules ? html`<p class="beside"><a href="/review/objections">${say('review.objections')}</a><a href="/review/proposals">${say('review.proposals')}</a></p>` : NOTHING}
${showTable(say, reviewsTable(visit, rows), rows, query)}`
}
