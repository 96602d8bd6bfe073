import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openJobs } from '#platform/jobs/index.ts'
import { queueMail } from '#platform/mail/index.ts'
import { MESSAGE_ID, POSTFIX, POSTFIX_DELAYED } from '#tests/support/bounces.ts'
import { aDatabase } from '#tests/support/database.ts'
import { aMailServer } from '#tests/support/mail-server.ts'
import { runProgram, startProgram, terminal, type Ended } from './program.ts'

/* The outbox as an operator meets it: a worker that sends, the commands without one, and the figures. */

const RACKHALL = join(PROJECT_ROOT, 'bin', 'rackhall.mjs')

const folder = mkdtempSync(join(tmpdir(), 'mail-'))
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

const database = await aDatabase({ after })

const surroundings = (set: Readonly<Record<string, string>> = {}) => ({
  cwd: folder,
  env: terminal({ DATABASE_URL: database.url, RACKHALL_DATA: join(folder, 'data'), ...set }),
})

const rackhall = async (...words: readonly string[]): Promise<Ended> =>
  runProgram('node', [RACKHALL, ...words], surroundings())

const queue = async (to: string): Promise<void> =>
  database.transaction(async (tx) => queueMail(tx, { to, subject: 'En sak', text: 'Se till det här.', about: 'alarm' }))

test('without a mail server the operator reads the outbox, passes mail on by hand and gives it up', async () => {
  await queue('anna@kommun.example')
  const listed = await rackhall('mail', 'list')
  assert.equal(listed.status, 0, listed.err)
  assert.match(listed.out, /^1  \d{4}-\d\d-\d\d \d\d:\d\d  waiting  anna@kommun\.example  En sak$/m)
  assert.match((await rackhall('mail', 'show', '1')).out, /^To: anna@kommun\.example\n[^]*\n\nSe till det här\.\n$/)
  assert.match((await rackhall('mail', 'retry', '1')).out, /nobody sends it while SMTP_URL is not set/)
  assert.equal((await rackhall('mail', 'discard', '1', '--by', 'Maria Ek')).status, 0)
  assert.equal((await rackhall('mail', 'list')).out, 'The outbox is empty.\n')
  assert.match((await rackhall('mail', 'show', '1')).out, /State: discarded[^]*Its text is not kept/)
  for (const words of [
    ['show', '99'],
    ['retry', '1'],
    ['discard', '1', '--by', 'x'],
  ]) {
    const ended = await rackhall('mail', ...words)
    assert.equal(ended.status, 1)
    assert.match(ended.err, /^There is no mail \d+ for that/)
  }
  assert.equal((await rackhall('mail', 'show', 'x')).status, 2)
  const audited = await rackhall('audit', 'list')
  assert.match(audited.out, /mail\.discarded 1, operator:\S+ \(Maria Ek\)/)
})

test('a report that a mail server pipes to it is noted; what is none, or broken, is told in a sentence', async () => {
  await queue('eva.ek@example.se')
  await database.query("UPDATE mail_outbox SET state = 'sent', text = NULL, message_id = $1 WHERE recipient = $2", [
    MESSAGE_ID,
    'eva.ek@example.se',
  ])
  const report = join(folder, 'report.eml')
  writeFileSync(report, POSTFIX)
  const noted = await rackhall('mail', 'bounced', report)
  assert.match(noted.out, /^Mail \d+ to eva\.ek@example\.se came back: 5\.1\.1 550 /, noted.err)
  const listed = await rackhall('mail', 'list')
  assert.equal(listed.status, 1)
  assert.match(listed.out, /bounced {2}eva\.ek@example\.se/)
  writeFileSync(report, 'Subject: Hej\n\nNo report.\n')
  const refused = await rackhall('mail', 'bounced', report)
  assert.deepEqual([refused.status, refused.out], [1, ''])
  assert.match(refused.err, /^The mail is no report of delivery/)
  const piped = spawnSync('node', [RACKHALL, 'mail', 'bounced'], {
    ...surroundings(),
    input: POSTFIX_DELAYED,
    encoding: 'utf8',
  })
  assert.deepEqual(
    [piped.status, piped.stdout],
    [0, 'Nothing came back: eva.ek@example.se delayed. Nothing was noted.\n'],
  )
  const number = /^Mail (\d+)/.exec(noted.out)?.[1] ?? ''
  assert.equal((await rackhall('mail', 'discard', number, '--by', 'Maria Ek')).status, 0)
})

test('a worker sends what is queued while it runs, keeps what is refused, and counts both', async (t) => {
  const server = await aMailServer(t, {
    recipient: (address) => (address.startsWith('gone') ? { code: 550, says: '5.1.1 No such user' } : undefined),
  })
  const worker = startProgram(
    'node',
    [RACKHALL, 'work', '--queues', 'mail'],
    surroundings({
      SMTP_URL: `smtp://127.0.0.1:${server.port}`,
      MAIL_FROM: 'Räckhåll <noreply@rackhall.example>',
      METRICS_PORT: '0',
    }),
  )
  t.after(() => worker.end())
  const [, figures = ''] = await worker.said(/Figures for monitoring: (\S+)/)
  await queue('gone@kommun.example')
  await queue('bo@kommun.example')
  await server.arrived(1)
  assert.deepEqual(server.received[0]?.to, ['bo@kommun.example'])
  const metrics = await (await fetch(figures)).text()
  assert.match(metrics, /^rackhall_mail\{state="refused"\} 1$/m)
  assert.doesNotMatch(metrics, /kommun\.example/)
  worker.signal('SIGTERM')
  assert.equal((await worker.ended).status, 0)
  const listed = await rackhall('mail', 'list', '--json')
  assert.equal(listed.status, 1, 'a refused mail needs somebody')
  const mails = JSON.parse(listed.out) as { recipient: string; state: string; failure: string }[]
  assert.deepEqual(
    mails.map(({ recipient, state, failure }) => [recipient, state, failure]),
    [['gone@kommun.example', 'refused', 'recipient-refused']],
  )
})

test('a process tells its figures by kind, on loopback, and that it is ready', async (t) => {
  const worker = startProgram('node', [RACKHALL, 'work', '--queues', 'nightly'], surroundings({ METRICS_PORT: '0' }))
  t.after(() => worker.end())
  const [, figures = ''] = await worker.said(/Figures for monitoring: (http:\/\/127\.0\.0\.1:\d+\/metrics)/)
  const text = await (await fetch(figures)).text()
  assert.match(text, /^rackhall_database_up 1$/m)
  assert.match(text, /^rackhall_audit_entries_total \d+$/m)
  // Every label is one of these and holds a word of a closed list.
  for (const [label] of text.matchAll(/\{[^}]*\}/g)) assert.match(label, /^\{(?:state|kind|job)="[a-z-]+"\}$/)
  assert.equal((await fetch(figures.replace('metrics', 'readyz'))).status, 200)
})

test('a worker that finds something to see to mails the operators, through the same outbox', async (t) => {
  const own = await aDatabase(t)
  const server = await aMailServer(t)
  const operator = join(folder, 'operator.yaml')
  writeFileSync(operator, 'body: Exempelkommun\nalarms: [drift@kommun.example]\n')
  const { cwd, env } = surroundings({
    DATABASE_URL: own.url,
    OPERATOR_FILE: operator,
    SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FROM: 'noreply@rackhall.example',
  })
  const worker = startProgram('node', [RACKHALL, 'work', '--queues', 'mail,alarms'], { cwd, env })
  t.after(() => worker.end())
  await worker.said(/The worker is waiting for work/)
  // Not waiting for the hour.
  const jobs = await openJobs(own)
  await jobs.runNow('check-alarms')
  await server.arrived(1)
  await jobs.stop()
  assert.match(server.received[0]?.raw ?? '', /\(Backup: none has been taken/)
  assert.deepEqual(server.received[0]?.to, ['drift@kommun.example'])
})

test('a queue that does not exist is named with those that do', async () => {
  const ended = await rackhall('work', '--queues', 'mail,letters')
  assert.equal(ended.status, 2)
  assert.match(ended.err, /There is no queue letters; there is nightly, mail, alarms, review\./)
})
