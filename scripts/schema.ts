import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/db/index.ts'
import { keepGenerated } from './generated.ts'
import { describeSchema } from './schema/describe.ts'

/*
 * Makes schema.sql: the tables as the migrations leave them, asked of a real database that is made for it and thrown
 * away. It is for reading; a database is made by the migrations alone.
 *
 *   node scripts/schema.ts           writes the file
 *   node scripts/schema.ts --check   compares: exit status 1 when the committed file is another
 */

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

const made = await madeByMigrations()
process.exitCode = keepGenerated(
  {
    file: 'schema.sql',
    script: 'node scripts/schema.ts',
    source: 'what the migrations make',
    holds: () => `${made.split('\n').length - 1} lines`,
  },
  made,
)
