import type { Queryable } from '../db/connection.ts'

/** Something an operator must see to. `key` is the same for as long as it is the same thing (`helplines:bris`). */
export type Alarm = { readonly key: string; readonly says: string }

/** What is new since the operators were last told, and what they were told of that is over. */
export type ToTell = { readonly raised: readonly Alarm[]; readonly cleared: readonly Alarm[] }

/** Any number will do, as long as it is the same in every version of the program. */
const ALARM_LOCK = 7_264_006

/**
 * Notes the alarms that now stand, and that the others are over. `telling` when somebody will be told in the same
 * transaction: then each is answered once as raised and once as cleared, however often and by however many it is asked.
 */
export const noteAlarms = async (
  tx: Queryable,
  standing: readonly Alarm[],
  { now, telling }: { readonly now: Date; readonly telling: boolean },
): Promise<ToTell> => {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [ALARM_LOCK])
  await tx.query(
    `INSERT INTO platform_alarms (key, says, raised_at)
     SELECT key, says, $2 FROM jsonb_to_recordset($1) AS a (key text, says text)
     ON CONFLICT (key) WHERE cleared_at IS NULL DO UPDATE SET says = excluded.says`,
    [JSON.stringify(standing), now],
  )
  const over = await tx.query<Alarm & { told: boolean }>(
    `UPDATE platform_alarms SET cleared_at = greatest($2, raised_at) WHERE cleared_at IS NULL AND key <> ALL ($1::text[])
     RETURNING key, says, told_at IS NOT NULL AS told`,
    [standing.map(({ key }) => key), now],
  )
  if (!telling) return { raised: [], cleared: [] }
  const raised = await tx.query<Alarm>(
    `UPDATE platform_alarms SET told_at = $1 WHERE cleared_at IS NULL AND told_at IS NULL RETURNING key, says`,
    [now],
  )
  const cleared = over.filter(({ told }) => told).map(({ key, says }) => ({ key, says }))
  return { raised: inOrder(raised), cleared: inOrder(cleared) }
}

const inOrder = (alarms: readonly Alarm[]): readonly Alarm[] => alarms.toSorted((a, b) => a.key.localeCompare(b.key))

/** The kinds of alarm that stand, with how many of each; the kind is what comes before the colon. */
export const standingAlarms = async (db: Queryable): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.query<{ kind: string; count: number }>(
    `SELECT split_part(key, ':', 1) AS kind, count(*) AS count FROM platform_alarms WHERE cleared_at IS NULL GROUP BY 1`,
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

/** The alarms that stand, the oldest first, and since when; none when all is well. */
export const readAlarms = async (db: Queryable): Promise<readonly (Alarm & { readonly since: Date })[]> =>
  db.query<Alarm & { since: Date }>(
    'SELECT key, says, raised_at AS since FROM platform_alarms WHERE cleared_at IS NULL ORDER BY raised_at, key',
  )
