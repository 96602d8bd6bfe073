import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { anEmptyDatabase, onEveryServer } from '#tests/support/database.ts'
import { MigrationChanged, SchemaTooNew } from './errors.ts'
import { migrate, type Migration, pendingMigrations, readMigrations } from './migrate.ts'

const aMigration = (number: number, sql = `CREATE TABLE made_${number} (id integer)`): Migration => ({
  number,
  file: `${String(number).padStart(4, '0')}-step.sql`,
  sql,
  sha256: String(number).padStart(64, '0'),
})
const ONE_AND_TWO = [aMigration(1), aMigration(2)]
const TABLES = `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`

const aFolder = (t: TestContext, ...names: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const name of names) writeFileSync(join(folder, name), 'SELECT 1')
  return folder
}

test('a new database gets every migration in order, and none a second time', async (t) => {
  const database = await anEmptyDatabase(t)
  assert.deepEqual(
    (await migrate(database, ONE_AND_TWO)).map(({ number }) => number),
    [1, 2],
  )
  assert.deepEqual(await migrate(database, ONE_AND_TWO), [])
  assert.deepEqual(
    (await migrate(database, [...ONE_AND_TWO, aMigration(3)])).map(({ number }) => number),
    [3],
  )
})

onEveryServer('a database of a newer version is refused', async (_t, { owner: database }) => {
  await database.query('TRUNCATE schema_migrations')
  await database.query(`INSERT INTO schema_migrations (number, file, sha256) VALUES (99, '0099-later.sql', $1)`, [
    '0'.repeat(64),
  ])
  await assert.rejects(migrate(database), (error) => {
    assert.ok(error instanceof SchemaTooNew)
    assert.match(error.message, /at schema version 99, made by a newer Räckhåll/)
    return true
  })
})

onEveryServer('a migration that changed, vanished or comes too late is refused', async (_t, database) => {
  const known = readMigrations()
  const [first, ...rest] = known
  assert.ok(first !== undefined)
  const changed = { ...first, sha256: 'f'.repeat(64) }
  await assert.rejects(migrate(database, [changed, ...rest]), MigrationChanged)
  await assert.rejects(migrate(database, rest), MigrationChanged)
  const applied = [aMigration(1), aMigration(3)]
  assert.throws(
    () => pendingMigrations([aMigration(1), aMigration(2), aMigration(3)], applied),
    /comes before version 3/,
  )
})

test('a migration that fails undoes those before it, and is named with its line', async (t) => {
  const database = await anEmptyDatabase(t)
  const broken = aMigration(2, 'CREATE TABLE fine (id integer);\n\nCREATE TABEL broken (id integer)')
  await assert.rejects(migrate(database, [aMigration(1), broken]), /migrations\/0002-step\.sql, line 3: syntax error/)
  assert.deepEqual(await database.query(TABLES), [])
})

test('two that begin at the same moment apply each migration once', async (t) => {
  const database = await anEmptyDatabase(t)
  const applied = await Promise.all(Array.from({ length: 4 }, async () => migrate(database, ONE_AND_TWO)))
  assert.deepEqual(
    applied.map(({ length }) => length).toSorted((a, b) => a - b),
    [0, 0, 0, 2],
  )
  assert.deepEqual(await database.query(TABLES), [
    { name: 'made_1' },
    { name: 'made_2' },
    { name: 'schema_migrations' },
  ])
})

test('a file whose name tells no number, and a number taken twice, are named', (t) => {
  assert.throws(() => readMigrations(aFolder(t, '1-too-short.sql')), /1-too-short\.sql: expected a name such as/)
  assert.throws(() => readMigrations(aFolder(t, '0001-a.sql', '0001-b.sql')), /0001-b\.sql: the number 1 stands twice/)
  assert.deepEqual(
    readMigrations(aFolder(t, '0002-b.sql', '0001-a.sql', 'notes.txt')).map(({ file }) => file),
    ['0001-a.sql', '0002-b.sql'],
  )
})
