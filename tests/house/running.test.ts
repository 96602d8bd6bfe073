import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readPostmaster } from '../../src/platform/db/embedded/postmaster.ts'
import { runProgram, startProgram, terminal } from './program.ts'

/* The program and the operator's commands beside each other, on one embedded database. */

const MAIN = join(PROJECT_ROOT, 'src', 'main.ts')
const RACKHALL = join(PROJECT_ROOT, 'bin', 'rackhall.mjs')
const ENDED_WITHIN_MS = 10_000

const aSite = (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'running-'))
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  const where = { cwd: folder, env: terminal({ RACKHALL_DATA: data, PORT: '0', STAFF_PORT: '0' }) }
  const running = startProgram(process.execPath, [MAIN], where)
  t.after(async () => {
    await running.end()
    const left = readPostmaster(join(data, 'db'))
    if (left !== undefined) process.kill(left.pid, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  return { ...running, folder, where, database: join(data, 'db') }
}

test('five commands at once while the site starts: all are done, and the site answers', async (t) => {
  const { said, where, folder, database, signal, ended } = aSite(t)
  const commands = [
    ['migrate', '--json'],
    ['backup', join(folder, 'one.backup')],
    ['crisis', 'list', '--json'],
    ['helplines', 'check', '--json'],
    ['municipality', 'get', '1497'],
  ]
  const done = await Promise.all(commands.map(async (words) => runProgram('node', [RACKHALL, ...words], where)))
  for (const [place, { out, err }] of done.entries())
    assert.doesNotMatch(
      err,
      /^\s+at |cannot be reached|does not start/m,
      `${commands[place]?.join(' ')}:\n${out}${err}`,
    )
  const [migrated, , notices] = done
  assert.equal(migrated?.status, 0, migrated?.err)
  assert.equal(notices?.status, 0, notices?.err)
  const [, port = ''] = await said(/answers at http:\/\/127\.0\.0\.1:(\d+)\//)
  assert.equal((await fetch(`http://127.0.0.1:${port}/s/0000`)).status, 200)
  signal('SIGTERM')
  assert.equal((await ended).status, 0)
  assert.equal(readPostmaster(database), undefined, 'the last to use the database has stopped it')
})

test('SIGTERM while the site starts ends it in order, the database with it', async (t) => {
  const { said, database, signal, ended } = aSite(t)
  await said(/Making the database/)
  const begun = performance.now()
  signal('SIGTERM')
  const { status, out, err } = await ended
  assert.equal(status, 0, out + err)
  assert.ok(performance.now() - begun < ENDED_WITHIN_MS)
  assert.ok(!readdirSync(database).includes('postmaster.pid'))
})

test('Ctrl+C ends the site with 130 while a person holds a connection open, and nothing tells of them', async (t) => {
  const { said, database, signal, ended } = aSite(t)
  const [, port = ''] = await said(/answers at http:\/\/127\.0\.0\.1:(\d+)\//)
  // fetch keeps its connection for the next question.
  await (await fetch(`http://127.0.0.1:${port}/s/anna`, { headers: { 'user-agent': 'Annas telefon' } })).text()
  const begun = performance.now()
  signal('SIGINT')
  const { status, out, err } = await ended
  assert.equal(status, 130)
  assert.doesNotMatch(out + err, /anna/i, 'nothing of who asked for what is written anywhere')
  assert.ok(performance.now() - begun < ENDED_WITHIN_MS)
  assert.ok(!readdirSync(database).includes('postmaster.pid'))
})
