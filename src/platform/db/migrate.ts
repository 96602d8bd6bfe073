import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../config.ts'
import { ensureAppRole } from './app-role.ts'
import type { Queryable } from './connection.ts'
import { messageOf, MigrationChanged, SchemaTooNew } from './errors.ts'
import { forEverything } from './everything.ts'

export type Migration = {
  readonly number: number
  readonly file: string
  readonly sql: string
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string
}

type Applied = { readonly number: number; readonly file: string; readonly sha256: string }

/** Any number will do, as long as it is the same in every version of the program. */
export const MIGRATION_LOCK = 7_264_001

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  number integer PRIMARY KEY CHECK (number > 0),
  file text NOT NULL UNIQUE,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz NOT NULL DEFAULT now()
)`

export const MIGRATIONS_FOLDER = join(PROJECT_ROOT, 'migrations')

/** The migration files in their order. Throws when a name is not `NNNN-words.sql` or a number stands twice. */
export const readMigrations = (folder: string = MIGRATIONS_FOLDER): readonly Migration[] => {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]
      if (number === undefined) throw new Error(`migrations/${file}: expected a name such as 0007-what-it-does.sql.`)
      const bytes = readFileSync(join(folder, file))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { number: Number(number), file, sql: bytes.toString('utf8'), sha256 }
    })
  for (const [index, { number, file }] of migrations.entries()) {
    if (migrations[index - 1]?.number === number)
      throw new Error(`migrations/${file}: the number ${number} stands twice.`)
  }
  return migrations
}

/**
 * Which migrations are still to run. Throws SchemaTooNew when the database knows later ones than `files`,
 * and MigrationChanged when a file is not, or no longer, what was applied.
 */
export const pendingMigrations = (files: readonly Migration[], applied: readonly Applied[]): readonly Migration[] => {
  const newest = files.at(-1)?.number ?? 0
  const reached = Math.max(0, ...applied.map(({ number }) => number))
  if (reached > newest) {
    throw new SchemaTooNew(
      `The database is at schema version ${reached}, made by a newer Räckhåll; this one knows ${newest}. Start the newer version.`,
    )
  }
  for (const done of applied) {
    const file = files.find(({ number }) => number === done.number)
    if (file?.sha256 !== done.sha256) {
      const found = file === undefined ? 'is not there any more' : `is not the file that was applied (${done.file})`
      throw new MigrationChanged(
        `migrations/${file?.file ?? done.file} ${found}. An applied migration never changes: put it back, and write a new one for the change.`,
      )
    }
  }
  const pending = files.filter(({ number }) => !applied.some((done) => done.number === number))
  const late = pending.find(({ number }) => number < reached)
  if (late !== undefined) {
    throw new MigrationChanged(
      `migrations/${late.file} comes before version ${reached}, which this database has already: give it the next free number.`,
    )
  }
  return pending
}

/** What the database says it has applied; nothing at all for a new one. */
export const appliedMigrations = async (db: Queryable): Promise<readonly Applied[]> => {
  const [table] = await db.query<{ there: boolean }>(`SELECT to_regclass('schema_migrations') IS NOT NULL AS there`)
  return table?.there === true
    ? db.query<Applied>('SELECT number, file, sha256 FROM schema_migrations ORDER BY number')
    : []
}

/** Brings the database to the newest version, all or nothing, under a lock. Returns what was applied now. */
export const migrate = async (
  database: Queryable & { transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> },
  files: readonly Migration[] = readMigrations(),
): Promise<readonly Migration[]> => {
  if (pendingMigrations(files, await appliedMigrations(database)).length === 0) return []
  return database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await ensureAppRole(tx)
    await forEverything(tx)
    await tx.query(LEDGER)
    const pending = pendingMigrations(files, await appliedMigrations(tx))
    for (const migration of pending) await apply(tx, migration)
    return pending
  })
}

/** Runs one migration file and notes it; for use inside a transaction that holds the lock. */
export const apply = async (tx: Queryable, { number, file, sql, sha256 }: Migration): Promise<void> => {
  try {
    await tx.query(sql)
  } catch (error) {
    throw new Error(`migrations/${file}${lineOf(error, sql)}: ${messageOf(error)}.`, { cause: error })
  }
  await tx.query('INSERT INTO schema_migrations (number, file, sha256) VALUES ($1, $2, $3)', [number, file, sha256])
}

/** Creates the table of applied migrations when it is missing. */
export const createLedger = async (tx: Queryable): Promise<void> => void (await tx.query(LEDGER))

const lineOf = (error: unknown, sql: string): string => {
  if (typeof error !== 'object' || error === null || !('position' in error)) return ''
  const position = Number(error.position)
  return Number.isNaN(position) ? '' : `, line ${sql.slice(0, position - 1).split('\n').length}`
}
