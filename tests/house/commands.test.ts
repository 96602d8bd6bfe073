import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { CONTACTS_FILE } from '#tests/support/builders.ts'
import { aDatabase, anEmptyDatabase } from '#tests/support/database.ts'
import { NOBODY, notAsSomebodyElse, runProgram, startProgram, terminal, type Ended } from './program.ts'

/*
 * The operator's command, run as an operator runs it: from a folder of their own, with the machine's own Node.
 * 0 done · 1 done, and something is wrong · 2 wrong use or configuration · 3 something it needs is unreachable.
 */

const RACKHALL = join(PROJECT_ROOT, 'bin', 'rackhall.mjs')

const folder = mkdtempSync(join(tmpdir(), 'commands-'))
chmodSync(folder, 0o755)
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

const database = await aDatabase({ after })

const surroundings = (set: Readonly<Record<string, string>> = {}) => ({
  cwd: folder,
  env: terminal({ DATABASE_URL: database.url, RACKHALL_DATA: join(folder, 'data'), ...set }),
})

const rackhall = async (words: readonly string[], set: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  runProgram('node', [RACKHALL, ...words], surroundings(set))

/** It ended with this status and said nothing but this on stderr: no stack, and no answer beside it. */
const refused = (ended: Ended, status: number, sentence: RegExp): void => {
  assert.equal(ended.status, status, ended.out + ended.err)
  assert.match(ended.err, sentence)
  assert.doesNotMatch(ended.err, /^\s+at /m)
  assert.equal(ended.out, '')
}

test('without a word it says what there is; asked for its version it says that', async () => {
  const bare = await rackhall([])
  assert.equal(bare.status, 0)
  assert.match(bare.out, /^Usage: rackhall/)
  assert.match(bare.out, /Exit status: 0 done/)
  assert.match((await rackhall(['--version'])).out, /^\d+\.\d+\.\d+\n$/)
})

test('it works by its name through a link in another folder, as npm and an operator make one', async () => {
  const link = join(folder, 'rackhall')
  symlinkSync(RACKHALL, link)
  const { status, out, err } = await runProgram(link, ['config', '--json'], surroundings())
  assert.equal(status, 0, err)
  const settings = JSON.parse(out) as { name: string; value: string; from: string }[]
  assert.ok(settings.some(({ name, from }) => name === 'RACKHALL_DATA' && from === 'environment'))
})

test('a command or an option that does not exist is wrong use', async () => {
  refused(await rackhall(['nonsense']), 2, /unknown command 'nonsense'/)
  refused(await rackhall(['config', '--wrong']), 2, /unknown option '--wrong'/)
  refused(await rackhall(['backup']), 2, /missing required argument 'file'/)
})

test('a misspelt setting or a wrong value stops it with a sentence, and no password is shown', async () => {
  refused(await rackhall(['config'], { RACKHALL_TYPO: '1' }), 2, /^RACKHALL_TYPO is not a setting/)
  refused(await rackhall(['serve'], { PORT: 'many' }), 2, /^PORT is "many": expected a port/)
  refused(await rackhall(['migrate'], { DATABASE_URL: 'postgresql://[' }), 2, /^DATABASE_URL is not a whole address/)
  const { out } = await rackhall(['config'], { DATABASE_URL: 'postgresql://site:hemligt@db.example/site' })
  assert.match(out, /DATABASE_URL +postgresql:\/\/site:…@db\.example\/site/)
  assert.doesNotMatch(out, /hemligt/)
})

test('a database that cannot be reached is named, with status 3', async () => {
  for (const words of [['migrate'], ['doctor', '--json'], ['serve']]) {
    const ended = await rackhall(words, { DATABASE_URL: 'postgresql://site:hemligt@127.0.0.1:1/site' })
    refused(ended, 3, /^The database server of DATABASE_URL cannot be reached: .*ECONNREFUSED/)
    assert.doesNotMatch(ended.err, /hemligt/)
  }
})

test('a port that another program has is named, and the site does not stay behind half started', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const ended = await rackhall(['serve'], { PORT: String(port), STAFF_PORT: '0' })
  const staff = await rackhall(['serve'], { PORT: '0', STAFF_PORT: String(port) })
  other.close()
  for (const one of [ended, staff]) refused(one, 2, new RegExp(`^Port ${port} is taken by another program`))
})

test('an operator file that is not there or not right: file, line, field and what was expected', async () => {
  const file = join(folder, 'operator.yaml')
  writeFileSync(file, 'body: Region Exempel\nfaults: 12\n')
  refused(await rackhall(['serve'], { OPERATOR_FILE: file, PORT: '0' }), 2, /operator\.yaml, line 2, field faults: /)
  const missing = join(folder, 'nowhere.yaml')
  refused(await rackhall(['doctor'], { OPERATOR_FILE: missing }), 2, /nowhere\.yaml: OPERATOR_FILE names this file/)
})

test('with --json one document stands alone on stdout', async () => {
  const file = join(folder, 'one.backup')
  for (const words of [
    ['migrate', '--json'],
    ['backup', file, '--json'],
    ['restore', file, '--check', '--json'],
  ]) {
    const { status, out, err } = await rackhall(words)
    assert.equal(status, 0, err)
    JSON.parse(out)
  }
  const doctor = await rackhall(['doctor', '--json'])
  assert.equal(doctor.status, 1, 'no site answers, which is wrong')
  const findings = JSON.parse(doctor.out) as { what: string; wrong: boolean }[]
  assert.ok(findings.some(({ what, wrong }) => what === 'Backup' && !wrong))
})

test('what an operator changes is in the audit, with who decided it, also through a backup and its restore', async () => {
  const own = await aDatabase({ after })
  const set = { DATABASE_URL: own.url }
  const said = async (words: readonly string[]): Promise<string> => {
    const { status, out, err } = await rackhall(words, set)
    assert.equal(status, 0, err)
    return out
  }
  const contacts = join(folder, 'contacts.yaml')
  writeFileSync(contacts, CONTACTS_FILE)
  const [kept, file] = [join(folder, 'audit.jsonl'), join(folder, 'audited.backup')]
  await said(['helplines', 'verify', 'bris', '--by', 'Maria Ek'])
  await said(['municipality', 'set', '1497', '--file', contacts])
  await said(['municipality', 'withdraw', '1497', '--by', 'Chefen'])
  await said(['crisis', 'set', '--all', '--until', '2099-01-01 12:00', '--text', 'sv=Ring växeln.', '--by', 'Chefen'])
  await said(['crisis', 'clear', '1', '--by', 'Chefen'])
  await said(['audit', 'export', kept])
  await said(['backup', file])
  await said(['restore', '--replace', file])
  assert.match(await said(['audit', 'verify', '--against', kept]), /^Whole: 6 entries/)
  const entries = JSON.parse(await said(['audit', 'list', '--json'])) as { who: string; what: string; about: string }[]
  assert.deepEqual(
    entries.map(({ what, about }) => `${what} ${about}`),
    [
      'database.restored audited.backup',
      'crisis.cleared 1',
      'crisis.set 1',
      'municipality.help-withdrawn 1497',
      'municipality.help-set 1497',
      'helplines.verified bris',
    ],
  )
  assert.match(entries.at(-1)?.who ?? '', /^operator:\S+ \(Maria Ek\)$/)
  await own.owner.query(
    `ALTER TABLE audit_entries DISABLE TRIGGER ALL; SELECT set_config('rackhall.everything', 'on', false);
     UPDATE audit_entries SET about = '1280' WHERE number = 2`,
  )
  const broken = await rackhall(['audit', 'verify', '--json'], set)
  assert.equal(broken.status, 1)
  assert.equal((JSON.parse(broken.out) as { number: number }).number, 2)
  refused(await rackhall(['audit', 'verify', '--against', file], set), 2, /does not end as a whole file/)
})

test('a backup that cannot be written, or is not there, is named without a stack', async () => {
  refused(await rackhall(['backup', join(folder, 'nowhere', 'x')]), 2, /nowhere\/x cannot be written: ENOENT/)
  refused(await rackhall(['restore', join(folder, 'missing.backup')]), 2, /missing\.backup: there is no such file/)
  const damaged = join(folder, 'damaged.backup')
  writeFileSync(damaged, '{"format":"rackhall backup"')
  const checked = await rackhall(['restore', '--check', damaged])
  assert.equal(checked.status, 1)
  assert.match(checked.out, /^Damaged\. .*damaged\.backup: it ends after 27 bytes/)
  const empty = await anEmptyDatabase({ after })
  const nothing = await rackhall(['backup', join(folder, 'none')], { DATABASE_URL: empty.url })
  assert.match(nothing.err, /There is nothing to back up/)
  assert.equal(nothing.status, 2)
})

test('Ctrl+C ends a command with 130, and the database it had started with it', async () => {
  const data = join(folder, 'interrupted')
  const running = startProgram('node', [RACKHALL, 'work'], surroundings({ DATABASE_URL: '', RACKHALL_DATA: data }))
  try {
    await running.said(/The worker is waiting for work/)
    running.signal('SIGINT')
    assert.equal((await running.ended).status, 130)
    assert.ok(!readdirSync(join(data, 'db')).includes('postmaster.pid'))
  } finally {
    await running.end()
  }
})

test('an ordinary user without a home runs it with a database of their own', { skip: notAsSomebodyElse }, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'ordinary-'))
  t.after(() => rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  chmodSync(data, 0o777)
  const { cwd, env } = surroundings({ DATABASE_URL: '', RACKHALL_DATA: join(data, 'var') })
  delete env['HOME']
  const ended = await runProgram('node', [RACKHALL, 'migrate', '--json'], { cwd, env, uid: NOBODY })
  assert.equal(ended.status, 0, ended.err)
  assert.notDeepEqual(JSON.parse(ended.out), { applied: [] })
})
