import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { howReached } from '#platform/db/database.ts'
import { connect, type Queryable } from '#platform/db/connection.ts'
import { aDatabase, onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import type { Deed, Entry } from './entry.ts'
import { AuditFileRefused, exportAudit, headOfExport } from './export.ts'
import { audit, lastEntries } from './store.ts'
import { verifyAudit } from './verify.ts'

const aDeed = (change: Partial<Deed> = {}): Deed => ({
  who: 'operator:root (Maria)',
  what: 'municipality.help-set',
  about: '1497',
  ...change,
})

const noteAll = async (database: TestDatabase, abouts: readonly string[]): Promise<void> => {
  for (const about of abouts) await database.transaction(async (tx) => audit(tx, aDeed({ about, detail: { by: 'M' } })))
}

/** As somebody who owns the server and has taken every guard away. */
const tamper = async (database: TestDatabase, sql: string): Promise<void> => {
  const client = await connect(howReached(database).administrator)
  try {
    await client.query(
      `ALTER TABLE audit_entries DISABLE TRIGGER ALL; ALTER TABLE audit_head DISABLE TRIGGER ALL; ${sql};
       ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_lengthen`,
    )
  } finally {
    await client.end()
  }
}

const firstMisfit = async (database: TestDatabase): Promise<number | undefined> => {
  const verified = await verifyAudit(database)
  return verified.kind === 'broken' ? verified.number : undefined
}

onEveryServer('a new chain is whole, and grows by an entry for each deed', async (_t, database) => {
  assert.equal((await verifyAudit(database)).kind, 'whole')
  await noteAll(database, ['1497', '1280'])
  const verified = await verifyAudit(database)
  assert.ok(verified.kind === 'whole' && verified.head.number === 2)
  const [last] = await lastEntries(database, 1)
  assert.deepEqual([last?.number, last?.about, last?.detail], [2, '1280', '{"by":"M"}'])
})

onEveryServer('a deed that is undone leaves no entry', async (_t, database) => {
  await assert.rejects(
    database.transaction(async (tx) => {
      await audit(tx, aDeed())
      throw new Error('undone')
    }),
    /undone/,
  )
  await noteAll(database, ['1280'])
  assert.deepEqual(
    (await lastEntries(database, 9)).map(({ number, about }) => [number, about]),
    [[1, '1280']],
  )
})

onEveryServer('many who write at once make one chain', async (_t, database) => {
  const deeds = Array.from({ length: 40 }, (_, n) => aDeed({ about: String(n) }))
  await Promise.all(deeds.map(async (deed) => database.transaction(async (tx) => audit(tx, deed))))
  const verified = await verifyAudit(database)
  assert.ok(verified.kind === 'whole' && verified.head.number === deeds.length)
  const noted = (await lastEntries(database, 99)).map(({ about }) => about)
  assert.deepEqual(new Set(noted), new Set(deeds.map(({ about }) => about)))
})

onEveryServer('nobody may change or remove an entry, not even the owner of the table', async (_t, database) => {
  await noteAll(database, ['1497'])
  const client = await connect(howReached(database).administrator)
  try {
    for (const sql of [
      `UPDATE audit_entries SET who = 'nobody'`,
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
      'TRUNCATE audit_head',
      'DELETE FROM audit_head',
      // A session that calls itself a replica skips ordinary triggers.
      `SET session_replication_role = replica; DELETE FROM audit_entries`,
    ]) {
      await assert.rejects(client.query(sql), /The audit is only added to/, sql)
    }
  } finally {
    await client.end()
  }
  assert.equal((await verifyAudit(database)).kind, 'whole')
})

onEveryServer('an entry is put in nowhere but behind the last', async (_t, database) => {
  await noteAll(database, ['a', 'b'])
  const client = await connect(howReached(database).administrator)
  try {
    for (const number of [1, 2, 4, 9]) {
      await assert.rejects(
        client.query(
          `INSERT INTO audit_entries (number, at, who, what, about, hash) VALUES ($1, now(), 'x', 'a.b', '', $2)`,
          [number, '1'.repeat(64)],
        ),
        /does not come behind the last one/,
      )
    }
  } finally {
    await client.end()
  }
})

onEveryServer('a change of any field of any entry is found, and the entry named', async (_t, database) => {
  const changes: Readonly<Record<keyof Entry, string>> = {
    number: 'number + 10',
    at: `at + interval '1 microsecond'`,
    who: `who || ' '`,
    organisation: `'3f0a0c5e-7f0e-4b57-8a4b-1d8c8f6f0001'`,
    what: `what || '.x'`,
    about: `about || '0'`,
    detail: `detail || ' '`,
    hash: `repeat('a', 64)`,
  }
  for (const [field, value] of Object.entries(changes)) {
    for (const number of [1, 2, 3]) {
      await tamper(database, EMPTIED)
      await noteAll(database, ['a', 'b', 'c'])
      await tamper(database, `UPDATE audit_entries SET ${field} = ${value} WHERE number = ${number}`)
      assert.equal(await firstMisfit(database), number, `${field} of ${number}`)
    }
  }
})

onEveryServer('an organisation reads its own entries, and writes none in the name of another', async (_t, database) => {
  const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
  const actingFor = async <T>(organisation: string, work: (tx: Queryable) => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      await tx.query(`SELECT set_config('rackhall.organisation', $1, true)`, [organisation])
      return work(tx)
    })
  await noteAll(database, ['of the operator'])
  await actingFor(one, async (tx) => audit(tx, aDeed({ organisation: one, about: 'of one' })))
  await actingFor(other, async (tx) => audit(tx, aDeed({ organisation: other, about: 'of the other' })))
  await assert.rejects(
    actingFor(one, async (tx) => audit(tx, aDeed({ organisation: other }))),
    /row-level security/,
  )
  await assert.rejects(
    actingFor(one, async (tx) => audit(tx, aDeed())),
    /row-level security/,
  )
  const seen = await actingFor(one, async (tx) => tx.query('SELECT about FROM audit_entries'))
  assert.deepEqual(seen, [{ about: 'of one' }])
  await assert.rejects(database.query(`UPDATE audit_head SET number = 0`), /permission denied/)
  const verified = await verifyAudit(database)
  assert.ok(verified.kind === 'whole' && verified.head.number === 3)
})

const EMPTIED = `TRUNCATE audit_entries; UPDATE audit_head SET number = 0, hash = repeat('0', 64)`

onEveryServer('removal, another order, insertion and a cut-off end are found', async (_t, database) => {
  const copy = `INSERT INTO audit_entries SELECT n, at, who, organisation, what, about, detail, hash FROM audit_entries`
  const misdeeds: readonly (readonly [string, number])[] = [
    ['DELETE FROM audit_entries WHERE number = 1', 1],
    ['DELETE FROM audit_entries WHERE number = 3', 3],
    // The end: the head remembers how far it went.
    ['DELETE FROM audit_entries WHERE number = 5', 5],
    ['DELETE FROM audit_entries WHERE number >= 2', 2],
    ['TRUNCATE audit_entries', 1],
    // The gap closed by new numbers.
    ['DELETE FROM audit_entries WHERE number = 3; UPDATE audit_entries SET number = number - 1 WHERE number > 3', 3],
    [
      'UPDATE audit_entries SET number = 99 WHERE number = 2; UPDATE audit_entries SET number = 2 WHERE number = 4; UPDATE audit_entries SET number = 4 WHERE number = 99',
      2,
    ],
    [`${copy.replace(' n,', ' 6,')} WHERE number = 5`, 6],
    [
      `UPDATE audit_entries SET number = number + 100 WHERE number > 2; UPDATE audit_entries SET number = number - 99 WHERE number > 100; ${copy.replace(' n,', ' 3,')} WHERE number = 2`,
      3,
    ],
  ]
  for (const [misdeed, number] of misdeeds) {
    await tamper(database, EMPTIED)
    await noteAll(database, ['a', 'b', 'c', 'd', 'e'])
    await tamper(database, misdeed)
    assert.equal(await firstMisfit(database), number, misdeed)
  }
})

test('an end cut off together with its head is found only against what was kept elsewhere', async (t) => {
  const database = await aDatabase(t)
  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'audit.jsonl')
  await noteAll(database, ['a', 'b', 'c'])
  await exportAudit(database, file)
  const kept = await headOfExport(file)
  assert.equal((await verifyAudit(database, kept)).kind, 'whole')
  const [, second] = await lastEntries(database, 2)
  await tamper(
    database,
    `DELETE FROM audit_entries WHERE number = 3; UPDATE audit_head SET number = 2, hash = '${second?.hash}'`,
  )
  assert.equal((await verifyAudit(database)).kind, 'whole', 'the chain alone cannot show it')
  assert.deepEqual(await verifyAudit(database, kept), {
    kind: 'broken',
    number: 3,
    why: 'it is missing: the end has been cut off',
  })
  await noteAll(database, ['something else', 'd'])
  const anew = await verifyAudit(database, kept)
  assert.ok(anew.kind === 'broken' && anew.number === 3)
  assert.match(anew.why, /made anew/)
})

test('the export holds every entry as it stands, for its owner only, and a half one is refused', async (t) => {
  const database = await aDatabase(t)
  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'audit.jsonl')
  await noteAll(database, ['a', 'b'])
  const head = await exportAudit(database, file)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  assert.deepEqual(
    lines.slice(0, -1).map((line) => JSON.parse(line) as Entry),
    (await lastEntries(database, 9)).toReversed(),
  )
  assert.deepEqual(await headOfExport(file), head)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  writeFileSync(file, lines.slice(0, -1).join('\n'))
  await assert.rejects(headOfExport(file), AuditFileRefused)
  await assert.rejects(exportAudit(database, join(folder, 'nowhere', 'x')), AuditFileRefused)
})
