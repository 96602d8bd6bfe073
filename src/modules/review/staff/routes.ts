import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { needs } from '#platform/http/routes.ts'
import { get, page, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import type { Municipality } from '#modules/municipality/index.ts'
import { listReviews } from '../store.ts'
import { actRoutes } from './act-routes.ts'
import { listedReview, reviewsPage, reviewsTable, type ListedReview } from './list-views.ts'
import { as, askerOf, shownReview, type ReviewNeed } from './need.ts'
import { noReviewYet, reviewPage } from './review-views.ts'
import { waitingRoutes } from './waiting-routes.ts'

const READS = needs('review.read')

/** The review on the staff side: a municipality’s own, those that one supports, and what people say of them. */
export const reviewRoutes = (need: ReviewNeed): readonly StaffRoute[] => [
  get('/review', READS, async (visit, who) => begin(need, visit, who)),
  // Before the address of one municipality, which would take these for a code.
  ...waitingRoutes(need),
  get('/review/:code', READS, async (visit, who) => {
    const municipality = need.reference.municipalities.get(visit.params['code'] ?? '')
    return municipality === undefined ? { kind: 'gone' } : showOne(need, visit, who, municipality)
  }),
  ...actRoutes(need),
]

/** A municipality comes to its own review, everybody else to the table. */
const begin = async (need: ReviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const asked = await as(need, who, async (tx) => {
    const { own } = await askerOf(tx, need, who)
    return own ?? rowsIn(tx, need)
  })
  if (isMunicipality(asked)) {
    const own = await showOne(need, visit, who, asked)
    // Its own way in is there before there is anything to read.
    return own.kind === 'gone'
      ? page({ title: visit.say('review.own'), here: '/review', main: noReviewYet(visit) })
      : own
  }
  const file = await tableFile(reviewsTable(visit, asked), asked, visit.query)
  return file ?? page({ title: visit.say('review.title'), here: '/review', main: reviewsPage(visit, who, asked) })
}

const isMunicipality = (asked: Municipality | readonly ListedReview[]): asked is Municipality => 'code' in asked

const rowsIn = async (
  tx: Queryable,
  { reference: { municipalities }, catalogue }: ReviewNeed,
): Promise<readonly ListedReview[]> => {
  const reviews = await listReviews(
    tx,
    municipalities.all.map(({ code }) => code),
  )
  return reviews.flatMap((review) => {
    const municipality = municipalities.get(review.code)
    return municipality === undefined ? [] : [listedReview(municipality, review, catalogue())]
  })
}

const showOne = async (need: ReviewNeed, visit: Visit, who: SignedIn, municipality: Municipality): Promise<Answer> => {
  const { say } = visit
  const { shown, asker } = await as(need, who, async (tx) => ({
    shown: await shownReview(tx, need, who, municipality),
    asker: await askerOf(tx, need, who),
  }))
  const own = asker.own?.code === municipality.code
  if (shown === undefined) return { kind: 'gone' }
  const title = own ? say('review.own') : say('review.of', { name: municipality.name })
  return page({ title, here: '/review', main: reviewPage(visit, who, shown) })
}
