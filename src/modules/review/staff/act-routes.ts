import { audit } from '#platform/audit/index.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { inForce, isAnswered } from '../act.ts'
import { addAct, lockReview, type NewAct, type Saying } from '../act-store.ts'
import type { Review } from '../review.ts'
import { latestReviewOf } from '../store.ts'
import { MAY_UNDO } from './done.ts'
import { as, askerOf, shownVerdict, type ReviewNeed, type ShownVerdict } from './need.ts'
import { confirming, contesting, ruling, type Reading } from './reading.ts'
import { verdictPage } from './verdict-views.ts'

/** One verdict on its page, and what is said of it there. */
export const actRoutes = (need: ReviewNeed): readonly StaffRoute[] => [
  post('/review/:code/look', needs('review.answer'), async (visit, who) => look(need, visit, who)),
  post('/review/:code/acts/:act/withdraw', needs('review.read'), async (visit, who) => withdraw(need, visit, who)),
  get('/review/:code/:criterion', needs('review.read'), async (visit, who) => {
    const shown = await as(need, who, async (tx) => shownVerdict(tx, need, visit, who))
    return shown === undefined ? { kind: 'gone' } : verdictAnswer(visit, who, shown, [])
  }),
  post('/review/:code/:criterion/confirm', needs('review.confirm'), async (visit, who) =>
    say(need, visit, who, confirming),
  ),
  post('/review/:code/:criterion/contest', needs('review.answer'), async (visit, who) =>
    say(need, visit, who, contesting),
  ),
  post('/review/:code/:criterion/rule', needs('review.rule'), async (visit, who) => say(need, visit, who, ruling)),
]

const verdictAnswer = (visit: Visit, who: SignedIn, shown: ShownVerdict, faults: readonly Fault[]): Answer => {
  const title = shown.criterion.data.name[visit.language]
  const main = verdictPage(visit, who, shown, faults)
  return page({ title, here: '/review', main }, faults.length === 0 ? 200 : 422)
}

/** A form that was opened on an older review says nothing of the newer one. */
const isOlder = ({ form }: Visit, { id }: Review): boolean => form.get('review') !== String(id)

const sayingOf = (review: Review, { now }: Visit, who: SignedIn): Saying => ({
  review: review.id,
  code: review.code,
  by: who.person,
  organisation: who.organisation,
  now,
})

const add = async (
  tx: Queryable,
  visit: Visit,
  who: SignedIn,
  review: Review,
  act: NewAct,
): Promise<number | undefined> => {
  const id = await addAct(tx, act, sayingOf(review, visit, who))
  if (id === undefined) return undefined
  const { person, organisation } = who.acting
  const detail = { run: review.round.run, ...(act.criterion === undefined ? {} : { criterion: act.criterion }) }
  await audit(tx, { who: person, organisation, what: `review.${act.kind}`, about: review.code, detail })
  return id
}

/** Adds what a form says of a verdict, one at a time on a review, and goes back to where it can be undone. */
const say = async (need: ReviewNeed, visit: Visit, who: SignedIn, reading: Reading): Promise<Answer> =>
  as(need, who, async (tx) => {
    const before = await shownVerdict(tx, need, visit, who)
    if (before === undefined) return { kind: 'gone' }
    await lockReview(tx, before.review.id)
    const shown = (await shownVerdict(tx, need, visit, who)) ?? before
    if (isOlder(visit, shown.review))
      return verdictAnswer(visit, who, shown, [{ field: 'verdict', says: 'review.newer' }])
    const read = reading(visit.form, shown)
    if ('faults' in read) return verdictAnswer(visit, who, shown, read.faults)
    const id = await add(tx, visit, who, shown.review, read.act)
    const { code } = shown.review
    return visit.form.get('then') === 'proposals'
      ? go(`/review/proposals/${shown.criterion.data.id}?done=${id}&of=${code}`)
      : go(`/review/${code}/${shown.criterion.data.id}?done=${id}`)
  })

const ownReview = async (
  tx: Queryable,
  need: ReviewNeed,
  { params }: Visit,
  who: SignedIn,
): Promise<Review | undefined> => {
  const { own } = await askerOf(tx, need, who)
  return own !== undefined && own.code === params['code'] ? latestReviewOf(tx, own.code) : undefined
}

const look = async (need: ReviewNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  as(need, who, async (tx) => {
    const review = await ownReview(tx, need, visit, who)
    if (review === undefined) return { kind: 'gone' }
    await lockReview(tx, review.id)
    const acts = (await latestReviewOf(tx, review.code))?.acts ?? []
    if (isOlder(visit, review) || inForce(acts).some(({ kind }) => kind === 'looked'))
      return go(`/review/${review.code}`)
    const id = await add(tx, visit, who, review, { kind: 'looked' })
    return go(`/review/${review.code}?done=${id}`)
  })

/** Takes back what one's own organisation has said, unless it has been answered since. */
const withdraw = async (need: ReviewNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  as(need, who, async (tx) => {
    const review = await latestReviewOf(tx, visit.params['code'] ?? '')
    const known = inForce(review?.acts ?? [])
    const act = known.find(({ id, own }) => own && String(id) === visit.params['act'])
    if (review === undefined || act === undefined || !may(who.acting, MAY_UNDO[act.kind])) return { kind: 'gone' }
    await lockReview(tx, review.id)
    if (isAnswered(known, act)) return { kind: 'gone' }
    const criterion = 'criterion' in act ? act.criterion : undefined
    await add(tx, visit, who, review, {
      kind: 'withdrawn',
      answers: act.id,
      ...(criterion === undefined ? {} : { criterion }),
    })
    return go(criterion === undefined ? `/review/${review.code}` : `/review/${review.code}/${criterion}`)
  })
