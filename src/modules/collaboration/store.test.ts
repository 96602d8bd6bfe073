import assert from 'node:assert/strict'
import { FACTS_CHANNEL } from '#modules/municipality/index.ts'
import { aReception, aReceptionFile } from '#tests/support/receptions.ts'
import { asOwner } from '#platform/db/operator.ts'
import { onEveryServer } from '#tests/support/database.ts'
import type { Pause } from './pause.ts'
import { endPause, readReceptions, receptionHistory, setPause, setReception, withdrawReception } from './store.ts'

const reception = aReceptionFile
const aPause = (change: Partial<Pause> = {}): Pause => ({
  reason: 'telephone',
  since: new Date(Date.now() - 1000),
  until: new Date(Date.now() + 3_600_000),
  to: 'region',
  by: 'Enhetschefen',
  ...change,
})

onEveryServer('a reception is read back as it was given, and its file letter for letter', async (_t, db) => {
  assert.deepEqual(await readReceptions(db), { receptions: [], unreadable: [] })
  await db.transaction(async (tx) => setReception(tx, reception(), '# our file\n', undefined))
  assert.deepEqual(await readReceptions(db), { receptions: [aReception()], unreadable: [] })
  assert.equal((await asOwner(db, async (tx) => receptionHistory(tx, 'hjo')))[0]?.file, '# our file\n')
})

onEveryServer('the newest holds, what was withdrawn is gone, and nothing of it is lost', async (_t, db) => {
  await db.transaction(async (tx) => setReception(tx, reception(), 'first', undefined))
  await db.transaction(async (tx) => setReception(tx, reception({ title: 'Nya namnet' }), 'second', reception()))
  assert.equal((await readReceptions(db)).receptions[0]?.title, 'Nya namnet')
  await db.transaction(async (tx) => withdrawReception(tx, reception(), 'Socialchefen'))
  assert.deepEqual((await readReceptions(db)).receptions, [])
  assert.deepEqual(
    (await asOwner(db, async (tx) => receptionHistory(tx, 'hjo'))).map(({ version, file, by }) => [version, file, by]),
    [
      [3, undefined, 'Socialchefen'],
      [2, 'second', 'Enhetschefen'],
      [1, 'first', 'Enhetschefen'],
    ],
  )
})

onEveryServer('one that this version cannot read is named and left out, and the rest is there', async (_t, db) => {
  await db.transaction(async (tx) => setReception(tx, reception(), 'file', undefined))
  await db.query(`INSERT INTO collaboration_receptions (reception_name, contents) VALUES ('later', '{"later": true}')`)
  const { receptions, unreadable } = await readReceptions(db)
  assert.deepEqual(unreadable, ['later'])
  assert.deepEqual(
    receptions.map(({ name }) => name),
    ['hjo'],
  )
})

onEveryServer('the pause set last holds, until it is ended or over', async (_t, db) => {
  const pauseNow = async (): Promise<Pause | undefined> => (await readReceptions(db)).receptions[0]?.pause
  await db.transaction(async (tx) => setReception(tx, reception(), 'file', undefined))
  await db.transaction(async (tx) => setPause(tx, reception(), aPause()))
  const longer = aPause({ reason: 'premises', until: new Date(Date.now() + 7_200_000), to: 'skovde' })
  await db.transaction(async (tx) => setPause(tx, reception(), longer))
  assert.deepEqual(await pauseNow(), longer)
  assert.equal(await db.transaction(async (tx) => endPause(tx, reception(), 'Chefen')), true)
  assert.equal(await pauseNow(), undefined)
  assert.equal(await db.transaction(async (tx) => endPause(tx, reception(), 'Chefen')), false)
  await db.transaction(async (tx) => setPause(tx, reception(), aPause({ since: new Date(0), until: new Date(1000) })))
  assert.equal(await pauseNow(), undefined)
})

onEveryServer(
  'a pause takes no words of its own as its reason, and nobody answers in their own place',
  async (_t, db) => {
    const set = (change: object): Promise<void> =>
      db.transaction(async (tx) => setPause(tx, reception(), { ...aPause(), ...change }))
    await assert.rejects(set({ reason: 'Anna är sjuk' }), /check constraint/)
    await assert.rejects(set({ to: 'hjo' }), /check constraint/)
    await assert.rejects(set({ until: new Date(0) }), /check constraint/)
  },
)

onEveryServer('every change is told to every process, for one municipality or for several', async (_t, db) => {
  const told: string[] = []
  const all = Promise.withResolvers<void>()
  await db.listen(FACTS_CHANNEL, (payload) => {
    told.push(payload)
    if (told.length === 4) all.resolve()
  })
  const [served] = reception().serves
  assert.ok(served !== undefined)
  const several = reception({ serves: [served, { ...served, municipality: '1472' }] })
  await db.transaction(async (tx) => setReception(tx, several, 'file', undefined))
  // Whom it no longer serves is told, too.
  await db.transaction(async (tx) => setReception(tx, reception(), 'file', several))
  await db.transaction(async (tx) => setPause(tx, reception(), aPause()))
  await db.transaction(async (tx) => endPause(tx, reception(), 'Chefen'))
  await all.promise
  assert.deepEqual(told, ['reception:several', 'reception:several', 'reception:1497', 'reception:1497'])
})
