/**
 * The embedded PostgreSQL: a real server brought by npm, started by the first who needs it and stopped by the last.
 * It listens on a Unix socket only, never on the network, never runs as root, and never writes where it was not told to.
 */
import type { Config } from '../../config.ts'
import { APP_ROLE, connect, type SocketAddress } from '../connection.ts'
import { codeOf } from '../errors.ts'
import { binariesIn, bundledBinaries } from './binaries.ts'
import { leaseServer, superuserAddress } from './lease.ts'
import { placeFor } from './place.ts'

export type Embedded = {
  /** The database `rackhall`, as its owner, who is no superuser: rules on rows hold for the program too. */
  readonly address: SocketAddress
  /** All databases of the cluster, as superuser; for tests and for looking after the server. */
  readonly superuser: SocketAddress
  readonly folder: string
  /** Lets the process end although the server is in use. */
  unref(): void
  /** Ends the use; the last user stops the server. */
  release(): Promise<void>
}

type EmbeddedConfig = Pick<Config, 'pgBinDir' | 'dataDir'>

type Options = {
  /** The cluster's folder inside the data folder. */
  readonly name?: string
  readonly say?: (line: string) => void
  readonly settings?: Readonly<Record<string, string>>
  /** The npm package's folder `native`, and where a cluster goes that cannot live in the data folder; for tests. */
  readonly bundle?: string
  readonly lasting?: string
}

const NAME = 'rackhall'
const CREATE_LOCK = 7_264_003
const SAY_NOTHING = (): void => {}

/** Starts, or joins, the embedded server of a data folder. Throws DatabaseUnreachable. */
export const openEmbedded = async ({ pgBinDir, dataDir }: EmbeddedConfig, options: Options = {}): Promise<Embedded> => {
  const { name = 'db', say = SAY_NOTHING, settings = {} } = options
  const { cluster: folder, account, copies } = placeFor(dataDir, name, say, options.lasting)
  const binaries =
    pgBinDir === undefined ? bundledBinaries(account, copies, options.bundle) : await binariesIn(pgBinDir)
  const lease = await leaseServer({ folder, account, binaries, settings }, say)
  const superuser = superuserAddress(lease.socketFolder)
  try {
    await createDatabase(superuser)
  } catch (error) {
    await lease.release()
    throw error
  }
  return {
    address: { host: lease.socketFolder, user: NAME, database: NAME },
    superuser,
    folder,
    unref: () => lease.unref(),
    release: () => lease.release(),
  }
}

/** Makes the database, its owner and the role the program works as where they are missing. */
const createDatabase = async (superuser: SocketAddress): Promise<void> => {
  const client = await connect(superuser)
  try {
    const isThere = async (): Promise<boolean> =>
      (
        await client.query(
          `SELECT FROM pg_database, pg_auth_members m WHERE datname = $1
           AND m.roleid = (SELECT oid FROM pg_roles WHERE rolname = $2) AND m.member = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
          [NAME, APP_ROLE],
        )
      ).rowCount !== 0
    if (await isThere()) return
    await client.query('SELECT pg_advisory_lock($1)', [CREATE_LOCK])
    if (await isThere()) return
    // A crash between two of the statements, or an older version, leaves the first ones alone.
    const unlessThere = async (statement: string): Promise<void> =>
      void (await client.query(statement).catch((error: unknown) => {
        if (!ALREADY_THERE.has(codeOf(error))) throw error
      }))
    await unlessThere(`CREATE ROLE ${NAME} LOGIN`)
    await unlessThere(`CREATE ROLE ${APP_ROLE}`)
    await client.query(`GRANT ${APP_ROLE} TO ${NAME}`)
    await unlessThere(`CREATE DATABASE ${NAME} OWNER ${NAME}`)
  } finally {
    await client.end()
  }
}

/** A role, a database. */
const ALREADY_THERE = new Set(['42710', '42P04'])
