import { Client, Pool, TypeOverrides } from 'pg'
import type { ClientConfig, PoolClient } from 'pg'
import { messageOf } from './errors.ts'

export type Row = Record<string, unknown>

export type Queryable = {
  /** Runs one statement with `$1`, `$2` … as parameters; without parameters several statements may stand in `sql`. */
  query<R extends Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly R[]>
}

/** A database on this machine; `host` is the folder of the server's Unix socket. */
export type SocketAddress = { readonly host: string; readonly user: string; readonly database: string }

export type Address = (SocketAddress | { readonly url: string }) & {
  /** The role to work as, when it is not the one that connects. */
  readonly role?: typeof APP_ROLE
}

/** The role the program works as: it owns nothing, and the rules on rows hold for it. */
export const APP_ROLE = 'rackhall_app'

export const asApp = (address: Address): Address => ({ ...address, role: APP_ROLE })

const CONNECT_WITHIN_MS = 10_000
const APPLICATION_NAME = 'rackhall'

/**
 * The same session everywhere, whatever the server's own configuration says: times in UTC, dates in ISO form.
 * Kept as SET and not as start-up options because connection poolers (PgBouncer) refuse those.
 */
const SESSION = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1`

const sessionOf = ({ role }: Address): string => (role === undefined ? SESSION : `${SESSION}; SET ROLE ${role}`)

const DATE = 1082
const TIMESTAMP_WITHOUT_ZONE = 1114
const BIGINT = 20

/**
 * How values arrive: `date` and `timestamp` (without zone) stay text, as a local date is no moment in time;
 * `bigint` (every count) becomes a number, and one too large for that is thrown; `numeric` stays text;
 * `timestamptz` becomes a Date, `jsonb` its value, `bytea` a Buffer.
 */
const valueTypes = new TypeOverrides()
valueTypes.setTypeParser(DATE, (text) => text)
valueTypes.setTypeParser(TIMESTAMP_WITHOUT_ZONE, (text) => text)
valueTypes.setTypeParser(BIGINT, (text) => {
  const number = Number(text)
  if (Number.isSafeInteger(number)) return number
  throw new RangeError(`The database answered ${text}, a whole number too large to be exact here.`)
})

export const clientConfig = (address: Address): ClientConfig => ({
  ...('url' in address
    ? { connectionString: address.url, keepAlive: true }
    : { host: address.host, port: 5432, user: address.user, database: address.database, ssl: false }),
  application_name: APPLICATION_NAME,
  connectionTimeoutMillis: CONNECT_WITHIN_MS,
  types: valueTypes,
})

/** One connection of its own, with the session set. The caller ends it. Throws what `pg` throws. */
export const connect = async (address: Address): Promise<Client> => {
  const client = new Client(clientConfig(address))
  // Without a listener a lost connection would end the process; the query that meets it throws anyway.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(sessionOf(address))
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  return client
}

/** A pool of at most `most` connections; a lost idle one is told to `lost` and replaced when next needed. */
export const openPool = (address: Address, most: number, lost: (sentence: string) => void): Pool => {
  const pool = new Pool({
    ...clientConfig(address),
    max: most,
    // The pool waits for this promise before it hands the connection out; the type says void.
    onConnect: async (client) => void (await client.query(sessionOf(address))),
  })
  pool.on('error', (error) => lost(`A connection to the database was lost: ${messageOf(error)}`))
  return pool
}

type Asks = Pick<Client | Pool | PoolClient, 'query'>

/** Our one-method view of a connection or a pool of `pg`. */
export const queryable = (asked: Asks): Queryable => ({
  async query<R extends Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly R[]> {
    // Several statements without parameters give an array of results: the last one's rows are the answer.
    const result: unknown = await asked.query(sql, parameters === undefined ? undefined : [...parameters])
    const last: unknown = Array.isArray(result) ? result.at(-1) : result
    return (last as { rows: R[] }).rows
  },
})

/** Runs `work` in one transaction on a connection of the pool: committed when it resolves, undone when it throws. */
export const inTransaction = async <T>(pool: Pool, work: (tx: Queryable) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const done = await work(queryable(client))
    await client.query('COMMIT')
    return done
  } catch (error) {
    // A connection that cannot even roll back is thrown away instead of going back into the pool.
    await client.query('ROLLBACK').catch((cause: unknown) => {
      broken = new Error('The transaction could not be undone.', { cause })
    })
    throw error
  } finally {
    client.release(broken)
  }
}
