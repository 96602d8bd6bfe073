import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { aFolder, ask, aUser, ended, open } from '#tests/support/embedded.ts'
import { openAt } from '../database.ts'
import { readPostmaster, runsCluster } from './postmaster.ts'

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await new Promise((again) => setTimeout(again, 5))
}

test('the server is durable, checks its pages, sorts Swedish and hears nothing but its socket', async (t) => {
  const embedded = await open(join(aFolder(), 'data'))
  t.after(() => embedded.release())
  const names = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'data_checksums',
    'listen_addresses',
    'server_encoding',
  ]
  const settings = await ask<{ name: string; setting: string }>(
    embedded,
    `SELECT name, setting FROM pg_settings WHERE name = ANY ('{${names.join()}}')`,
  )
  assert.deepEqual(Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_checksums: 'on',
    listen_addresses: '',
    server_encoding: 'UTF8',
  })
  const sorted = await ask(
    embedded,
    `SELECT name FROM unnest('{Örebro,Åre,Älmhult,Zinkgruvan,Ale}'::text[]) name ORDER BY name COLLATE "sv-x-icu"`,
  )
  assert.deepEqual(
    sorted.map(({ name }) => name),
    ['Ale', 'Zinkgruvan', 'Åre', 'Älmhult', 'Örebro'],
  )
  assert.deepEqual(
    await ask(embedded, `SELECT lower('ÅÄÖ') AS lower, rolsuper AS super FROM pg_roles WHERE rolname = current_user`),
    [{ lower: 'åäö', super: false }],
  )
})

test('the server stops with its last user, and what was stored is there at the next start', async (t) => {
  const dataDir = join(aFolder(), 'data')
  const first = await open(dataDir)
  const second = await open(dataDir)
  await ask(first, 'CREATE TABLE kept AS SELECT 1 AS one')
  const server = readPostmaster(first.folder)
  assert.ok(server !== undefined)
  await first.release()
  assert.deepEqual(await ask(second, 'SELECT one FROM kept'), [{ one: 1 }])
  await second.release()
  assert.equal(runsCluster(server.pid, first.folder), 'no')
  const third = await open(dataDir)
  t.after(() => third.release())
  assert.deepEqual(await ask(third, 'SELECT one FROM kept'), [{ one: 1 }])
})

test('five commands while another starts: all work on one server, and the last one stops it', async (t) => {
  const dataDir = join(aFolder(), 'data')
  const users = Array.from({ length: 6 }, () => aUser(dataDir))
  const said = await Promise.all(users.map((user) => user.said))
  assert.deepEqual(await Promise.all(users.map(ended)), [0, 0, 0, 0, 0, 0])
  const embedded = await open(dataDir)
  t.after(() => embedded.release())
  assert.deepEqual(await ask(embedded, 'SELECT count(DISTINCT by) FROM used'), [{ count: 6 }])
  const [{ server } = { server: 0 }] = said
  assert.notEqual(readPostmaster(embedded.folder)?.pid, server)
})

test('commands that come and go while others stop the server never meet a closed door', async () => {
  const dataDir = join(aFolder(), 'data')
  const comeAndGo = async (): Promise<void> => {
    for (let round = 0; round < 4; round += 1) {
      const embedded = await open(dataDir)
      await ask(embedded, 'SELECT 1')
      await embedded.release()
    }
  }
  await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()])
})

test('a server that survived its killed program is used on, and then stopped in order', async () => {
  const dataDir = join(aFolder(), 'data')
  const user = aUser(dataDir, ['hold'])
  const { server, folder } = await user.said
  user.child.kill('SIGKILL')
  await ended(user)
  const embedded = await open(dataDir)
  assert.equal(readPostmaster(folder)?.pid, server)
  assert.deepEqual(await ask(embedded, 'SELECT by FROM used'), [{ by: user.child.pid }])
  await embedded.release()
  assert.equal(runsCluster(server, folder), 'no')
})

test('after program and server are killed together everything acknowledged is there, at once', async (t) => {
  const dataDir = join(aFolder(), 'data')
  const user = aUser(dataDir, ['hold'])
  const { server, folder } = await user.said
  process.kill(server, 'SIGKILL')
  user.child.kill('SIGKILL')
  const embedded = await open(dataDir)
  t.after(() => embedded.release())
  assert.notEqual(readPostmaster(folder)?.pid, server)
  assert.deepEqual(await ask(embedded, 'SELECT by FROM used'), [{ by: user.child.pid }])
})

test('a server that dies under a running program is started again, and listening goes on', async (t) => {
  const embedded = await open(join(aFolder(), 'data'))
  const reached = {
    kind: 'embedded' as const,
    address: embedded.address,
    administrator: embedded.superuser,
    release: () => embedded.release(),
  }
  const database = await openAt(reached)
  t.after(() => database.close())
  let again = (): void => {}
  const listening = new Promise<void>((resolve) => (again = resolve))
  await database.listen(
    'facts',
    () => {},
    () => again(),
  )
  const server = readPostmaster(embedded.folder)
  assert.ok(server !== undefined)
  process.kill(server.pid, 'SIGKILL')
  await listening
  assert.deepEqual(await database.query('SELECT 1 AS one'), [{ one: 1 }])
})

test('a pid file whose number went to another program does not keep the database from starting', async (t) => {
  const dataDir = join(aFolder(), 'data')
  const first = await open(dataDir)
  const pidFile = join(first.folder, 'postmaster.pid')
  const lock = join(first.address.host, '.s.PGSQL.5432.lock')
  const written = [pidFile, lock].map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  await first.release()
  // This very process has the number now.
  for (const { file, text } of written) writeFileSync(file, text.replace(/^\d+/, String(process.pid)))
  const second = await open(dataDir)
  t.after(() => second.release())
  assert.deepEqual(await ask(second, 'SELECT 1 AS one'), [{ one: 1 }])
})

test('Ctrl+C in the terminal does not reach the server before its program has ended', async () => {
  const dataDir = join(aFolder(), 'data')
  const user = aUser(dataDir, ['hold'])
  const { server, folder } = await user.said
  const groupOf = (pid: number | undefined): string =>
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2] ?? ''
  assert.notEqual(groupOf(server), groupOf(user.child.pid))
  user.child.stdin.end()
  assert.equal(await ended(user), 0)
  await until(() => !existsSync(join(folder, 'postmaster.pid')))
})
