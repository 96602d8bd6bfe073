import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Queryable } from '#platform/db/index.ts'
import type { Turns } from './turns.ts'

/** Longer than any request takes (crawl/fetch.ts ends one within 30 s), so that one of a killed worker is over by then. */
const LONGEST_REQUEST_MS = 35_000
/** How soon somebody who waits notices that another worker's request is over before its longest time. */
const LOOK_AGAIN_MS = 200

export type StoredTurnsOptions = { readonly longestRequestMs?: number }

/**
 * Turns that every worker on every machine shares, kept in the database and reckoned by its clock. A worker that is killed
 * in the middle of a request keeps the origin for the longest that the request could have taken, and the pause after it.
 */
export const storedTurns = (
  db: Queryable,
  { longestRequestMs = LONGEST_REQUEST_MS }: StoredTurnsOptions = {},
): Turns => {
  // What this process knows without asking: for most of its requests the pause after its own last one.
  const ownPauses = new Map<string, number>()
  return {
    async take(origin, delayMs, signal) {
      const token = randomUUID()
      const paused = Math.ceil((ownPauses.get(origin) ?? 0) - performance.now())
      ownPauses.delete(origin)
      for (let left = paused; ; left = await waitFor(db, origin)) {
        signal?.throwIfAborted()
        if (left > 0) await wait(left, undefined, signal === undefined ? {} : { signal })
        if (await taken(db, { origin, token, heldMs: longestRequestMs + delayMs })) break
      }
      let ended = false
      return {
        done: async () => {
          if (ended) return
          ended = true
          ownPauses.set(origin, performance.now() + delayMs)
          await db.query(
            `UPDATE review_turns SET free_at = clock_timestamp() + $3 * interval '1 ms', token = NULL
             WHERE origin = $1 AND token = $2`,
            [origin, token, delayMs],
          )
        },
      }
    },
    async rest(origin, untilMs) {
      // By how long, not until when: the clocks of two machines differ.
      await db.query(
        `INSERT INTO review_turns AS t (origin, free_at, rest_until)
         VALUES ($1, clock_timestamp(), clock_timestamp() + $2 * interval '1 ms')
         ON CONFLICT (origin) DO UPDATE SET rest_until = greatest(t.rest_until, excluded.rest_until)`,
        [origin, Math.max(0, untilMs - Date.now())],
      )
    },
  }
}

type Wish = { readonly origin: string; readonly token: string; readonly heldMs: number }

/** Of all who ask in the same moment the database lets one through. */
const taken = async (db: Queryable, { origin, token, heldMs }: Wish): Promise<boolean> => {
  const rows = await db.query(
    `INSERT INTO review_turns AS t (origin, free_at, token) VALUES ($1, clock_timestamp() + $3 * interval '1 ms', $2)
     ON CONFLICT (origin) DO UPDATE SET free_at = clock_timestamp() + $3 * interval '1 ms', token = $2
       WHERE t.free_at <= clock_timestamp() AND t.rest_until <= clock_timestamp()
     RETURNING origin`,
    [origin, token, heldMs],
  )
  return rows.length === 1
}

/** How long until it is worth asking again, in milliseconds, at least 1. */
const waitFor = async (db: Queryable, origin: string): Promise<number> => {
  const [row] = await db.query<{ free: number; rest: number; held: boolean }>(
    `SELECT extract(epoch FROM free_at - clock_timestamp())::float8 * 1000 AS free, token IS NOT NULL AS held,
            greatest(0, extract(epoch FROM greatest(rest_until, clock_timestamp()) - clock_timestamp()))::float8 * 1000 AS rest
     FROM review_turns WHERE origin = $1`,
    [origin],
  )
  if (row === undefined) return 1
  const free = row.held ? Math.min(row.free, LOOK_AGAIN_MS) : row.free
  return Math.max(1, Math.ceil(Math.max(free, row.rest)))
}
