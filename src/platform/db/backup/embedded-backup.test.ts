import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '../database.ts'
import { checkBackup } from './read.ts'
import { writeBackup } from './write.ts'

test('the embedded database itself is backed up, and not an empty one beside it on the same server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'))
  chmodSync(folder, 0o755)
  const database = await openDatabase({ dataDir: join(folder, 'var'), databaseUrl: undefined, pgBinDir: undefined })
  try {
    await database.query(`INSERT INTO help_site_visits VALUES ('1497', '2026-11-01', 50)`)
    const file = join(folder, 'file')
    const written = await writeBackup(database, file, new Date(), () => undefined)
    assert.equal(written.rows, 1)
    assert.equal((await checkBackup(file)).rows, 1)
  } finally {
    await database.close()
  }
})
