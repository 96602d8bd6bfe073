import { addDays, stockholm } from '#kernel/dates.ts'
import type { Database } from '../db/index.ts'
import type { DueFor } from '../http/due.ts'
import { asOrganisation } from './acting.ts'
import { addressedIn } from './invitation-store.ts'
import { may } from './roles.ts'

/** A lapsed invitation is for a working week; then it is late. */
const ANSWERED_WITHIN_DAYS = 5

/** Those the own organisation invited whose link has lapsed unopened: each gets a new one, or is taken back, on one page. */
export const invitationsDue =
  (db: Database): DueFor =>
  async (visit, who) => {
    if (!may(who.acting, 'person.invite')) return []
    const open = await asOrganisation(db, who.acting, async (tx) => addressedIn(tx, who.acting.organisation))
    return open
      .filter(({ expiresAt }) => expiresAt <= visit.now)
      .map(({ name, expiresAt }) => {
        const lapsed = stockholm(expiresAt).date
        const until = addDays(lapsed, ANSWERED_WITHIN_DAYS)
        return {
          what: visit.say('people.due', { name }),
          why: visit.say('people.due-why', { date: lapsed }),
          until,
          to: '/people?show=waiting',
          late: until < visit.today,
        }
      })
  }
