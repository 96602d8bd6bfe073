import { isRunning } from './doors.ts'
import { isOpenedFor, type Reception } from './reception.ts'
import { staffingAt } from './rota.ts'

const WITHIN_DAYS = 7
const DAY_MS = 86_400_000

/**
 * The receptions, by name, that a municipality has opened and that nobody answers in: no pause that says so runs, and for
 * seven days nobody is there. The public page says when the next time is; whoever runs the installation is told.
 */
export const silentReceptions = (receptions: readonly Reception[], now: Date): readonly string[] =>
  receptions
    .filter((reception) => reception.serves.some(({ municipality }) => isOpenedFor(reception, municipality)))
    .filter(({ pause }) => !isRunning(pause, now))
    .filter(({ rota }) => {
      const staffing = staffingAt(rota, now)
      if (staffing.kind === 'answers') return false
      return staffing.kind === 'nobody' || staffing.at.getTime() - now.getTime() > WITHIN_DAYS * DAY_MS
    })
    .map(({ name }) => name)
