import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { describeSchema } from './schema/describe.ts'

/*
 * Makes schema.sql: the tables as the migrations leave them, asked of a real database that is made for it and thrown
 * away. It is for reading; a database is made by the migrations alone.
 *
 *   node scripts/schema.ts           writes the file
 *   node scripts/schema.ts --check   compares: exit status 1 when the committed file is another
 */

const FILE = join(PROJECT_ROOT, 'schema.sql')

/** The whole file. */
const madeByMigrations = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'))
  // The database is another user when we are root.
  chmodSync(folder, 0o755)
  try {
    const database = await openDatabase({
      databaseUrl: undefined,
      pgBinDir: undefined,
      dataDir: join(folder, 'data'),
    })
    try {
      return await describeSchema(database)
    } finally {
      await database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const main = async (check: boolean): Promise<number> => {
  const made = await madeByMigrations()
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  if (made === committed) return 0
  if (check) {
    console.error('schema.sql is not what the migrations make. Run node scripts/schema.ts and commit the file.')
    return 1
  }
  writeFileSync(FILE, made)
  console.log(`schema.sql: ${made.split('\n').length - 1} lines`)
  return 0
}

process.exitCode = await main(process.argv.includes('--check'))
