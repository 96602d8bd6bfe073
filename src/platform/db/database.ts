import type { Pool } from 'pg'
import type { Config } from '../config.ts'
import { checkAppRole } from './app-role.ts'
import { type Address, asApp, connect, inTransaction, openPool, type Queryable, queryable } from './connection.ts'
import { openEmbedded } from './embedded/index.ts'
import { codeOf, DatabaseUnreachable, DatabaseUnsuitable, messageOf } from './errors.ts'
import { listenOn } from './listen.ts'
import { migrate } from './migrate.ts'

export type Database = Queryable & {
  readonly kind: 'embedded' | 'server'
  /** Runs `work` in one transaction: committed when it resolves, undone when it throws. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>
  /**
   * LISTEN on a connection of its own, re-established with back-off when lost; `heard` gets each payload.
   * `again` is called after a re-connection: something may have been missed. Resolves when it listens; the
   * function it returns ends it.
   */
  listen(channel: string, heard: (payload: string) => void, again?: () => void): Promise<() => Promise<void>>
  /** Ends every connection; the last user of an embedded server stops it. */
  close(): Promise<void>
}

export type DbConfig = Pick<Config, 'databaseUrl' | 'pgBinDir' | 'dataDir'>

export type OpenOptions = {
  /** Gets sentences about what happens meanwhile (a lost connection, a warning). */
  readonly say?: (line: string) => void
  /**
   * With false the tables are taken as they are and worked on as their owner: for backup, restore and the migration
   * itself. Otherwise they are brought up to date first, and the work is done as the program's own role.
   */
  readonly migrate?: boolean
}

const MOST_CONNECTIONS = 10
const OLDEST_SERVER = 150_000
const SAY_NOTHING = (): void => {}

/**
 * Opens the database the configuration names: the server of DATABASE_URL, else the embedded one, started when
 * nobody has. Throws DatabaseUnreachable, DatabaseUnsuitable, SchemaTooNew or MigrationChanged, each one sentence.
 */
export const openDatabase = async (config: DbConfig, options: OpenOptions = {}): Promise<Database> => {
  const { say = SAY_NOTHING } = options
  if (config.databaseUrl === undefined) {
    const embedded = await openEmbedded(config, { say })
    return openAt(
      {
        kind: 'embedded',
        address: embedded.address,
        administrator: { ...embedded.superuser, database: embedded.address.database },
        release: () => embedded.release(),
      },
      options,
    )
  }
  const address = { url: config.databaseUrl }
  await checkServer(address)
  return openAt({ kind: 'server', address, administrator: address, release: async () => {} }, options)
}

/** Where a database is, and what to do when it is no longer used. */
export type Reached = {
  readonly kind: Database['kind']
  readonly address: Address
  /** As the one who may see and replace everything, for backup and restore. */
  readonly administrator: Address
  release(): Promise<void>
}

const reachedBy = new WeakMap<Database, Reached>()

/** How an open database was reached; for what needs connections of its own (backup, restore, description). */
export const howReached = (database: Database): Reached => {
  const reached = reachedBy.get(database)
  if (reached === undefined) throw new Error('This database was not opened by openDatabase.')
  return reached
}

/** A database at a known place. Gives the place back when it cannot be brought up to date. */
export const openAt = async (
  reached: Reached,
  { say = SAY_NOTHING, migrate: wanted = true }: OpenOptions = {},
): Promise<Database> => {
  try {
    if (wanted) await bringUpToDate(reached.address, say)
  } catch (error) {
    await reached.release()
    throw error
  }
  const address = wanted ? asApp(reached.address) : reached.address
  const database = databaseOver(openPool(address, MOST_CONNECTIONS, say), address, reached)
  reachedBy.set(database, reached)
  return database
}

const bringUpToDate = async (owner: Address, say: (line: string) => void): Promise<void> => {
  const pool = openPool(owner, 1, say)
  try {
    await migrate({ ...queryable(pool), transaction: (work) => inTransaction(pool, work) })
    await checkAppRole(queryable(pool))
  } finally {
    await pool.end()
  }
}

const databaseOver = (pool: Pool, address: Address, reached: Reached): Database => {
  const listening = new Set<() => Promise<void>>()
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await Promise.all([...listening].map((stop) => stop()))
    await pool.end()
    await reached.release()
  }
  return {
    ...queryable(pool),
    kind: reached.kind,
    transaction: (work) => inTransaction(pool, work),
    async listen(channel, heard, again = () => {}) {
      const { stop } = await listenOn(address, channel, heard, again)
      const end = async (): Promise<void> => {
        listening.delete(end)
        await stop()
      }
      listening.add(end)
      return end
    },
    close: () => (closing ??= close()),
  }
}

/** Throws when the server cannot be reached, is older than 15, does not keep UTF-8 or cannot sort in Swedish. */
const checkServer = async (address: Address): Promise<void> => {
  const client = await connect(address).catch((cause: unknown) => {
    if (codeOf(cause) === 'ERR_INVALID_URL')
      throw new DatabaseUnsuitable(
        'DATABASE_URL is not a whole address: expected one such as postgresql://user@host:5432/database.',
        { cause },
      )
    throw new DatabaseUnreachable(
      `The database server of DATABASE_URL cannot be reached: ${messageOf(cause)} (${codeOf(cause) || 'no code'}).`,
      { cause },
    )
  })
  try {
    const { rows } = await client.query<{ number: number; version: string; encoding: string; swedish: boolean }>(
      `SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
              current_setting('server_encoding') AS encoding,
              EXISTS (SELECT FROM pg_collation WHERE collname = 'sv-x-icu') AS swedish`,
    )
    const [server] = rows
    if (server === undefined) throw new Error('The server answered its own version with nothing.')
    if (server.number < OLDEST_SERVER)
      throw new DatabaseUnsuitable(
        `The database server of DATABASE_URL is PostgreSQL ${server.version}; 15 or later is needed.`,
      )
    if (server.encoding !== 'UTF8')
      throw new DatabaseUnsuitable(
        `The database of DATABASE_URL keeps text as ${server.encoding}; make one with ENCODING 'UTF8'.`,
      )
    if (!server.swedish)
      throw new DatabaseUnsuitable(
        'The database server of DATABASE_URL has no Swedish sorting (the collation sv-x-icu): use one built with ICU.',
      )
  } finally {
    await client.end()
  }
}
