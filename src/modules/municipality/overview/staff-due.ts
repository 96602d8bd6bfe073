import type { LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { Due, DueFor } from '#platform/http/due.ts'
import { supportDue } from './due.ts'
import { overviewIn, type OverviewNeed } from './need.ts'
import { readStaff } from './overview-store.ts'
import { hasNoUser } from './overview.ts'

/** What the municipalities need of their county and their structure, and the counties of the agency. */
export const overviewDue =
  (need: OverviewNeed): DueFor =>
  async ({ say, today, now }, { acting }) => {
    if (may(acting, 'support.note')) {
      const rows = await asOrganisation(need.db, acting, async (tx) => overviewIn(tx, need, now))
      return supportDue(rows, today, now).map(({ kind, count, reachable, until }) => ({
        what: say(`overview.due-${kind}${one(count)}`, { count }),
        why: say(`overview.due-${kind}${one(count)}-why`, { reachable }),
        to: `/overview?show=${kind}`,
        ...lateAfter(until, today),
      }))
    }
    if (!may(acting, 'organisation.found') || !may(acting, 'overview.read')) return []
    const staff = await asOrganisation(need.db, acting, async (tx) => readStaff(tx, 'county', now))
    const missing = need.reference.municipalities.counties.filter(({ code }) => hasNoUser({ staff: staff.get(code) }))
    if (missing.length === 0) return []
    const names = missing.map(({ name }) => name).join(', ')
    const what = say(`overview.due-counties${one(missing.length)}`, { count: missing.length })
    return [{ what, why: say('overview.due-counties-why', { names }), to: '/organisations', late: false }]
  }

const lateAfter = (until: LocalDate | undefined, today: LocalDate): Pick<Due, 'until' | 'late'> =>
  until === undefined ? { late: false } : { until, late: until < today }

const one = (count: number): '' | '-one' => (count === 1 ? '-one' : '')
