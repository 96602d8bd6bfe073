import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { anEmptyDatabase, onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { aFolder } from '#tests/support/embedded.ts'
import { ZOO } from '#tests/support/zoo.ts'
import { type Database, openDatabase } from '../database.ts'
import { migrate, readMigrations } from '../migrate.ts'
import { asOwner } from '../operator.ts'
import { BackupRefused } from './format.ts'
import { restoreBackup } from './restore.ts'
import { writeBackup } from './write.ts'

/* With DATABASE_URL there is nobody but the owner of the tables, for whom the rules on rows hold. */

const quiet = (): void => {}
const TAKEN = new Date('2026-11-24T03:00:00Z')

const aFile = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rackhall-backup-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'test.backup')
}

/** As a command opens it over DATABASE_URL for a backup. */
const overUrl = async (t: TestContext, { url }: TestDatabase): Promise<Database> => {
  const database = await openDatabase({ databaseUrl: url, pgBinDir: undefined, dataDir: '' }, { migrate: false })
  t.after(() => database.close())
  return database
}

const NAMES = 'SELECT name FROM platform_organisations ORDER BY name'

onEveryServer(
  'a backup over DATABASE_URL holds the rows of every organisation, and so does its restore',
  async (t, database) => {
    const named = [{ name: 'agency' }, { name: 'operator' }]
    await asOwner(database, (tx) =>
      tx.query(
        `INSERT INTO platform_organisations (kind, name) SELECT k, k FROM unnest(ARRAY['agency', 'operator']) k`,
      ),
    )
    const file = aFile(t)
    const { tables } = await writeBackup(await overUrl(t, database), file, TAKEN, quiet)
    assert.equal(tables.find(({ table }) => table === 'platform_organisations')?.rows, 2)
    const elsewhere = await anEmptyDatabase(t)
    await elsewhere.close()
    const restored = await overUrl(t, elsewhere)
    await restoreBackup(restored, file, { replace: false, say: quiet })
    assert.deepEqual(await asOwner(restored, (tx) => tx.query(NAMES)), named)
    assert.deepEqual(await restored.query(NAMES), [])
  },
)

test('a backup of the embedded database holds them, too', async (t) => {
  const config = { databaseUrl: undefined, pgBinDir: undefined, dataDir: join(aFolder(), 'data') }
  const database = await openDatabase(config)
  t.after(() => database.close())
  await asOwner(database, (tx) =>
    tx.query(`INSERT INTO platform_organisations (kind, name) VALUES ('agency', 'agency')`),
  )
  const { tables } = await writeBackup(database, aFile(t), TAKEN, quiet)
  assert.equal(tables.find(({ table }) => table === 'platform_organisations')?.rows, 1)
})

onEveryServer('rather no backup than one that a rule on rows has thinned out', async (t, database) => {
  await migrate(database.owner, [...readMigrations(), ZOO])
  const owner = await overUrl(t, database)
  const file = aFile(t)
  await assert.rejects(writeBackup(owner, file, TAKEN, quiet), (error) => {
    assert.ok(error instanceof BackupRefused)
    assert.match(error.message, /may not see all rows of zoo_keeper:/)
    return true
  })
  await database.owner.query('CREATE POLICY everything ON zoo_keeper TO CURRENT_USER USING (platform_for_everything())')
  await writeBackup(owner, file, TAKEN, quiet)
  await database.owner.query('CREATE POLICY less ON zoo_keeper AS RESTRICTIVE USING (true)')
  await assert.rejects(writeBackup(owner, file, TAKEN, quiet), BackupRefused)
})
