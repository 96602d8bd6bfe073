import type { Database } from '#platform/db/index.ts'
import type { FaultCounter } from '#platform/http/faults.ts'
import { addFaults, addVisits, readVisits } from './store.ts'
import { monthOf, type MonthOfVisits, type VisitCounter } from './visits.ts'

/** The channel on which every web process is told to write what it has counted. */
export const COUNT_CHANNEL = 'rackhall_count'
/** When, in Stockholm: a little past midnight, so that a month's last night is counted within it. */
export const COUNT_AT = '10 3 * * *'

/**
 * Writes what a web process has counted: visits in whole tens, faults by kind. What cannot be written is kept and counted
 * on. `ending` when the process stops: then the rest is rounded by chance, so that nothing smaller than ten is written.
 */
export const writeCounts = async (
  db: Database,
  counters: { readonly visits: VisitCounter; readonly faults: FaultCounter },
  today: string,
  ending: boolean,
  random: () => number,
): Promise<void> => {
  const month = monthOf(today)
  const visits = counters.visits.take(month, ending, random)
  const faults = counters.faults.take()
  try {
    await db.transaction(async (tx) => {
      await addVisits(tx, visits)
      await addFaults(tx, month, faults)
    })
  } catch (error) {
    counters.visits.putBack(visits)
    for (const [fault, count] of faults) counters.faults.add(fault, count)
    throw error
  }
}

const MONTHS_SHOWN = 12

/** The visits of the last twelve months. */
export const recentVisits = async (db: Database, today: string): Promise<readonly MonthOfVisits[]> => {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - MONTHS_SHOWN, 1))
  return readVisits(db, first.toISOString().slice(0, 10))
}
