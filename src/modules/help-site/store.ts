import type { Queryable } from '#platform/db/index.ts'
import type { Fault } from '#platform/http/faults.ts'
import type { MonthOfVisits } from './visits.ts'

/** Adds counted visits, in whole tens, to what is written already. */
export const addVisits = async (db: Queryable, counted: readonly MonthOfVisits[]): Promise<void> => {
  if (counted.length === 0) return
  await db.query(
    `INSERT INTO help_site_visits AS kept (municipality_code, month, visits)
     SELECT * FROM unnest($1::text[], $2::date[], $3::integer[])
     ON CONFLICT (municipality_code, month) DO UPDATE SET visits = kept.visits + excluded.visits`,
    [counted.map(({ code }) => code), counted.map(({ month }) => month), counted.map(({ visits }) => visits)],
  )
}

/** Visits of the months from `since` (first of a month), newest first; empty when nothing is counted. */
export const readVisits = async (db: Queryable, since: string): Promise<readonly MonthOfVisits[]> =>
  db.query<MonthOfVisits>(
    `SELECT municipality_code AS code, to_char(month, 'YYYY-MM-DD') AS month, visits
     FROM help_site_visits WHERE month >= $1::date ORDER BY month DESC, municipality_code`,
    [since],
  )

export type MonthOfFaults = { readonly kind: string; readonly month: string; readonly faults: number }

export const addFaults = async (db: Queryable, month: string, counted: ReadonlyMap<Fault, number>): Promise<void> => {
  if (counted.size === 0) return
  await db.query(
    `INSERT INTO help_site_faults AS kept (kind, month, faults)
     SELECT kind, $1::date, faults FROM unnest($2::text[], $3::integer[]) AS given (kind, faults)
     ON CONFLICT (kind, month) DO UPDATE SET faults = kept.faults + excluded.faults`,
    [month, [...counted.keys()], [...counted.values()]],
  )
}

/** Faults on the public pages by kind and month, newest first. */
export const readFaults = async (db: Queryable, since: string): Promise<readonly MonthOfFaults[]> =>
  db.query<MonthOfFaults>(
    `SELECT kind, to_char(month, 'YYYY-MM-DD') AS month, faults
     FROM help_site_faults WHERE month >= $1::date ORDER BY month DESC, kind`,
    [since],
  )
