import type { LocalDate } from '#kernel/dates.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Verification } from './helpline.ts'

/** Notes that a line was verified, and tells every process of it. Returns the note's number, by which it can be undone. */
export const addVerification = async (tx: Queryable, { id, on, by }: Verification): Promise<number> => {
  const [noted] = await tx.query<{ number: number }>(
    `INSERT INTO municipality_helpline_verifications (helpline_id, verified_on, verified_by) VALUES ($1, $2, $3)
     RETURNING id AS number`,
    [id, on, by],
  )
  if (noted === undefined) throw new Error('The database gave no number for the verification.')
  await tellOf(tx, id)
  return noted.number
}

/** Undoes a verification; false when there is none with this number for the line, or it is undone already. */
export const undoVerification = async (tx: Queryable, id: string, number: number, by: string): Promise<boolean> => {
  const undone = await tx.query(
    `INSERT INTO municipality_helpline_verifications (helpline_id, verified_on, verified_by, withdraws)
     SELECT helpline_id, verified_on, $3, id FROM municipality_helpline_verifications
     WHERE helpline_id = $1 AND id = $2 AND withdraws IS NULL ON CONFLICT (withdraws) DO NOTHING RETURNING id`,
    [id, number, by],
  )
  if (undone.length === 0) return false
  await tellOf(tx, id)
  return true
}

const tellOf = async (tx: Queryable, id: string): Promise<void> =>
  void (await tx.query('SELECT pg_notify($1, $2)', ['rackhall_facts', `helplines:${id}`]))

/** Every verification that stands, in the order they were noted; empty when nobody has verified anything. */
export const readVerifications = async (db: Queryable): Promise<readonly Verification[]> =>
  db.query<{ id: string; on: LocalDate; by: string }>(
    `SELECT helpline_id AS id, verified_on AS "on", verified_by AS "by"
     FROM municipality_helpline_verifications noted
     WHERE withdraws IS NULL
       AND NOT EXISTS (SELECT FROM municipality_helpline_verifications undo WHERE undo.withdraws = noted.id)
     ORDER BY id`,
  )
