/**
 * Working together (samverkan): receptions that serve one or several municipalities, who answers there and when, their
 * pauses, and the decisions that each municipality must have made before a reception answers for it.
 *
 * It must never say that somebody answers when nobody on the rota is there, never offer a door that is not decided, and
 * never show the public who works there.
 */
export { doorsOf, nextPauseTurn, type Door } from './doors.ts'
export { receptionFindings } from './findings.ts'
export type { Reception } from './reception.ts'
export { hoursOn, type Staffing } from './rota.ts'
export { readReceptions, type Receptions } from './store.ts'
export { receptionHandOver } from './own/hand-over.ts'
export { receptionRoutes } from './staff-routes.ts'
export { receptionsDue } from './staff-due.ts'
export { receptionStandings } from './standing-store.ts'
export { readShownReceptions, receptionsNaming } from './those-who-left.ts'
export { silentReceptions } from './silent.ts'
