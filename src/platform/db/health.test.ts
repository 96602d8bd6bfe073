import assert from 'node:assert/strict'
import test from 'node:test'
import { aDatabase, onEveryServer } from '#tests/support/database.ts'
import { health } from './health.ts'

onEveryServer('a database that answers with the tables this program knows is ready', async (_t, database) => {
  assert.deepEqual(await health(database), { kind: 'ready' })
})

test('a database of another version is not, and one that is away is not', async (t) => {
  const database = await aDatabase(t)
  await database.owner.query('DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)')
  const older = await health(database)
  assert.match(
    older.kind === 'unready' ? older.why : '',
    /^The database is at schema version \d+, this program at \d+\.$/,
  )
  const away = await health({ query: () => Promise.reject(new Error('password of the server')) })
  assert.deepEqual(away, { kind: 'unready', why: 'The database cannot be asked.' })
})

test('a database that does not answer is told from one that does, within seconds', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const asked = health({ query: () => new Promise(() => {}) })
  t.mock.timers.tick(3000)
  assert.deepEqual(await asked, { kind: 'unready', why: 'The database does not answer within three seconds.' })
})
