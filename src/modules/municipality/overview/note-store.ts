import type { Queryable } from '#platform/db/index.ts'
import type { NewNote, SupportNote } from './note.ts'

const FIELDS = `id, given_on AS on, kind, text, written_by AS by, person_id = platform_acting_person() AS own`

/** What the acting organisation has noted about a municipality, the newest day first. */
export const readNotes = async (tx: Queryable, code: string): Promise<readonly SupportNote[]> =>
  tx.query<SupportNote>(
    `SELECT ${FIELDS} FROM municipality_support_notes
     WHERE organisation_id = platform_acting_organisation() AND municipality_code = $1 AND removed_at IS NULL
     ORDER BY given_on DESC, id DESC`,
    [code],
  )

/** A note of one's own about this municipality; nothing for a colleague's, and for one that is taken away. */
export const readOwnNote = async (tx: Queryable, code: string, id: number): Promise<SupportNote | undefined> => {
  const [note] = await tx.query<SupportNote>(
    `SELECT ${FIELDS} FROM municipality_support_notes
     WHERE id = $2 AND municipality_code = $1 AND person_id = platform_acting_person() AND removed_at IS NULL`,
    [code, id],
  )
  return note
}

/** Adds a note in the name of whoever acts. Throws for a municipality that she does not support. */
export const addNote = async (
  tx: Queryable,
  code: string,
  { on, kind, text }: NewNote,
  by: string,
  now: Date,
): Promise<number> => {
  const [added] = await tx.query<{ id: number }>(
    `INSERT INTO municipality_support_notes
       (organisation_id, municipality_code, given_on, kind, text, person_id, written_by, written_at)
     VALUES (platform_acting_organisation(), $1, $2, $3, $4, platform_acting_person(), $5, $6) RETURNING id`,
    [code, on, kind, text, by, now],
  )
  if (added === undefined) throw new Error('The database gave no number for the note.')
  return added.id
}

/** Changes a note of one's own. Returns whether there was one. */
export const changeNote = async (
  tx: Queryable,
  code: string,
  id: number,
  { on, kind, text }: NewNote,
  now: Date,
): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE municipality_support_notes SET given_on = $3, kind = $4, text = $5, changed_at = $6
     WHERE id = $2 AND municipality_code = $1 AND removed_at IS NULL RETURNING id`,
    [code, id, on, kind, text, now],
  )
  return rows.length > 0
}

const KEPT_MS = 86_400_000

/** Takes a note of one's own away; for a day it can be put back, and then its text is gone. Returns whether there was one. */
export const removeNote = async (tx: Queryable, code: string, id: number, now: Date): Promise<boolean> => {
  await tx.query('DELETE FROM municipality_support_notes WHERE removed_at < $1', [new Date(now.getTime() - KEPT_MS)])
  const rows = await tx.query(
    `UPDATE municipality_support_notes SET removed_at = $3
     WHERE id = $2 AND municipality_code = $1 AND removed_at IS NULL RETURNING id`,
    [code, id, now],
  )
  return rows.length > 0
}

/** Puts back a note of one's own that was taken away within a day. Returns whether there was one. */
export const putBackNote = async (tx: Queryable, code: string, id: number, now: Date): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE municipality_support_notes SET removed_at = NULL
     WHERE id = $2 AND municipality_code = $1 AND removed_at >= $3 RETURNING id`,
    [code, id, new Date(now.getTime() - KEPT_MS)],
  )
  return rows.length > 0
}
