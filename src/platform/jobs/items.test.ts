import assert from 'node:assert/strict'
import test from 'node:test'
import { aDatabase, onEveryServer } from '#tests/support/database.ts'
import { openJobs } from './index.ts'

const QUEUE = 'sites'
const items = (count: number) => Array.from({ length: count }, (_, at) => ({ key: `${at}`, data: { at } }))

onEveryServer(
  'what is ordered is done once, whoever orders it again, and shared by those who take',
  async (t, database) => {
    const done: number[] = []
    const all = Promise.withResolvers<void>()
    const handler = async ({ at }: { readonly at: number }): Promise<'done'> => {
      done.push(at)
      if (done.length === 6) all.resolve()
      return 'done'
    }
    const [one, other] = [await openJobs(database), await openJobs(database)]
    t.after(() => Promise.all([one.stop(), other.stop()]))
    assert.equal(await one.order(QUEUE, items(5)), 5)
    assert.equal(await other.order(QUEUE, items(6)), 1)
    await Promise.all([one.take(QUEUE, 2, handler), other.take(QUEUE, 2, handler)])
    await all.promise
    assert.deepEqual(
      done.toSorted((a, b) => a - b),
      [0, 1, 2, 3, 4, 5],
    )
  },
)

test('one that fails is told of and tried again, and what a process had when it was told to stop goes on elsewhere', async (t) => {
  const database = await aDatabase(t)
  const told: unknown[] = []
  const one = await openJobs(database, { broke: (_, error) => told.push(error) })
  const failure = new Error('the disk is full')
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await one.order(QUEUE, items(2))
  await one.take<{ at: number }>(QUEUE, 2, async ({ at }, signal) => {
    begun[at]?.resolve()
    if (at === 0) throw failure
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    return 'later'
  })
  await Promise.all(begun.map(({ promise }) => promise))
  await one.stop()
  assert.deepEqual(told, [failure])
  const kept = await database.owner.query<{ text: string }>('SELECT job::text AS text FROM pgboss.job job')
  assert.ok(
    kept.every(({ text }) => !text.includes('disk')),
    'its words are in no table',
  )

  const other = await openJobs(database)
  t.after(() => other.stop())
  const again: number[] = []
  const both = Promise.withResolvers<void>()
  await other.take<{ at: number }>(QUEUE, 2, async ({ at }) => {
    again.push(at)
    if (again.length === 2) both.resolve()
    return 'done'
  })
  await both.promise
  assert.deepEqual(new Set(again), new Set([0, 1]))
})
