import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import fc from 'fast-check'
import {
  aDatabase,
  anEmptyDatabase,
  databaseOn,
  onEveryServer,
  systemPostgres,
  type TestDatabase,
} from '#tests/support/database.ts'
import { ZOO } from '#tests/support/zoo.ts'
import { openJobs } from '../../jobs/index.ts'
import { type Database, openDatabase } from '../database.ts'
import { MigrationChanged, SchemaTooNew } from '../errors.ts'
import { migrate, type Migration, readMigrations } from '../migrate.ts'
import { describeDatabase, lastBackup } from '../status.ts'
import { BackupDamaged, RestoreRefused } from './format.ts'
import { noteBackup } from './ledger.ts'
import { checkBackup } from './read.ts'
import { restoreBackup } from './restore.ts'
import { writeBackup } from './write.ts'

const quiet = (): void => {}
const TAKEN = new Date('2026-11-24T03:00:00Z')

const aFile = (t: TestContext, name = 'test.backup'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rackhall-backup-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, name)
}

const WITH_ZOO = [...readMigrations(), ZOO]

const ANIMALS = `SELECT a.*, xmin::text IS NOT NULL AS there FROM zoo_animal a ORDER BY id`

const fillZoo = async (database: Database): Promise<void> => {
  await migrate(database, WITH_ZOO)
  await database.query(
    `INSERT INTO zoo_keeper (name, boss) VALUES ('hidden', NULL), (E'tab\\there\\\\ \\nnew line', 2), ('\\.', 1)`,
  )
  await database.query(
    `INSERT INTO zoo_animal (keeper, "Odd ""name""", sealed, weight, price, born, seen, local, awake, tags, facts, raw, state) VALUES
     (1, 'Åsna', '\\x00ff0a5c2e0a', 0.1::float8 + 0.2::float8, 12345678901234567890.123456789, '0044-03-15 BC', '2026-03-29 01:30:00.123456+00', 'infinity', '1 mon 2 days 03:04:05.000006', '{"a,b",NULL,"\\"q\\""}', '{"b": 1, "a": [1.10]}', '{"b":1,  "a":2}', 'åter öppen'),
     (2, '', '', 'NaN', 'NaN', NULL, NULL, NULL, NULL, '{}', 'null', NULL, 'open'),
     (3, E'\\\\N', NULL, '-Infinity', 0.00, '2026-11-24', '-infinity', '2026-11-24 03:00', '-1 year', '{{1,2},{3,4}}', '"åäö 🏠"', '[]', NULL)`,
  )
  await database.query('UPDATE zoo_keeper SET animal = 1 WHERE id = 1')
  await database.query(`INSERT INTO zoo_visits VALUES ('2026-11-24', 10)`)
}

test('every value comes back exactly as it was, moved between the servers and back', async (t) => {
  const system = systemPostgres()
  const { owner: first } = await aDatabase(t)
  await fillZoo(first)
  const written = await first.query(ANIMALS)
  const [one, two] = [aFile(t), aFile(t)]
  const summary = await writeBackup(first, one, TAKEN, quiet)
  assert.deepEqual(await checkBackup(one), summary)
  const second = await databaseOn(system, t, false)
  await restoreBackup(second, one, { replace: false, say: quiet, migrations: WITH_ZOO })
  assert.deepEqual(await second.query(ANIMALS), written)
  assert.deepEqual(await second.query('SELECT visits FROM zoo_visits'), [{ visits: 10 }])
  await second.query('TRUNCATE platform_backups RESTART IDENTITY')
  await writeBackup(second, two, TAKEN, quiet)
  // But for the version of the server in the first line, and so the last sum, the two files are the same.
  const rows = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n').slice(1, -2)
  assert.deepEqual(rows(two), rows(one))
  const third = await anEmptyDatabase(t)
  await restoreBackup(third, two, { replace: false, say: quiet, migrations: WITH_ZOO })
  assert.deepEqual(await third.query(ANIMALS), written)
})

onEveryServer('a backup holds one moment, whatever is written meanwhile', async (t, { owner: database }) => {
  await migrate(database, WITH_ZOO)
  const enough = new AbortController()
  // Always both: one that read its tables at two moments would hold more of one than of the other.
  const write = async (): Promise<void> => {
    while (!enough.signal.aborted) {
      await database.transaction(async (tx) => {
        await tx.query(`INSERT INTO zoo_visits VALUES ('2026-11-24', 1)`)
        await tx.query(`INSERT INTO zoo_keeper (name) VALUES ('came meanwhile')`)
      })
    }
  }
  const writing = [write(), write()]
  const held: { readonly keepers: number; readonly visits: number }[] = []
  for (let round = 0; round < 5; round += 1) {
    const { tables } = await writeBackup(database, aFile(t), TAKEN, quiet)
    const rowsOf = (name: string): number => tables.find(({ table }) => table === name)?.rows ?? 0
    // One keeper was made by the migration.
    held.push({ keepers: rowsOf('zoo_keeper') - 1, visits: rowsOf('zoo_visits_2026') })
  }
  enough.abort()
  await Promise.all(writing)
  for (const { keepers, visits } of held) assert.equal(keepers, visits)
  assert.ok((held.at(-1)?.keepers ?? 0) > 0, 'something was written meanwhile')
})

/** A restore is refused while the program is connected: ends the test's own connections and opens without any. */
const reopened = async (t: TestContext, database: TestDatabase): Promise<Database> => {
  await Promise.all([database.close(), database.owner.close()])
  const again = await openDatabase({ databaseUrl: database.url, pgBinDir: undefined, dataDir: '' }, { migrate: false })
  t.after(() => again.close())
  return again
}

onEveryServer('after a restore numbers go on where they were, and rules and guards hold again', async (t, database) => {
  await fillZoo(database.owner)
  const file = aFile(t)
  await writeBackup(database, file, TAKEN, quiet)
  await database.owner.query(`INSERT INTO zoo_keeper (name) VALUES ('after the backup')`)
  const again = await reopened(t, database)
  await restoreBackup(again, file, { replace: true, say: quiet, migrations: WITH_ZOO })
  const [keeper] = await again.query(`INSERT INTO zoo_keeper (name) VALUES ('new') RETURNING id`)
  assert.deepEqual(keeper, { id: 5 })
  await assert.rejects(again.query('INSERT INTO zoo_animal (keeper) VALUES (999)'), /foreign key/)
  await assert.rejects(again.query('INSERT INTO zoo_animal (keeper, weight) VALUES (1, 13)'), /written once/)
  assert.deepEqual(await again.query(`SELECT name FROM zoo_keeper WHERE name = 'hidden'`), [])
})

/** A small database with a backup of it, and the same database opened without connections. */
const aBackup = async (
  t: TestContext,
): Promise<{ readonly file: string; readonly again: Database; readonly database: TestDatabase }> => {
  const database = await aDatabase(t)
  await migrate(database.owner, WITH_ZOO)
  await database.owner.query(`INSERT INTO zoo_keeper (name) VALUES ('kept')`)
  const file = aFile(t)
  await writeBackup(database, file, TAKEN, quiet)
  return { file, database, again: await reopened(t, database) }
}

const RESTORE = { replace: true, say: quiet, migrations: WITH_ZOO }
const KEEPERS = 'SELECT name FROM zoo_keeper ORDER BY id'

test('a file cut off at any byte, or with any byte changed, is refused and changes nothing', async (t) => {
  const { file, again } = await aBackup(t)
  const whole = readFileSync(file)
  const damaged = aFile(t, 'damaged.backup')
  const refused = async (bytes: Buffer): Promise<void> => {
    writeFileSync(damaged, bytes)
    await assert.rejects(restoreBackup(again, damaged, RESTORE), BackupDamaged)
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => refused(whole.subarray(0, length))),
    { numRuns: 60, examples: [[0], [whole.length - 1]] },
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ change
      await refused(changed)
    }),
    { numRuns: 150 },
  )
  await refused(Buffer.concat([whole, Buffer.from('\n')]))
  assert.deepEqual(await again.query(KEEPERS), [{ name: 'made by the migration' }, { name: 'kept' }])
})

test('a whole backup that the tables refuse changes nothing', async (t) => {
  const { file, again } = await aBackup(t)
  const stricter = WITH_ZOO.map((migration) =>
    migration === ZOO ? { ...ZOO, sql: `${ZOO.sql}; ALTER TABLE zoo_keeper ADD CHECK (name <> 'kept')` } : migration,
  )
  await assert.rejects(restoreBackup(again, file, { ...RESTORE, migrations: stricter }), /check constraint/)
  assert.deepEqual(await again.query(KEEPERS), [{ name: 'made by the migration' }, { name: 'kept' }])
})

test('what is in the database goes only when that was said, and never under a running program', async (t) => {
  const { file, again, database } = await aBackup(t)
  await assert.rejects(restoreBackup(again, file, { ...RESTORE, replace: false }), RestoreRefused)
  const running = await openDatabase(
    { databaseUrl: database.url, pgBinDir: undefined, dataDir: '' },
    { migrate: false },
  )
  t.after(() => running.close())
  await running.query('SELECT 1')
  await assert.rejects(restoreBackup(again, file, RESTORE), /is running on this database/)
})

test('a database with tables of somebody else is never taken over', async (t) => {
  const { file } = await aBackup(t)
  const theirs = await anEmptyDatabase(t)
  await theirs.query('CREATE TABLE their_customers (id integer)')
  await assert.rejects(restoreBackup(await reopened(t, theirs), file, RESTORE), /their_customers/)
})

test('a backup of an older version is brought up to date', async (t) => {
  const { file } = await aBackup(t)
  const later: Migration = {
    number: 9001,
    file: '9001-later.sql',
    sha256: '8'.repeat(64),
    sql: `ALTER TABLE zoo_keeper ADD COLUMN nickname text DEFAULT 'none'`,
  }
  const empty = await anEmptyDatabase(t)
  await restoreBackup(empty, file, { replace: false, say: quiet, migrations: [...WITH_ZOO, later] })
  await empty.query('ALTER TABLE zoo_keeper NO FORCE ROW LEVEL SECURITY')
  assert.deepEqual((await empty.query('SELECT nickname FROM zoo_keeper')).length, 2)
  assert.equal((await describeDatabase(empty)).schemaVersion, 9001)
})

test('a backup of a newer version, or of changed migrations, is refused', async (t) => {
  const { file } = await aBackup(t)
  const empty = await anEmptyDatabase(t)
  await assert.rejects(restoreBackup(empty, file, { replace: false, say: quiet }), SchemaTooNew)
  const changed = WITH_ZOO.map((migration) => ({ ...migration, sha256: '7'.repeat(64) }))
  await assert.rejects(restoreBackup(empty, file, { ...RESTORE, migrations: changed }), MigrationChanged)
  assert.deepEqual(await empty.query(`SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`), [])
})

test('only its owner can read the file, an older one is replaced whole, and no half file is left', async (t) => {
  const database = await aDatabase(t)
  const file = aFile(t)
  writeFileSync(file, 'the backup of yesterday', { mode: 0o644 })
  await writeBackup(database, file, TAKEN, quiet)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  await checkBackup(file)
  const empty = await anEmptyDatabase(t)
  await assert.rejects(writeBackup(empty, file, TAKEN, quiet), /nothing to back up/)
  await checkBackup(file)
  assert.deepEqual(readdirSync(dirname(file)), [basename(file)])
})

test('waiting jobs are left out, and the queue makes its tables anew after a restore', async (t) => {
  const database = await aDatabase(t)
  const jobs = await openJobs(database)
  await jobs.schedule('nightly', '0 3 * * *', async () => {})
  await jobs.stop()
  const file = aFile(t)
  const summary = await writeBackup(database, file, TAKEN, quiet)
  assert.ok(summary.tables.every(({ table }) => table.startsWith('platform_') || !table.includes('job')))
  const again = await reopened(t, database)
  await restoreBackup(again, file, { replace: true, say: quiet })
  assert.deepEqual(await again.query(`SELECT FROM pg_namespace WHERE nspname = 'pgboss'`), [])
  const anew = await openJobs(again)
  await anew.stop()
})

onEveryServer(
  'the newest backup is known by when it was taken, also after moving with it',
  async (t, { owner: database }) => {
    assert.equal(await lastBackup(database), undefined)
    const file = aFile(t, 'moving.backup')
    const summary = await writeBackup(database, file, TAKEN, quiet)
    await noteBackup(database, 'written', summary, 'moving.backup')
    const older = { ...summary, header: { ...summary.header, created: '2026-11-20T03:00:00.000Z' } }
    await noteBackup(database, 'written', older, 'older.backup')
    const expected = {
      takenAt: TAKEN,
      fileName: 'moving.backup',
      rows: summary.rows,
      bytes: summary.bytes,
      schemaVersion: summary.header.schemaVersion,
    }
    assert.deepEqual(await lastBackup(database), expected)
    const elsewhere = await anEmptyDatabase(t)
    await restoreBackup(elsewhere, file, { replace: false, say: quiet })
    assert.deepEqual(await lastBackup(elsewhere), expected)
  },
)
