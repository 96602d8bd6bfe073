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
    assert.deepEqual(done.toSorted((a, b) => a - b), [0, 1, 2, 3, 4, 5])
  },
)

test('one that fails is told of and tried again, and one that says later is gone on with', async (t) => {
  const database = await aDatabase(t)
  const told: unknown[] = []
  const jobs = await openJobs(database, { broke: (_, error) => told.push(error) })
  t.after(() => jobs.stop())
  const ended: string[] = []
  const both = Promise.withResolvers<void>()
  const failure = new Error('the disk is full')
  await jobs.order(QUEUE, items(2))
  await jobs.take<{ at: number }>(QUEUE, 1, async ({ at }) => {
    const first = !ended.some((end) => end.startsWith(`${at}`))
    ended.push(`${at} ${first ? 'first' : 'again'}`)
    if (first && at === 0) throw failure
    if (first) return 'later'
    if (ended.length === 4) both.resolve()
    return 'done'
  })
  await both.promise
  assert.deepEqual(ended.toSorted(), ['0 again', '0 first', '1 again', '1 first'])
  assert.deepEqual(told, [failure])
})

test('who is told to stop hears of it in the middle, and what it had goes on elsewhere', async (t) => {
  const database = await aDatabase(t)
  const one = await openJobs(database)
  const begun = Promise.withResolvers<void>()
  await one.order(QUEUE, items(1))
  await one.take(QUEUE, 1, async (_, signal) => {
    begun.resolve()
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    return 'later'
  })
  await begun.promise
  await one.stop()
  const other = await openJobs(database)
  t.after(() => other.stop())
  const taken = Promise.withResolvers<unknown>()
  await other.take(QUEUE, 1, async (data) => {
    taken.resolve(data)
    return 'done'
  })
  assert.deepEqual(await taken.promise, { at: 0 })
})
