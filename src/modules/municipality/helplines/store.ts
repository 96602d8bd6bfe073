import type { LocalDate } from '#kernel/dates.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Verification } from './helpline.ts'

/** Notes that a line was verified, and tells every process of it. */
export const addVerification = async (tx: Queryable, { id, on, by }: Verification): Promise<void> => {
  await tx.query(
    'INSERT INTO municipality_helpline_verifications (helpline_id, verified_on, verified_by) VALUES ($1, $2, $3)',
    [id, on, by],
  )
  await tx.query('SELECT pg_notify($1, $2)', ['rackhall_facts', `helplines:${id}`])
}

/** Every verification there has been, in the order they were noted; empty when nobody has verified anything. */
export const readVerifications = async (db: Queryable): Promise<readonly Verification[]> =>
  db.query<{ id: string; on: LocalDate; by: string }>(
    `SELECT helpline_id AS id, verified_on AS "on", verified_by AS "by"
     FROM municipality_helpline_verifications ORDER BY id`,
  )
