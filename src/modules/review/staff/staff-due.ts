import { daysBetween, stockholm, type LocalDate } from '#kernel/dates.ts'
import { may } from '#platform/auth/roles.ts'
import type { Due, DueFor } from '#platform/http/due.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { inForce } from '../act.ts'
import { readOpenObjections } from '../act-store.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import { publicFrom, releasedOn } from '../release.ts'
import type { Review } from '../review.ts'
import { latestReviewOf } from '../store.ts'
import { as, askerOf, type ReviewNeed } from './need.ts'
import { proposalsIn } from './waiting-routes.ts'

/** What the review needs: of a municipality that it looks, of the agency that it answers and confirms. */
export const reviewDue =
  (need: ReviewNeed): DueFor =>
  async (visit, who) => {
    if (may(who.acting, 'review.answer'))
      return as(need, who, async (tx) => {
        const { own } = await askerOf(tx, need, who)
        const review = own === undefined ? undefined : await latestReviewOf(tx, own.code)
        return review === undefined ? [] : ownDue(visit, review, need.catalogue)
      })
    if (!may(who.acting, 'review.rule')) return []
    return as(need, who, async (tx) => {
      const codes = need.reference.municipalities.all.map(({ code }) => code)
      const objections = (await readOpenObjections(tx, codes)).length
      const proposals = (await proposalsIn(tx, need)).length
      return [...waitingDue(visit, 'objections', objections), ...waitingDue(visit, 'proposals', proposals)]
    })
  }

const waitingDue = ({ say }: Visit, what: 'objections' | 'proposals', count: number): readonly Due[] =>
  count === 0
    ? []
    : [
        {
          what: say(`review.due-${what}${count === 1 ? '-one' : ''}`, { count }),
          why: say(`review.due-${what}-why`),
          to: `/review/${what}`,
          late: false,
        },
      ]

/** An answer is told of for this long; then it stands on the review alone. */
const DAYS_TOLD = 14

const ownDue = (visit: Visit, review: Review, catalogue: () => Catalogue): readonly Due[] => {
  const { say, today } = visit
  const { shownOn, acts, code } = review
  const waits = releasedOn(shownOn, acts) > today
  const here: readonly Due[] = waits
    ? [
        {
          what: say('review.due-here'),
          why: say('review.due-here-why', { day: publicFrom(shownOn) }),
          until: publicFrom(shownOn),
          to: '/review',
          late: false,
        },
      ]
    : []
  const answered = inForce(acts).flatMap((act): readonly Due[] => {
    if ((act.kind !== 'kept' && act.kind !== 'overruled') || !isNew(act.at, today)) return []
    const name = catalogue().find(({ data }) => data.id === act.criterion)?.data.name[visit.language] ?? act.criterion
    const what = act.kind === 'kept' || act.answers !== undefined ? 'review.due-answered' : 'review.due-ruled'
    return [
      {
        what: say(what, { name }),
        why: say('review.due-answered-why'),
        to: `/review/${code}/${act.criterion}`,
        late: false,
      },
    ]
  })
  return [...here, ...answered]
}

const isNew = (at: Date, today: LocalDate): boolean => daysBetween(stockholm(at).date, today) < DAYS_TOLD
