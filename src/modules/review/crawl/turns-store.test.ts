import assert from 'node:assert/strict'
import test from 'node:test'
import { aDatabase, onEveryServer } from '#tests/support/database.ts'
import { storedTurns } from './turns-store.ts'

const ORIGIN = 'http://granback.example'

onEveryServer(
  'of many who ask an origin, over several processes, one asks at a time, and pauses after the one before',
  async (_t, database) => {
    const delays = [20, 35]
    const asked: { readonly begun: number; readonly ended: number; readonly delay: number }[] = []
    // Each has turns of its own, as a process of its own would.
    const worker = async (delay: number): Promise<void> => {
      const turns = storedTurns(database)
      for (let times = 0; times < 3; times++) {
        const turn = await turns.take(ORIGIN, delay)
        const begun = performance.now()
        await new Promise((resolve) => setImmediate(resolve))
        asked.push({ begun, ended: performance.now(), delay })
        await turn.done()
      }
    }
    await Promise.all([0, 1, 2, 3, 4].map((place) => worker(delays[place % 2] ?? 0)))
    assert.equal(asked.length, 15)
    for (const [place, { begun }] of asked.entries()) {
      const before = asked[place - 1]
      if (before !== undefined) assert.ok(begun - before.ended >= before.delay, `${begun - before.ended} ms`)
    }
  },
)

test('origins do not wait for each other', async (t) => {
  const turns = storedTurns(await aDatabase(t))
  await turns.take(ORIGIN, 60_000)
  const other = await turns.take('http://granback.example:8080', 60_000)
  await other.done()
})

test('one that was killed in its request keeps the origin for the longest that may take, and the pause, and no longer', async (t) => {
  const database = await aDatabase(t)
  await storedTurns(database, { longestRequestMs: 150 }).take(ORIGIN, 100)
  const begun = performance.now()
  const next = await storedTurns(database).take(ORIGIN, 100)
  assert.ok(performance.now() - begun >= 230, 'not before')
  await next.done()
})

test('one that comes back after it was thought dead takes nothing from who has the turn now', async (t) => {
  const database = await aDatabase(t)
  const late = await storedTurns(database, { longestRequestMs: 1 }).take(ORIGIN, 1)
  await storedTurns(database).take(ORIGIN, 60_000)
  await late.done()
  const [row] = await database.query<{ held: boolean }>('SELECT token IS NOT NULL AS held FROM review_turns')
  assert.equal(row?.held, true)
})

test('an origin that asks to be left alone is, by everybody, and whoever is told to stop does not wait for it', async (t) => {
  const database = await aDatabase(t)
  const turn = await storedTurns(database).take(ORIGIN, 0)
  await storedTurns(database).rest(ORIGIN, Date.now() + 200)
  await turn.done()
  const begun = performance.now()
  const next = await storedTurns(database).take(ORIGIN, 0)
  assert.ok(performance.now() - begun >= 150)
  await next.done()
  await storedTurns(database).rest(ORIGIN, Date.now() + 600_000)
  const stopped = storedTurns(database).take(ORIGIN, 0, AbortSignal.timeout(20))
  await assert.rejects(stopped, { name: /Abort|Timeout/ })
})
