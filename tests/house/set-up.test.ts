import { afterEach, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeProject, PACKAGES } from './miniature/project.ts'
import { openRegistry } from './miniature/registry.ts'
import { isRoot, NOBODY, runProgram, startProgram, terminal, type Ended } from './program.ts'

let project: ReturnType<typeof makeProject>
let registry: Awaited<ReturnType<typeof openRegistry>>

beforeEach(async () => {
  project = makeProject()
  registry = await openRegistry(Object.values(PACKAGES))
})
afterEach(async () => {
  await registry.close()
  project.remove()
})

const where = (more: Readonly<Record<string, string | undefined>> = {}) => ({
  cwd: project.folder,
  env: terminal({ npm_config_registry: registry.address, npm_config_cache: join(project.outer, 'cache'), ...more }),
})
const npm = async (...words: string[]): Promise<Ended> => runProgram('npm', words, where())
const installed = (path: string): string => join(project.folder, 'node_modules', path)
const said = ({ out, err }: Ended): string => out + err

/** The installed package's program, running: what must not be deleted while it does. */
const startUsing = () => startProgram(installed('needed/bin/slow'), ['600'], where())

test('npm start in a clean clone installs what running needs, and runs on the Node that came with it', async () => {
  const first = await npm('start')
  assert.equal(first.status, 0, said(first))
  assert.match(first.out, /^set-up: installing 2 packages that running needs from 127\.0\.0\.1:\d+$/m)
  assert.match(first.out, /^set-up: done in \d+ s$/m)
  assert.match(first.out, /started on the Node that was brought with needed 1\.0\.0/)
  assert.equal(existsSync(installed('tool')), false)
})

test('nothing a package brings is run while it is installed', async () => {
  assert.equal((await npm('start')).status, 0)
  assert.equal(existsSync(installed('needed/ran-while-installed')), false)
})

test('a second start asks the registry for nothing and says nothing of a set-up', async () => {
  await npm('start')
  const { asked } = registry.state
  const second = await npm('start')
  assert.match(second.out, /started on the Node that was brought/)
  assert.doesNotMatch(said(second), /set-up:/)
  assert.equal(registry.state.asked, asked)
})

test('npm test adds what is missing for tests while a program runs, and touches nothing that is installed', async () => {
  await npm('start')
  const before = statSync(installed('needed/index.js')).ino
  const using = startUsing()
  try {
    const tested = await npm('test')
    assert.equal(tested.status, 0, said(tested))
    assert.match(tested.out, /^set-up: adding 1 packages that are missing; nothing installed is touched$/m)
    assert.equal(existsSync(installed('tool/package.json')), true)
    assert.equal(statSync(installed('needed/index.js')).ino, before)
  } finally {
    await using.end()
  }
})

test('npm start after npm test takes nothing away', async () => {
  await npm('test')
  assert.equal((await npm('start')).status, 0)
  assert.equal(existsSync(installed('tool/package.json')), true)
})

test('a newer lock file brings its packages at the next start', async () => {
  await npm('test')
  project.lockFor(PACKAGES.neededLater)
  const next = await npm('start')
  assert.match(next.out, /with needed 2\.0\.0/, said(next))
  assert.equal(existsSync(installed('tool/package.json')), true, 'what tests need stays')
})

test('a newer lock file never takes the packages from under a running program; the sentence names the program', async () => {
  await npm('start')
  const using = startUsing()
  project.lockFor(PACKAGES.neededLater)
  const refused = await npm('start')
  assert.equal(refused.status, 2)
  assert.match(refused.err, new RegExp(`process ${using.pid}: .*needed/bin/slow`))
  assert.match(refused.err, /Stop it first/)
  assert.match(readFileSync(installed('needed/index.js'), 'utf8'), /1\.0\.0/)
  await using.end()
  assert.match((await npm('start')).out, /with needed 2\.0\.0/)
})

test('a package deleted by hand comes back', async () => {
  await npm('test')
  rmSync(installed('needed'), { recursive: true })
  const next = await npm('start')
  assert.match(next.out, /with needed 1\.0\.0/, said(next))
})

test('without a network the sentence says so, and the status is 3', async () => {
  await registry.close()
  const failed = await npm('start')
  assert.equal(failed.status, 3, said(failed))
  assert.match(
    failed.err,
    /The packages could not be fetched: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. Is there a network\?/,
  )
})

test('a package that is not the one the lock file names is refused', async () => {
  registry.state.forge = true
  const failed = await npm('start')
  assert.equal(failed.status, 3, said(failed))
  assert.match(failed.err, /is not the one the lock file names, so it was refused/)
  registry.state.forge = false
  assert.equal((await npm('start')).status, 0)
})

test('a full disk is named as what it is', async () => {
  // An npm that says what the real one says then; no test can fill the machine's disk.
  const folder = join(project.outer, 'programs')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'npm'),
    '#!/bin/sh\n[ "$1" = --version ] && echo 11.0.0 && exit\n[ "$1" = config ] && exit\necho "npm error code ENOSPC" >&2\nexit 1\n',
  )
  chmodSync(join(folder, 'npm'), 0o755)
  const { cwd, env } = where()
  const failed = await runProgram('node', ['scripts/bootstrap.mjs'], {
    cwd,
    env: { ...env, PATH: `${folder}:${env['PATH']}` },
  })
  assert.equal(failed.status, 2)
  assert.match(failed.err, /^The disk is full: /m)
})

test(
  'a folder that may not be written is named, with what to do',
  { skip: isRoot ? false : 'not testable here: only root can be somebody else' },
  async () => {
    chmodSync(project.outer, 0o755)
    const { cwd, env } = where({ HOME: undefined })
    const failed = await runProgram('node', ['scripts/bootstrap.mjs'], { cwd, env, uid: NOBODY })
    assert.equal(failed.status, 2, said(failed))
    assert.match(failed.err, /could not write in .*\(EACCES\): it must belong to the user who starts Räckhåll/)
  },
)

test('an ordinary user with HOME unset needs nothing but the two commands', async () => {
  chmodSync(project.outer, 0o755)
  if (isRoot) giveAway(project.folder)
  const { cwd, env } = where({ HOME: undefined, npm_config_cache: undefined })
  const asWhom = isRoot ? { cwd, env, uid: NOBODY } : { cwd, env }
  const started = await runProgram('npm', ['start'], asWhom)
  assert.match(started.out, /started on the Node that was brought/, said(started))
  const tested = await runProgram('npm', ['test'], asWhom)
  assert.equal(tested.status, 0, said(tested))
})

test('root in a folder only root can enter needs nothing but the two commands', async () => {
  chmodSync(project.outer, 0o700)
  assert.match((await npm('start')).out, /started on the Node that was brought/)
  assert.equal((await npm('test')).status, 0)
})

test('a set-up that is interrupted says so, and the next start begins it again', async () => {
  registry.state.hold = true
  const first = startProgram('node', ['scripts/bootstrap.mjs'], where())
  await first.said(/set-up: 0 of 2 packages in place/)
  first.signal('SIGINT')
  const ended = await first.ended
  assert.equal(ended.status, 130, said(ended))
  assert.match(ended.err, /interrupted; the next start begins it again/)
  registry.state.hold = false
  assert.equal((await npm('start')).status, 0)
})

test('two starts at the same moment install once', async () => {
  const ended = await Promise.all([1, 2].map(async () => runProgram('node', ['scripts/bootstrap.mjs'], where())))
  assert.deepEqual(
    ended.map(({ status }) => status),
    [0, 0],
    ended.map(said).join('\n'),
  )
  assert.equal(registry.state.tarballs, 2)
  assert.deepEqual(leftovers(), [])
})

test('the mark of a set-up whose process is gone stops nobody', async () => {
  writeFileSync(join(project.folder, '.setup-lock'), '4194303 1')
  assert.equal((await npm('start')).status, 0)
  assert.deepEqual(leftovers(), [])
})

test('without its lock file the project says what is missing', async () => {
  rmSync(join(project.folder, 'package-lock.json'))
  const failed = await npm('start')
  assert.equal(failed.status, 2)
  assert.match(failed.err, /package-lock\.json could not be read \(ENOENT\)/)
})

const leftovers = (): readonly string[] => readdirSync(project.folder).filter((name) => name.startsWith('.setup'))

const giveAway = (folder: string): void => {
  chownSync(folder, NOBODY, NOBODY)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    chownSync(join(entry.parentPath, entry.name), NOBODY, NOBODY)
  }
}
