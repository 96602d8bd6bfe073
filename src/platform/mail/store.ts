import type { Queryable } from '../db/connection.ts'
import type { Database } from '../db/database.ts'
import type { MailFailure, Next } from './failure.ts'
import type { Mail } from './send.ts'
import { isMailAddress } from './server.ts'
import { subjectFault } from './subject.ts'

/** The channel on which the worker is told that there is mail, in the transaction that queues it. */
export const MAIL_CHANNEL = 'rackhall_mail'

export type NewMail = {
  /** An address, or several: each gets a mail of its own and sees nobody else. */
  readonly to: string | readonly string[]
  readonly subject: string
  readonly text: string
  /** The kind of mail, for counts: `alarm`, `invitation`. */
  readonly about: string
}

/**
 * Puts mail in the outbox, in the transaction of what it tells of: both happen or neither. Throws for an address that
 * is none and for a subject that tells.
 */
export const queueMail = async (tx: Queryable, { to, subject, text, about }: NewMail): Promise<void> => {
  const fault = subjectFault(subject)
  if (fault !== undefined) throw new Error(fault)
  const recipients = typeof to === 'string' ? [to] : to
  if (recipients.length === 0) return
  if (!recipients.every(isMailAddress)) throw new Error('A mail is sent to addresses alone, such as name@example.se.')
  await tx.query(
    'INSERT INTO mail_outbox (recipient, subject, text, about) SELECT r, $2, $3, $4 FROM unnest($1::text[]) r',
    [[...new Set(recipients)], subject, text, about],
  )
  await tx.query('SELECT pg_notify($1, $2)', [MAIL_CHANNEL, ''])
}

export type MailState = 'waiting' | 'sending' | 'sent' | 'refused' | 'given-up' | 'uncertain' | 'discarded' | 'bounced'

/** A mail as the operator reads it. */
export type Outgoing = {
  readonly number: number
  readonly recipient: string
  readonly subject: string
  /** Missing once it is sent. */
  readonly text: string | null
  readonly about: string
  readonly state: MailState
  readonly attempts: number
  readonly queuedAt: Date
  readonly dueAt: Date
  readonly failure: MailFailure | null
  readonly reply: string | null
}

const SHOWN = `number, recipient, subject, text, about, state, attempts, queued_at AS "queuedAt", due_at AS "dueAt", failure, reply`

/** The outbox, the oldest first; without `all` what is neither sent nor discarded. */
export const readOutbox = (db: Queryable, all: boolean): Promise<readonly Outgoing[]> =>
  db.query<Outgoing>(
    `SELECT ${SHOWN} FROM mail_outbox WHERE $1 OR state NOT IN ('sent', 'discarded') ORDER BY mail_outbox.number`,
    [all],
  )

export const readMail = async (db: Queryable, number: number): Promise<Outgoing | undefined> =>
  (await db.query<Outgoing>(`SELECT ${SHOWN} FROM mail_outbox WHERE mail_outbox.number = $1`, [number]))[0]

/** Lets a mail that waits, failed or may have been sent be tried now. Returns whether there was one. */
export const retryMail = async (tx: Queryable, number: number, now: Date): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE mail_outbox SET state = 'waiting', due_at = $2, changed_at = $2, attempts = 0
     WHERE number = $1 AND state IN ('waiting', 'refused', 'given-up', 'uncertain') RETURNING number`,
    [number, now],
  )
  await tx.query('SELECT pg_notify($1, $2)', [MAIL_CHANNEL, ''])
  return rows.length > 0
}

/** Gives a mail up for good; its text goes. Returns whether there was one. */
export const discardMail = async (tx: Queryable, number: number, now: Date): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE mail_outbox SET state = 'discarded', text = NULL, changed_at = $2
     WHERE number = $1 AND state IN ('waiting', 'refused', 'given-up', 'uncertain', 'bounced') RETURNING number`,
    [number, now],
  )
  return rows.length > 0
}

/** A mail that this process alone is now sending, and the how-manieth attempt it is. */
export type Claimed = Mail & { readonly number: number; readonly attempts: number }

/** Takes the next mail that is due; nothing when none is. Noted before a word is said to the server. */
export const claimMail = async (db: Database, now: Date): Promise<Claimed | undefined> => {
  const [claimed] = await db.query<Claimed>(
    `UPDATE mail_outbox SET state = 'sending', attempts = attempts + 1, changed_at = $1
     WHERE number = (SELECT number FROM mail_outbox WHERE state = 'waiting' AND due_at <= $1
                     ORDER BY due_at, number LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING number, attempts, message_id AS "messageId", recipient, subject, text`,
    [now],
  )
  return claimed
}

export const noteSent = async (db: Database, number: number, reply: string, now: Date): Promise<void> =>
  void (await db.query(
    `UPDATE mail_outbox SET state = 'sent', text = NULL, failure = NULL, reply = $2, changed_at = $3
     WHERE number = $1 AND state = 'sending'`,
    [number, reply, now],
  ))

export const noteFailed = async (
  db: Database,
  number: number,
  { failure, reply, next, now }: { failure: MailFailure; reply: string; next: Next; now: Date },
): Promise<void> =>
  void (await db.query(
    `UPDATE mail_outbox SET state = $2, due_at = coalesce($3, due_at), failure = $4, reply = $5, changed_at = $6
     WHERE number = $1 AND state = 'sending'`,
    [number, next.state, next.state === 'waiting' ? next.dueAt : null, failure, reply, now],
  ))

/** Mail whose sender has died since: it may have been sent, and is not sent again by itself. */
export const leaveUncertain = async (db: Database, claimedBefore: Date, now: Date): Promise<void> =>
  void (await db.query(
    `UPDATE mail_outbox SET state = 'uncertain', failure = 'unknown-outcome', changed_at = $2
     WHERE state = 'sending' AND changed_at < $1`,
    [claimedBefore, now],
  ))

/** Addresses are not kept longer than somebody may ask whether a mail went. */
export const forgetDone = async (db: Database, doneBefore: Date): Promise<void> =>
  void (await db.query(`DELETE FROM mail_outbox WHERE state IN ('sent', 'discarded', 'bounced') AND changed_at < $1`, [
    doneBefore,
  ]))

/** How many mails are in each state, and since when the oldest that should have gone waits. */
export type MailCounts = {
  readonly states: Readonly<Partial<Record<MailState, number>>>
  readonly oldestWaiting: Date | undefined
}

export const countMail = async (db: Queryable): Promise<MailCounts> => {
  const rows = await db.query<{ state: MailState; count: number; oldest: Date }>(
    'SELECT state, count(*) AS count, min(queued_at) AS oldest FROM mail_outbox GROUP BY state',
  )
  return {
    states: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    oldestWaiting: rows.find(({ state }) => state === 'waiting')?.oldest,
  }
}
