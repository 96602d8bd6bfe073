import type { Queryable } from '../db/connection.ts'

export type CameBack = { readonly number: number; readonly recipient: string }

type Named = { readonly messageId: string | undefined; readonly recipient: string }

/**
 * Notes that a mail which was sent has come back: the one with this id, or, where a report names none, the newest that
 * went to this address. Nothing when we know of no such mail. A second report of the same mail changes nothing.
 */
export const noteBounced = async (
  tx: Queryable,
  { messageId, recipient }: Named,
  { reply, now }: { readonly reply: string; readonly now: Date },
): Promise<CameBack | undefined> => {
  const [found] = await tx.query<CameBack & { state: string }>(
    `SELECT number, recipient, state FROM mail_outbox
     WHERE state IN ('sent', 'bounced') AND (message_id = $1::uuid OR ($1 IS NULL AND lower(recipient) = $2))
     ORDER BY mail_outbox.number DESC LIMIT 1 FOR UPDATE`,
    [messageId ?? null, recipient],
  )
  if (found === undefined) return undefined
  const { number } = found
  if (found.state === 'bounced') return { number, recipient: found.recipient }
  await tx.query(`UPDATE mail_outbox SET state = 'bounced', reply = $2, changed_at = $3 WHERE number = $1`, [
    number,
    reply,
    now,
  ])
  await addBounce(tx, found.recipient, now)
  return { number, recipient: found.recipient }
}

/** Notes for her colleagues that no mail reached an address. */
export const addBounce = async (tx: Queryable, recipient: string, now: Date): Promise<void> =>
  void (await tx.query(
    'INSERT INTO mail_bounces (recipient, bounced_at) VALUES (lower($1), $2) ON CONFLICT DO NOTHING',
    [recipient, now],
  ))

export const forgetBounces = async (db: Queryable, before: Date): Promise<void> =>
  void (await db.query('DELETE FROM mail_bounces WHERE bounced_at < $1', [before]))

/** When a mail last came back from each address that whoever acts may see: her colleagues'. */
export const lastBounces = async (tx: Queryable): Promise<ReadonlyMap<string, Date>> => {
  const rows = await tx.query<{ recipient: string; at: Date }>(
    'SELECT recipient, max(bounced_at) AS at FROM mail_bounces GROUP BY recipient',
  )
  return new Map(rows.map(({ recipient, at }) => [recipient, at]))
}
