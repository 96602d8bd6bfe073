import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { form, hidden } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { inForce } from '../act.ts'
import { publicFrom, releasedOn } from '../release.ts'
import { reportView } from '../report/view.ts'
import { undoForm } from './done.ts'
import type { ShownReview } from './need.ts'

/** The review of one municipality: who may see it when, then the report, with a way to answer beside each verdict. */
export const reviewPage = (visit: Visit, who: SignedIn, shown: ShownReview): Html => {
  const { say, language } = visit
  const { report, asker, municipality } = shown
  const states = new Map(
    report.kind === 'judged' ? report.criteria.map(({ data, standing }) => [data.id, standing.state]) : [],
  )
  const beside = (criterion: string): Html =>
    html`<p><a href="/review/${municipality.code}/${criterion}">${say(openSays(states.get(criterion)), { criterion })}</a></p>`
  return html`${asker.own === undefined ? html`<p><a href="/review">← ${say('review.title')}</a></p>` : NOTHING}
${heardBox(visit, who, shown)}
${reportView({ say, language }, report, beside)}`
}

const openSays = (state: string | undefined): string =>
  state === 'proposed' ? 'review.open-proposed' : state === 'contested' ? 'review.open-contested' : 'review.open'

/** From when everybody sees it, and that the municipality may say earlier that it has looked. */
const heardBox = (visit: Visit, who: SignedIn, { review, asker, municipality }: ShownReview): Html => {
  const { say, today } = visit
  const looked = inForce(review.acts).find(({ kind }) => kind === 'looked')
  const day = releasedOn(review.shownOn, review.acts)
  const own = asker.own !== undefined && may(who.acting, 'review.answer')
  const said =
    day > today
      ? say(own ? 'review.public-later-own' : 'review.public-later', { day: publicFrom(review.shownOn) })
      : say(looked === undefined ? 'review.public-since' : 'review.public-looked', { day })
  const look =
    own && looked === undefined && day > today
      ? form(
          visit,
          `/review/${municipality.code}/look`,
          html`${hidden('review', review.id)}<button>${say('review.look')}</button>`,
        )
      : NOTHING
  const undo = own && looked?.own === true ? undoForm(visit, municipality.code, looked) : NOTHING
  return html`<div class="box beside"><p>${said}</p>${look}${undo}</div>`
}

export const noReviewYet = ({ say }: Visit): Html => html`<p>${say('review.own-none')}</p>`
