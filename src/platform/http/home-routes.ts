import { needs } from './routes.ts'
import { dueList, type DueFor } from './due.ts'
import { get, page, type StaffRoute } from './staff-routes.ts'

/** The landing page: what needs you today, joined from every room. */
export const homeRoutes = (rooms: readonly DueFor[]): readonly StaffRoute[] => [
  get('/', needs('workplace.use'), async (visit, who) => {
    const due = await Promise.all(rooms.map(async (dueFor) => dueFor(visit, who)))
    return page({ title: visit.say('due.title'), here: '/', main: dueList(visit, due.flat()) })
  }),
]
