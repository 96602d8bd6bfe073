import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import tls from 'node:tls'
import { aDatabase, onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { aMailServer, type MailServer } from '#tests/support/mail-server.ts'
import { sendMail, sendOf } from './jobs.ts'
import type { Send } from './send.ts'
import { claimMail, type NewMail, queueMail, readOutbox, retryMail } from './store.ts'

const MINUTE = 60_000
/** A little later than anything that was queued before. */
const soon = (): number => Date.now() + 1000

const queue = async (database: TestDatabase, change: Partial<NewMail> = {}): Promise<void> =>
  database.transaction(async (tx) =>
    queueMail(tx, {
      to: 'anna@kommun.example',
      subject: 'En sak att se till',
      text: 'Hej!\n',
      about: 'alarm',
      ...change,
    }),
  )

/** How mail goes to a server on loopback; by name where a certificate is checked. */
const to = (port: number, scheme = 'smtp', account = '', query = ''): Send => {
  const host = scheme === 'smtps' || query !== '' ? 'localhost' : '127.0.0.1'
  const send = sendOf({
    smtpUrl: `${scheme}://${account}${host}:${port}${query}`,
    mailFrom: 'Räckhåll <noreply@rackhall.example>',
  })
  assert.ok(send !== undefined)
  return send
}

/** A pass of the worker so many minutes after the mail was queued. */
const pass = (database: TestDatabase, { port }: Pick<MailServer, 'port'>, minutes = 0): Promise<void> =>
  sendMail(database, to(port), () => new Date(soon() + minutes * MINUTE))

const states = async (database: TestDatabase): Promise<readonly (readonly [string, string, string | null])[]> =>
  (await readOutbox(database, true)).map(({ recipient, state, failure }) => [recipient, state, failure] as const)

onEveryServer(
  'a mail arrives as plain text with nothing that follows the reader, and its text is not kept',
  async (t, database) => {
    const server = await aMailServer(t)
    await queue(database, { text: 'Säkerhetskopian är 9 dagar gammal.\n' })
    await pass(database, server)
    const [mail] = server.received
    assert.deepEqual([mail?.from, mail?.to], ['noreply@rackhall.example', ['anna@kommun.example']])
    assert.match(mail?.raw ?? '', /^Content-Type: text\/plain; charset=utf-8$/im)
    assert.match(mail?.raw ?? '', /^Message-ID: <[0-9a-f-]{36}@rackhall\.example>$/im)
    assert.match(mail?.raw ?? '', /^Auto-Submitted: auto-generated$/im)
    assert.doesNotMatch(
      mail?.raw ?? '',
      /text\/html|multipart|X-Mailer|https?:|Disposition-Notification|Return-Receipt/i,
    )
    const [kept] = await readOutbox(database, true)
    assert.deepEqual([kept?.state, kept?.text], ['sent', null])
    await pass(database, server)
    assert.equal(server.received.length, 1)
  },
)

onEveryServer('a transaction that is undone sends nothing', async (t, database) => {
  const server = await aMailServer(t)
  await assert.rejects(
    database.transaction(async (tx) => {
      await queueMail(tx, { to: 'a@b.example', subject: 'Hej', text: 'Hej', about: 'alarm' })
      throw new Error('undone')
    }),
    /undone/,
  )
  await pass(database, server)
  assert.deepEqual(server.received, [])
})

onEveryServer('half the recipients refused: the others get it once, and each refusal is kept', async (t, database) => {
  const server = await aMailServer(t, {
    recipient: (address) => (address.startsWith('gone') ? { code: 550, says: '5.1.1 No such user' } : undefined),
  })
  await queue(database, { to: ['a@k.example', 'gone1@k.example', 'b@k.example', 'gone2@k.example', 'a@k.example'] })
  await pass(database, server)
  await pass(database, server, 10_000)
  assert.deepEqual(server.received.flatMap(({ to: recipients }) => recipients).toSorted(), [
    'a@k.example',
    'b@k.example',
  ])
  assert.deepEqual(await states(database), [
    ['a@k.example', 'sent', null],
    ['gone1@k.example', 'refused', 'recipient-refused'],
    ['b@k.example', 'sent', null],
    ['gone2@k.example', 'refused', 'recipient-refused'],
  ])
  const refused = (await readOutbox(database, false))[0]
  assert.match(refused?.reply ?? '', /550 5\.1\.1 No such user/)
  assert.equal(refused?.text, 'Hej!\n', 'kept, so that it can be tried again')
})

onEveryServer('a server that says later is asked later, and then it arrives once', async (t, database) => {
  let later = true
  const server = await aMailServer(t, {
    recipient: () => (later ? { code: 451, says: '4.7.1 Greylisted' } : undefined),
  })
  await queue(database)
  await pass(database, server)
  assert.deepEqual(await states(database), [['anna@kommun.example', 'waiting', 'later']])
  later = false
  await pass(database, server, 0.5)
  assert.equal(server.received.length, 0, 'it waits a minute first')
  await pass(database, server, 1)
  assert.equal(server.received.length, 1)
})

onEveryServer('a server that is down costs nobody a mail: all wait, and go when it is back', async (t, database) => {
  const gone = await aMailServer(t)
  await gone.stop()
  await queue(database, { to: ['a@k.example', 'b@k.example'] })
  await pass(database, gone)
  const outbox = await readOutbox(database, false)
  assert.deepEqual(
    outbox.map(({ state, attempts }) => [state, attempts]),
    [
      ['waiting', 1],
      ['waiting', 0],
    ],
    'no attempt is spent on what would meet the same',
  )
  const back = await aMailServer(t)
  await pass(database, back, 2)
  assert.equal(back.received.length, 2)
})

onEveryServer(
  'the line cut after the whole mail: it is not sent again by itself, only when somebody says so',
  async (t, database) => {
    const cutting = await aMailServer(t, { cutsAfterMessage: true })
    await queue(database)
    await pass(database, cutting)
    assert.equal(cutting.received.length, 1)
    assert.deepEqual(await states(database), [['anna@kommun.example', 'uncertain', 'unknown-outcome']])
    const server = await aMailServer(t)
    await pass(database, server, 100_000)
    assert.equal(server.received.length, 0)
    const [mail] = await readOutbox(database, false)
    await database.transaction(async (tx) => retryMail(tx, mail?.number ?? 0, new Date(soon())))
    await pass(database, server)
    const id = /^Message-ID: (.*)$/im
    assert.equal(id.exec(server.received[0]?.raw ?? '')?.[1], id.exec(cutting.received[0]?.raw ?? '')?.[1])
  },
)

onEveryServer(
  'a worker that dies between the answer of the server and its note: nothing is sent twice',
  async (t, database) => {
    const server = await aMailServer(t)
    await queue(database)
    const now = new Date(soon())
    const claimed = await claimMail(database, now)
    assert.ok(claimed !== undefined)
    assert.equal((await to(server.port)(claimed, now)).kind, 'sent')
    // Here it dies. Another takes over, at once and much later.
    await pass(database, server, 1)
    assert.deepEqual(await states(database), [['anna@kommun.example', 'sending', null]])
    await pass(database, server, 60)
    assert.deepEqual(await states(database), [['anna@kommun.example', 'uncertain', 'unknown-outcome']])
    assert.equal(server.received.length, 1)
  },
)

onEveryServer('many workers at once send each mail once', async (t, database) => {
  const server = await aMailServer(t)
  const recipients = Array.from({ length: 12 }, (_, n) => `p${n}@k.example`)
  await queue(database, { to: recipients })
  await Promise.all(Array.from({ length: 4 }, () => pass(database, server)))
  assert.deepEqual(server.received.flatMap(({ to: got }) => got).toSorted(), recipients.toSorted())
})

test('a refused sender or message is final, and a message the server takes later is not', async (t) => {
  const cases = [
    [{ sender: () => ({ code: 553, says: 'not allowed' }) }, 'refused', 'sender-refused'],
    [{ message: () => ({ code: 554, says: 'spam' }) }, 'refused', 'message-refused'],
    [{ message: () => ({ code: 452, says: 'full' }) }, 'waiting', 'later'],
    [{ sender: () => ({ code: 421, says: 'closing' }) }, 'waiting', 'later'],
  ] as const
  for (const [manners, state, failure] of cases) {
    const database = await aDatabase(t)
    await queue(database)
    await pass(database, await aMailServer(t, manners))
    assert.deepEqual(await states(database), [['anna@kommun.example', state, failure]])
  }
})

test('it signs in as the URL says, and a wrong password is tried again and told', async (t) => {
  const database = await aDatabase(t)
  const server = await aMailServer(t, { signIn: { user: 'site@k', password: 'hem ligt%' } })
  await queue(database)
  const now = (): Date => new Date(soon())
  await sendMail(database, to(server.port, 'smtp', 'site%40k:wrong@'), now)
  assert.deepEqual(await states(database), [['anna@kommun.example', 'waiting', 'sign-in-refused']])
  await sendMail(database, to(server.port, 'smtp', 'site%40k:hem%20ligt%25@'), () => new Date(soon() + 2 * MINUTE))
  assert.equal(server.received.length, 1)
})

test('TLS from the first byte and by STARTTLS, with a certificate that is checked; without it nothing is said', async (t) => {
  const { key, cert } = selfSigned(t)
  const secure = await aMailServer(t, { options: { secure: true, key, cert } })
  const upgraded = await aMailServer(t, { options: { key, cert, disabledCommands: ['AUTH'] } })
  const bare = await aMailServer(t)
  const now = (): Date => new Date(soon())
  const sent = async (send: Send): Promise<readonly unknown[]> => {
    const database = await aDatabase(t)
    await queue(database)
    await sendMail(database, send, now)
    return (await states(database)).map(([, state]) => state)
  }
  const known = tls.getCACertificates('default')
  assert.deepEqual(await sent(to(secure.port, 'smtps')), ['waiting'], 'a certificate nobody knows')
  assert.deepEqual(await sent(to(upgraded.port, 'smtp', '', '?starttls=required')), ['waiting'])
  tls.setDefaultCACertificates([...known, cert])
  t.after(() => tls.setDefaultCACertificates(known))
  assert.deepEqual(await sent(to(secure.port, 'smtps')), ['sent'])
  assert.deepEqual(await sent(to(upgraded.port, 'smtp', '', '?starttls=required')), ['sent'])
  const database = await aDatabase(t)
  await queue(database)
  await sendMail(database, to(bare.port, 'smtp', '', '?starttls=required'), now)
  assert.deepEqual(await states(database), [['anna@kommun.example', 'waiting', 'not-encrypted']])
  assert.deepEqual(bare.received, [])
})

const selfSigned = (t: { after(clean: () => void): void }): { readonly key: string; readonly cert: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  execFileSync('openssl', [...words, '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

onEveryServer('within an organisation mail is sent and none can be read', async (_t, database) => {
  await queue(database)
  await database.transaction(async (tx) => {
    await tx.query(`SELECT set_config('rackhall.organisation', '11111111-1111-4111-8111-111111111111', true)`)
    await queueMail(tx, { to: 'b@k.example', subject: 'Hej', text: 'Hej', about: 'alarm' })
    assert.deepEqual(await readOutbox(tx, true), [])
  })
  assert.equal((await readOutbox(database, true)).length, 2)
})

test('sent mail is forgotten after a month, and what waits is not', async (t) => {
  const database = await aDatabase(t)
  const server = await aMailServer(t, {
    recipient: (address) => (address.startsWith('gone') ? { code: 550, says: 'no' } : undefined),
  })
  await queue(database, { to: ['a@k.example', 'gone@k.example'] })
  await pass(database, server)
  await pass(database, server, 29 * 1440)
  assert.equal((await readOutbox(database, true)).length, 2)
  await pass(database, server, 31 * 1440)
  assert.deepEqual(await states(database), [['gone@k.example', 'refused', 'recipient-refused']])
})

test('an address that is none, and a subject that tells, are never queued', async (t) => {
  const database = await aDatabase(t)
  for (const address of ['anna', 'a@b, c@d', 'a@b>\r\nRCPT TO:<x@y', 'Anna <a@b>', '']) {
    await assert.rejects(queue(database, { to: address }), /addresses alone/)
  }
  await assert.rejects(queue(database, { subject: 'Om våld' }), /says "våld"/)
  await assert.rejects(queue(database, { subject: 'Hej\r\nBcc: x@y' }), /one line/)
  assert.deepEqual(await readOutbox(database, true), [])
})
