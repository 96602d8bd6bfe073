import type { LocalDate } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Visit } from './staff-routes.ts'
import type { Words } from './words.ts'

/** One thing that needs somebody today: what, why today, until when, and the page where it is finished. */
export type Due = {
  readonly what: string
  readonly why: string
  readonly until?: LocalDate
  readonly to: string
  /** It should have been done already. */
  readonly late: boolean
}

/** What one room has for somebody today; nothing where it has nothing she may do. */
export type DueFor = (visit: Visit, who: SignedIn) => Promise<readonly Due[]>

/** What is late first, then by the day until which it can wait. */
export const inOrder = (due: readonly Due[]): readonly Due[] =>
  due.toSorted((a, b) => Number(b.late) - Number(a.late) || (a.until ?? '9').localeCompare(b.until ?? '9'))

/** Of the groups on the landing page; what has no last day is for today. */
const groupOf = (today: LocalDate, { late, until }: Due): 'late' | 'today' | 'later' =>
  late ? 'late' : until !== undefined && until > today ? 'later' : 'today'

/** What needs somebody, in three groups; the one that is empty is not there. */
export const dueList = ({ say, today }: Pick<Visit, 'say' | 'today'>, due: readonly Due[]): Html =>
  due.length === 0
    ? html`<p>${say('due.nothing')}</p>`
    : html`${(['late', 'today', 'later'] as const).map((group) => {
        const those = inOrder(due).filter((one) => groupOf(today, one) === group)
        return those.length === 0
          ? NOTHING
          : html`<h2>${say(`due.group-${group}`)}</h2>
<ol class="due">${those.map((one) => item(say, one))}</ol>`
      })}`

const item = (say: Words, { what, why, until, to, late }: Due): Html =>
  html`<li${late ? html` class="now"` : NOTHING}><h3><a href="${to}">${what}</a></h3>
<p>${late ? html`<b>${say('due.late')}</b> ` : NOTHING}${why}${until === undefined ? NOTHING : html` ${say('due.until', { date: until })}`}</p></li>
`
