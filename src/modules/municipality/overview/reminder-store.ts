import type { Queryable } from '#platform/db/index.ts'
import type { Reminder } from './reminder.ts'

export type NewReminder = {
  /** The number of the form: sent twice, it is one reminder. */
  readonly press: string
  readonly municipalities: readonly { readonly code: string; readonly name: string }[]
  /** Codes of those that are reminded although they were a short time ago. */
  readonly again: readonly string[]
  readonly subject: string
  /** With `{municipality}` where the names of the reader's municipalities go. */
  readonly text: string
  readonly by: string
  readonly now: Date
  /** Those reminded after this are left out, unless they are among `again`. */
  readonly since: Date
  readonly heldUntil: Date
}

/**
 * Puts one mail for each person who leads the work or keeps the page in the outbox, held until a moment. Returns the
 * reminder's number, for a form that was sent before the first one's and not `fresh`; nothing when there was nobody to write to.
 */
export const remind = async (
  tx: Queryable,
  given: NewReminder,
): Promise<{ readonly id: number; readonly fresh: boolean } | undefined> => {
  const { press, municipalities, again, subject, text, by, now, since, heldUntil } = given
  const [row] = await tx.query<{ id: number | null; fresh: boolean }>(
    'SELECT reminder AS id, fresh FROM municipality_remind($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      press,
      municipalities.map(({ code }) => code),
      municipalities.map(({ name }) => name),
      again,
      subject,
      text,
      by,
      now,
      since,
      heldUntil,
    ],
  )
  return row === undefined || row.id === null ? undefined : { id: row.id, fresh: row.fresh }
}

/** Takes a reminder of the acting organisation back while none of it has been sent. Returns whether it did. */
export const takeBack = async (tx: Queryable, id: number, now: Date): Promise<boolean> => {
  const [row] = await tx.query<{ done: boolean }>('SELECT municipality_take_back($1, $2) AS done', [id, now])
  return row?.done ?? false
}

/** The reminders of the acting organisation, the newest first. */
export const readReminders = async (tx: Queryable): Promise<readonly Reminder[]> =>
  tx.query<Reminder>(
    `SELECT r.id, r.sent_by AS by, r.queued_at AS "queuedAt", r.due_at AS "dueAt", r.undone_at AS "undoneAt",
            cardinality(r.mails) AS people, array_agg(d.municipality_code ORDER BY d.municipality_code) AS codes
     FROM municipality_reminders r JOIN municipality_reminded d ON d.reminder_id = r.id
     GROUP BY r.id ORDER BY r.id DESC`,
  )
