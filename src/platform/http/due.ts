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

export const dueList = (say: Words, due: readonly Due[]): Html =>
  due.length === 0
    ? html`<p>${say('due.nothing')}</p>`
    : html`<ol class="due">${inOrder(due).map(
        ({
          what,
          why,
          until,
          to,
          late,
        }) => html`<li${late ? html` class="now"` : NOTHING}><h2><a href="${to}">${what}</a></h2>
<p>${late ? html`<b>${say('due.late')}</b> ` : NOTHING}${why}${until === undefined ? NOTHING : html` ${say('due.until', { date: until })}`}</p></li>`,
      )}</ol>`
