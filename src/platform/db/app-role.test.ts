import assert from 'node:assert/strict'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { systemPostgres } from '#tests/support/database.ts'
import { aFolder } from '#tests/support/embedded.ts'
import { connect, type SocketAddress } from './connection.ts'
import { type Database, openDatabase } from './database.ts'
import { type Embedded, openEmbedded } from './embedded/index.ts'
import { DatabaseUnsuitable } from './errors.ts'

/* On clusters of their own: the role belongs to a whole server. */

const onItsOwnServer = (name: string, work: (t: TestContext, server: Embedded) => Promise<void>): void => {
  const run = async (t: TestContext, pgBinDir: string | undefined): Promise<void> => {
    const server = await openEmbedded({ pgBinDir, dataDir: join(aFolder(), 'data') }, { settings: { fsync: 'off' } })
    t.after(() => server.release())
    await work(t, server)
  }
  void test(`${name} (PostgreSQL from npm)`, async (t) => run(t, undefined))
  const system = systemPostgres()
  const skip = system === undefined ? 'no system PostgreSQL here' : false
  void test(`${name} (system PostgreSQL)`, { skip }, async (t) => run(t, system))
}

const asked = async (address: SocketAddress, ...statements: readonly string[]): Promise<void> => {
  const client = await connect(address)
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const openedBy = async (t: TestContext, server: Embedded, user: string): Promise<Database> => {
  const databaseUrl = `postgresql://${user}@/${user}?host=${encodeURIComponent(server.address.host)}`
  const database = await openDatabase({ databaseUrl, pgBinDir: undefined, dataDir: '' })
  t.after(() => database.close())
  return database
}

const WHO = 'SELECT current_user AS worker, session_user AS owner'

onItsOwnServer('a user who may make roles makes the program’s own, and works as it', async (t, server) => {
  await asked(
    server.superuser,
    'DROP ROLE rackhall_app',
    'CREATE ROLE theirs LOGIN CREATEROLE',
    'CREATE DATABASE theirs OWNER theirs',
  )
  const database = await openedBy(t, server, 'theirs')
  assert.deepEqual(await database.query(WHO), [{ worker: 'rackhall_app', owner: 'theirs' }])
  await assert.rejects(database.query('CREATE TABLE mine (id integer)'), /permission denied/)
})

onItsOwnServer('a user who may not is told what the administrator must run, and that is enough', async (t, server) => {
  await asked(
    server.superuser,
    'DROP ROLE rackhall_app',
    'CREATE ROLE theirs LOGIN',
    'CREATE DATABASE theirs OWNER theirs',
  )
  const refused = await openedBy(t, server, 'theirs').catch((error: unknown) => error)
  assert.ok(refused instanceof DatabaseUnsuitable, String(refused))
  const told = /have the server's administrator run (.*)$/.exec(refused.message)?.[1]
  assert.equal(told, 'CREATE ROLE rackhall_app; GRANT rackhall_app TO "theirs";')
  await asked(server.superuser, told)
  const database = await openedBy(t, server, 'theirs')
  assert.deepEqual(await database.query(WHO), [{ worker: 'rackhall_app', owner: 'theirs' }])
})

onItsOwnServer('a role that the rules would not hold for is refused', async (t, server) => {
  for (const [wrong, right] of [
    ['ALTER ROLE rackhall_app BYPASSRLS', 'ALTER ROLE rackhall_app NOBYPASSRLS'],
    ['ALTER ROLE rackhall_app SUPERUSER', 'ALTER ROLE rackhall_app NOSUPERUSER'],
  ] as const) {
    await asked(server.superuser, wrong)
    await assert.rejects(openedBy(t, server, 'rackhall'), /may see everything/)
    await asked(server.superuser, right)
  }
  await (await openedBy(t, server, 'rackhall')).query('SELECT 1')
})

onItsOwnServer('a database that was moved without the rights of the role says so', async (t, server) => {
  await (await openedBy(t, server, 'rackhall')).close()
  await asked(server.address, 'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM rackhall_app')
  await assert.rejects(openedBy(t, server, 'rackhall'), /has no rights in this database/)
})

test('an embedded database of an earlier version gets the role when it is opened', async (t) => {
  const dataDir = join(aFolder(), 'data')
  const earlier = await openEmbedded({ pgBinDir: undefined, dataDir })
  await asked(earlier.superuser, 'DROP ROLE rackhall_app')
  await earlier.release()
  const database = await openDatabase({ databaseUrl: undefined, pgBinDir: undefined, dataDir })
  t.after(() => database.close())
  assert.deepEqual(await database.query(WHO), [{ worker: 'rackhall_app', owner: 'rackhall' }])
})
