import { basename } from 'node:path'
import type { Client } from 'pg'
import { ensureAppRole } from '../app-role.ts'
import { connect, type Queryable, queryable } from '../connection.ts'
import { type Database, howReached } from '../database.ts'
import { MigrationChanged, SchemaTooNew } from '../errors.ts'
import { forEverything } from '../everything.ts'
import { apply, createLedger, type Migration, MIGRATION_LOCK, readMigrations } from '../migrate.ts'
import { droppingStatements, guardsOf, type Table, tablesOf } from './catalogue.ts'
import { copyIn } from './copy.ts'
import { BackupDamaged, type Header, RestoreRefused, type Sequence, type Summary, type TableStart } from './format.ts'
import { noteBackup } from './ledger.ts'
import { checkBackup, walkBackup } from './read.ts'

export type RestoreOptions = {
  /** Whether what the database holds now may go. */
  readonly replace: boolean
  readonly say: (line: string) => void
  /** What else is noted in the same transaction, when all is in its place. */
  readonly alsoNote?: (tx: Queryable, restored: Summary) => Promise<void>
  readonly migrations?: readonly Migration[]
}

/**
 * Puts a backup in the place of what the database holds: all of it or, when anything is wrong, nothing. The tables
 * are made by the migrations of the backup's own version, filled, and brought up to date by the later ones.
 * Throws BackupDamaged, RestoreRefused, SchemaTooNew or MigrationChanged; then nothing was changed.
 */
export const restoreBackup = async (database: Database, file: string, options: RestoreOptions): Promise<Summary> => {
  const { say, migrations = readMigrations() } = options
  const checked = await checkBackup(file)
  const { before, after } = migrationsFor(checked.header, migrations)
  say(
    `The backup is whole: ${checked.rows} rows in ${checked.tables.length} tables, written ${checked.header.created}.`,
  )
  const client = await connect(howReached(database).address)
  try {
    await client.query('BEGIN')
    const summary = await replaceAll(client, file, before, options)
    for (const migration of after) await apply(queryable(client), migration)
    await noteBackup(queryable(client), 'restored', summary, basename(file))
    await options.alsoNote?.(queryable(client), summary)
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return summary
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

/** The migrations that made the backup's tables, and those that came later. */
const migrationsFor = (
  header: Header,
  known: readonly Migration[],
): { readonly before: readonly Migration[]; readonly after: readonly Migration[] } => {
  const newest = known.at(-1)?.number ?? 0
  if (header.schemaVersion > newest) {
    throw new SchemaTooNew(
      `The backup is of schema version ${header.schemaVersion}, made by a newer Räckhåll; this one knows ${newest}. Restore it with the newer version.`,
    )
  }
  const before = header.migrations.map((applied) => {
    const migration = known.find(({ number }) => number === applied.number)
    if (migration?.sha256 === applied.sha256) return migration
    throw new MigrationChanged(
      `The backup was made with migrations/${applied.file}, and the file of that number here is not the same.`,
    )
  })
  return { before, after: known.filter(({ number }) => number > header.schemaVersion) }
}

const replaceAll = async (
  client: Client,
  file: string,
  before: readonly Migration[],
  { replace, say }: RestoreOptions,
): Promise<Summary> => {
  const tx = queryable(client)
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  await ensureAppRole(tx)
  await forEverything(tx)
  await refuseIfUnfit(tx, client, replace)
  for (const statement of await droppingStatements(client)) await client.query(statement)
  await createLedger(tx)
  for (const migration of before) await apply(tx, migration)
  const tables = await tablesOf(client)
  const guards = await guardsOf(client)
  for (const statement of guards.lift) await client.query(statement)
  // What migrations themselves have written is in the backup as well, as it was then.
  if (tables.length > 0) await client.query(`TRUNCATE ${tables.map(({ name }) => nameOf(client, name)).join(', ')}`)
  const summary = await walkBackup(file, {
    header: async () => {},
    table: async (table, rows) => fill(client, table, tables, rows, say),
    sequences: async (sequences) => setSequences(client, sequences),
  })
  const missing = tables.find(({ name }) => !summary.tables.some(({ table }) => table === name))
  if (missing !== undefined) throw new BackupDamaged(`${file}: the rows of ${missing.name} are not in it.`)
  for (const statement of guards.restore) await client.query(statement)
  return summary
}

const nameOf = (client: Client, table: string): string => `public.${client.escapeIdentifier(table)}`

const fill = async (
  client: Client,
  { table, columns }: TableStart,
  tables: readonly Table[],
  rows: AsyncIterable<Buffer>,
  say: (line: string) => void,
): Promise<number> => {
  const here = tables.find(({ name }) => name === table)
  if (here === undefined || here.columns.toSorted().join() !== columns.toSorted().join()) {
    throw new RestoreRefused(`The table ${table} of the backup is not made by the migrations it names.`)
  }
  const count = await copyIn(
    client,
    `COPY ${nameOf(client, table)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')}) FROM STDIN`,
    rows,
  )
  say(`${table}: ${count} ${count === 1 ? 'row' : 'rows'}`)
  return count
}

const setSequences = async (client: Client, sequences: readonly Sequence[]): Promise<void> => {
  for (const { name, value, called } of sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [nameOf(client, name), value, called])
}

/** Throws RestoreRefused when the database is in use, holds something of somebody else, or holds rows that may not go. */
const refuseIfUnfit = async (tx: Queryable, client: Client, replace: boolean): Promise<void> => {
  const [others] = await tx.query<{ count: number }>(
    `SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'rackhall%'`,
  )
  if (others === undefined || others.count > 0) {
    throw new RestoreRefused(
      `Räckhåll is running on this database (${others?.count ?? 'some'} connections): stop it first, so that it does not go on with what it remembers.`,
    )
  }
  const tables = await tablesOf(client)
  const [ledger] = await tx.query<{ there: boolean }>(
    `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS there`,
  )
  if (ledger?.there !== true && tables.length > 0) {
    throw new RestoreRefused(
      `The database holds tables that are not of Räckhåll (${tables.map(({ name }) => name).join(', ')}): restore into a database of its own.`,
    )
  }
  if (replace) return
  for (const { name } of tables) {
    const rows = await tx.query(`SELECT FROM ${nameOf(client, name)} LIMIT 1`)
    if (rows.length > 0)
      throw new RestoreRefused(
        `The database is not empty (there are rows in ${name}): with --replace what it holds goes and the backup comes in its place.`,
      )
  }
}
