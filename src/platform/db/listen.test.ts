import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { onEveryServer } from '#tests/support/database.ts'

/** A channel to wait on: what was heard first is taken first. */
const aMailbox = <T>() => {
  const waiting: ((value: T) => void)[] = []
  const come: T[] = []
  return {
    put: (value: T): void => {
      const first = waiting.shift()
      if (first === undefined) come.push(value)
      else first(value)
    },
    take: async (): Promise<T> => {
      const first = come.shift()
      return first ?? new Promise((resolve) => waiting.push(resolve))
    },
  }
}

onEveryServer('what is said on a channel is heard, with its words', async (_t, database) => {
  const heard = aMailbox<string>()
  await database.listen('facts', heard.put)
  await database.query('SELECT pg_notify($1, $2)', ['other', 'not for us'])
  await database.query('SELECT pg_notify($1, $2)', ['facts', 'crisis:1480 åäö'])
  assert.equal(await heard.take(), 'crisis:1480 åäö')
})

onEveryServer(
  'a listener that is cut off listens again and says that something may have been missed',
  async (_t, database) => {
    const heard = aMailbox<string>()
    const again = aMailbox<'again'>()
    const channel = `Facts ${randomUUID()}`
    await database.listen(channel, heard.put, () => again.put('again'))
    for (const round of ['first', 'second']) {
      const cut = await database.owner.query(
        `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
      )
      assert.deepEqual(cut, [{ cut: true }])
      await again.take()
      await database.query('SELECT pg_notify($1, $2)', [channel, round])
      assert.equal(await heard.take(), round)
    }
  },
)

onEveryServer('who stops listening hears no more and leaves no connection behind', async (_t, database) => {
  const stop = await database.listen('facts', () => assert.fail('nobody listens any more'))
  await stop()
  const left = await database.owner.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
  )
  assert.equal(left.length, 0)
  await database.query('SELECT pg_notify($1, $2)', ['facts', 'too late'])
})
