import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { Due, DueFor } from '#platform/http/due.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { noticesOf } from './crisis-store.ts'
import { pageDue, type PageDue } from './publish-due.ts'
import type { PageNeed } from './publish-own.ts'
import { readStanding } from './publish-routes.ts'
import type { Standing } from './publish-views.ts'

/** What a municipality's own page needs of whoever publishes it. */
export const pageDueFor =
  (need: Omit<PageNeed, 'exitHosts'>): DueFor =>
  async (visit, who) => {
    if (!may(who.acting, 'contacts.publish')) return []
    return asOrganisation(need.db, who.acting, async (tx) => {
      const standing = await readStanding(tx, need, who)
      if (standing === undefined) return []
      const notices = (await noticesOf(tx, standing.place, visit.now)).filter(
        ({ scope }) => scope.kind === 'municipality',
      )
      return pageDue({ ...standing, notices }, visit.now).map((due) => dueSaid(visit, standing, due))
    })
  }

const dueSaid = ({ say }: Visit, { missing }: Standing, due: PageDue): Due => {
  switch (due.kind) {
    case 'nothing-shown': {
      const sections = missing.map((section) => say(`preview.section-${section}`)).join(', ')
      const why = missing.length === 0 ? say('preview.due-whole') : say('preview.due-missing', { sections })
      // What is written already is published on the one page, what is not is written on the other.
      return {
        what: say('preview.due-nothing'),
        why,
        to: missing.length === 0 ? '/page/publish' : '/page',
        late: false,
      }
    }
    case 'old':
      return {
        what: say('preview.due-old'),
        why: say('preview.due-old-why', { on: due.on }),
        to: '/page/publish',
        late: true,
      }
    case 'soon-old':
      return {
        what: say('preview.due-soon'),
        why: say('preview.due-soon-why', { on: due.on }),
        until: due.until,
        to: '/page/publish',
        late: false,
      }
    case 'draft-waits':
      return {
        what: say('preview.due-draft'),
        why: say('preview.due-draft-why', { by: due.by, since: due.since }),
        to: '/page/publish',
        late: false,
      }
    case 'notice-ends':
      return { what: say('crisis.due'), why: say('crisis.due-why'), until: due.until, to: '/crisis', late: false }
  }
}
