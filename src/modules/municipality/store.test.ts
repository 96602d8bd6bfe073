import assert from 'node:assert/strict'
import { CONTACTS_FILE, aNotice, contacts, theReference } from '#tests/support/builders.ts'
import { onEveryServer } from '#tests/support/database.ts'
import {
  clearCrises,
  FACTS_CHANNEL,
  localHelpHistory,
  readFacts,
  setCrisis,
  setLocalHelp,
  withdrawLocalHelp,
} from './store.ts'

const SOON = { starts: new Date(Date.now() - 1000), ends: new Date(Date.now() + 3_600_000) }

onEveryServer('before anything is stored the facts are the registers', async (_t, db) => {
  const facts = await readFacts(db, theReference())
  assert.equal(facts.localHelp.size, 0)
  assert.deepEqual(facts.crises, [])
  assert.equal(facts.municipalities.all.length, 290)
  assert.deepEqual(facts.helplines, theReference().helplines)
})

onEveryServer('what a municipality confirms is read back, and its file letter for letter', async (_t, db) => {
  await db.transaction(async (tx) => setLocalHelp(tx, contacts(), CONTACTS_FILE))
  const facts = await readFacts(db, theReference())
  assert.deepEqual(facts.localHelp.get('1497')?.help, contacts())
  assert.equal((await localHelpHistory(db, '1497'))[0]?.file, CONTACTS_FILE)
})

onEveryServer('the newest holds, and nothing that was confirmed is lost', async (_t, db) => {
  await db.transaction(async (tx) => setLocalHelp(tx, contacts(), 'first'))
  await db.transaction(async (tx) => setLocalHelp(tx, contacts({ confirmedBy: 'Socialchefen' }), 'second'))
  await db.transaction(async (tx) => withdrawLocalHelp(tx, '1497', 'Kommunchefen'))
  assert.equal((await readFacts(db, theReference())).localHelp.has('1497'), false)
  const versions = await localHelpHistory(db, '1497')
  assert.deepEqual(
    versions.map(({ version, file, by }) => [version, file, by]),
    [
      [3, undefined, 'Kommunchefen'],
      [2, 'second', 'Socialchefen'],
      [1, 'first', 'Gruppledare, individ och familj'],
    ],
  )
})

onEveryServer('help that this version cannot read is named and left out, and the rest is shown', async (_t, db) => {
  await db.transaction(async (tx) => setLocalHelp(tx, contacts(), 'file'))
  await db.query(
    `INSERT INTO municipality_local_help (municipality_code, contents, file, noted_by) VALUES ('1280', '{"later": true}', 'x', 'x')`,
  )
  const facts = await readFacts(db, theReference())
  assert.deepEqual(facts.unreadable, ['1280'])
  assert.deepEqual([...facts.localHelp.keys()], ['1497'])
})

onEveryServer('a notice is told to every process, leads until it is ended, and is ended once', async (_t, db) => {
  const told: string[] = []
  const twice = Promise.withResolvers<void>()
  await db.listen(FACTS_CHANNEL, (payload) => {
    told.push(payload)
    if (told.length === 2) twice.resolve()
  })
  const { id: _id, ...notice } = aNotice({ ...SOON, scope: { kind: 'county', code: '14' } })
  const id = await db.transaction(async (tx) => setCrisis(tx, notice))
  const { crises } = await readFacts(db, theReference())
  assert.deepEqual(crises, [{ ...notice, id }])
  assert.deepEqual(await db.transaction(async (tx) => clearCrises(tx, [id], 'Någon')), [id])
  assert.deepEqual(await db.transaction(async (tx) => clearCrises(tx, [id], 'Någon')), [])
  assert.deepEqual((await readFacts(db, theReference())).crises, [])
  await twice.promise
  assert.deepEqual(told, ['crisis:county:14', 'crisis:county:14'])
})

onEveryServer('a notice that has ended by itself is gone', async (_t, db) => {
  const { id: _id, ...notice } = aNotice({ starts: new Date(0), ends: new Date(1000) })
  await db.transaction(async (tx) => setCrisis(tx, notice))
  assert.deepEqual((await readFacts(db, theReference())).crises, [])
})

onEveryServer('a change that is undone is told to nobody and seen by nobody', async (_t, db) => {
  const heard: string[] = []
  await db.listen(FACTS_CHANNEL, (payload) => heard.push(payload))
  await assert.rejects(
    db.transaction(async (tx) => {
      await setLocalHelp(tx, contacts(), 'file')
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  // What is told later is heard later: had the first been told, it would have been heard by now.
  const last = Promise.withResolvers<void>()
  await db.listen('after', () => last.resolve())
  await db.query('SELECT pg_notify($1, $2)', ['after', ''])
  await last.promise
  assert.deepEqual(heard, [])
  assert.equal((await readFacts(db, theReference())).localHelp.size, 0)
})
