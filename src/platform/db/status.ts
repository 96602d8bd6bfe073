import type { Address } from './connection.ts'
import { type Database, howReached } from './database.ts'

export type DatabaseDescription = {
  readonly kind: Database['kind']
  /** PostgreSQL's version, such as `18.4`. */
  readonly version: string
  readonly schemaVersion: number
  readonly bytes: number
  /** Whether what is answered as stored survives a power cut. */
  readonly durable: boolean
  readonly checksums: boolean
  /** The folder of the embedded one, the host of a server. */
  readonly where: string
  /** All of it as one sentence. */
  readonly says: string
}

/** What the database is and how it stands, for `rackhall doctor`. */
export const describeDatabase = async (database: Database): Promise<DatabaseDescription> => {
  const [found] = await database.query<{
    version: string
    schemaVersion: number
    bytes: number
    durable: boolean
    checksums: boolean
  }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
            (SELECT coalesce(max(number), 0) FROM schema_migrations) AS "schemaVersion",
            pg_database_size(current_database()) AS bytes,
            current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS durable,
            current_setting('data_checksums') = 'on' AS checksums`,
  )
  if (found === undefined) throw new Error('The database answered what it is with nothing.')
  const where = whereOf(howReached(database).address)
  const size = `${Math.ceil(found.bytes / 1_000_000)} MB`
  const faults = [
    ...(found.durable ? [] : ['IT DOES NOT WAIT FOR THE DISK: a power cut loses what was stored last']),
    ...(found.checksums ? [] : ['it keeps no checksums of its pages']),
  ]
  const says = [
    `${database.kind === 'embedded' ? 'embedded ' : ''}PostgreSQL ${found.version} at ${where}`,
    `schema version ${found.schemaVersion}`,
    size,
    ...faults,
  ].join(', ')
  return { kind: database.kind, where, says, ...found }
}

const whereOf = (address: Address): string => {
  if ('host' in address) return address.host
  const url = URL.parse(address.url)
  return url === null
    ? 'DATABASE_URL'
    : `${url.host || (url.searchParams.get('host') ?? 'the local socket')}${url.pathname}`
}

export type BackupNote = {
  readonly takenAt: Date
  readonly fileName: string
  readonly rows: number
  readonly bytes: number
  readonly schemaVersion: number
}

/** The newest backup that holds this database's content; nothing when none was ever written or restored from. */
export const lastBackup = async (database: Database): Promise<BackupNote | undefined> => {
  const [newest] = await database.query<BackupNote>(
    `SELECT taken_at AS "takenAt", file_name AS "fileName", row_count AS rows, byte_count AS bytes, schema_version AS "schemaVersion"
     FROM platform_backups ORDER BY taken_at DESC, id DESC LIMIT 1`,
  )
  return newest
}
