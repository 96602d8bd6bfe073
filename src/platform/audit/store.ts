import { connect, queryable, type Queryable } from '../db/connection.ts'
import { type Database, howReached } from '../db/database.ts'
import { forEverything } from '../db/everything.ts'
import { type Deed, type Entry, entryOf, type Head } from './entry.ts'

/** Any number will do, as long as it is the same in every version of the program. */
const CHAIN_LOCK = 7_264_005

const AT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`

/**
 * Notes a deed at the end of the chain, in the transaction of the change itself: both happen or neither. Whoever comes
 * meanwhile waits until that transaction ends, so call it last.
 */
export const audit = async (tx: Queryable, deed: Deed): Promise<void> => {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK])
  const [found] = await tx.query<Head & { at: string }>(
    `SELECT number, hash, to_char(clock_timestamp() AT TIME ZONE 'UTC', ${AT}) AS at FROM audit_head`,
  )
  if (found === undefined) throw new Error('The audit has no end to go on from.')
  const { number, at, who, organisation, what, about, detail, hash } = entryOf(found, found.at, deed)
  await tx.query(
    `INSERT INTO audit_entries (number, at, who, organisation, what, about, detail, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [number, at, who, organisation, what, about, detail, hash],
  )
}

/** How many entries there are. */
export const auditLength = async (db: Queryable): Promise<number> =>
  (await db.query<{ number: number }>('SELECT number FROM audit_head'))[0]?.number ?? 0

/** How many entries are read at once: enough that asking costs nothing, few enough that memory does not matter. */
const AT_ONCE = 10_000

const FIELDS = `number, to_char(at AT TIME ZONE 'UTC', ${AT}) AS at, who, organisation, what, about, detail, hash`

export type Reading = {
  readonly head: Head
  /** Every entry in order, a part at a time. */
  parts(): AsyncGenerator<readonly Entry[]>
}

/** Reads the whole audit, of all organisations, as it stands at one moment; never more of it in memory than a part. */
export const readAudit = <T>(database: Database, work: (reading: Reading) => Promise<T>): Promise<T> =>
  atOneMoment(database, async (tx) => {
    const [head] = await tx.query<Head>('SELECT number, hash FROM audit_head')
    if (head === undefined) throw new Error('The audit has no end.')
    await tx.query(
      `DECLARE entries NO SCROLL CURSOR FOR SELECT ${FIELDS} FROM audit_entries ORDER BY audit_entries.number`,
    )
    return work({
      head,
      async *parts() {
        for (;;) {
          const part = await tx.query<Entry>(`FETCH ${AT_ONCE} FROM entries`)
          if (part.length === 0) return
          yield part
        }
      },
    })
  })

/** The newest entries that may be seen in this transaction, the newest first: an organisation's own, or all. */
export const newestEntries = (tx: Queryable, most: number): Promise<readonly Entry[]> =>
  tx.query<Entry>(`SELECT ${FIELDS} FROM audit_entries ORDER BY audit_entries.number DESC LIMIT $1`, [most])

/** The newest entries of all. */
export const lastEntries = (database: Database, most: number): Promise<readonly Entry[]> =>
  atOneMoment(database, (tx) => newestEntries(tx, most))

/** As the one who owns the tables: an organisation sees its own entries only. */
const atOneMoment = async <T>(database: Database, work: (tx: Queryable) => Promise<T>): Promise<T> => {
  const client = await connect(howReached(database).address)
  try {
    const tx = queryable(client)
    await tx.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await forEverything(tx)
    return await work(tx)
  } finally {
    await client.end()
  }
}
