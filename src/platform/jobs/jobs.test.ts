import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { aDatabase, onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { openJobs, type JobOptions, type Jobs } from './index.ts'

/** Never during a test: the first of January at four. */
const RARELY = '0 4 1 1 *'

const jobsOn = async (t: TestContext, database: TestDatabase, options: JobOptions = {}): Promise<Jobs> => {
  const jobs = await openJobs(database, options)
  // Before the database goes.
  t.after(() => jobs.stop())
  return jobs
}

onEveryServer('a job asked for is done, once, however many processes could do it', async (t, database) => {
  const done: string[] = []
  const first = Promise.withResolvers<void>()
  const handler = (name: string) => async (): Promise<void> => {
    done.push(name)
    first.resolve()
  }
  const [one, other] = [await jobsOn(t, database), await jobsOn(t, database)]
  await one.schedule('count', RARELY, handler('one'))
  await other.schedule('count', RARELY, handler('other'))
  await Promise.all([one.runNow('count'), one.runNow('count'), other.runNow('count')])
  await first.promise
  await Promise.all([one.stop(), other.stop()])
  assert.equal(done.length, 1)
  const kept = await database.owner.query(`SELECT state::text AS state FROM pgboss.job WHERE name = 'count'`)
  assert.deepEqual(kept, [{ state: 'completed' }])
})

test('a job that fails is told and counted, waits for another try, and leaves its words in no table', async (t) => {
  const database = await aDatabase(t)
  const told = Promise.withResolvers<readonly [string, unknown]>()
  const jobs = await jobsOn(t, database, { broke: (name, error) => told.resolve([name, error]) })
  const failure = new Error('the number of Anna is 070')
  await jobs.schedule('count', RARELY, async () => {
    throw failure
  })
  await jobs.runNow('count')
  assert.deepEqual(await told.promise, ['count', failure])
  assert.deepEqual([...jobs.failures()], [['count', 1]])
  await jobs.stop()
  const kept = await database.owner.query<{ state: string; text: string }>(
    `SELECT state::text AS state, job::text AS text FROM pgboss.job job WHERE name = 'count'`,
  )
  assert.deepEqual(
    kept.map(({ state }) => state),
    ['retry'],
  )
  assert.doesNotMatch(kept[0]?.text ?? '', /Anna/)
  assert.match(kept[0]?.text ?? '', /count failed; its process has told why/)
})

test('times that mean nothing are refused', async (t) => {
  const jobs = await jobsOn(t, await aDatabase(t))
  await assert.rejects(jobs.schedule('count', 'every night', async () => {}))
})

test('a job is kept to its times by the clock of Stockholm', async (t) => {
  const database = await aDatabase(t)
  const jobs = await jobsOn(t, database)
  await jobs.schedule('count', RARELY, async () => {})
  assert.deepEqual(await database.owner.query('SELECT cron, timezone FROM pgboss.schedule'), [
    { cron: RARELY, timezone: 'Europe/Stockholm' },
  ])
})

test('the queue’s own tables are out of the program’s reach', async (t) => {
  const database = await aDatabase(t)
  await jobsOn(t, database)
  await assert.rejects(database.query('SELECT name FROM pgboss.job'), /permission denied for schema pgboss/)
})
