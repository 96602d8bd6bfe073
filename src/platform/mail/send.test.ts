import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import { smtpSend, type Outcome, type Patience } from './send.ts'

const MAIL = {
  messageId: '11111111-1111-4111-8111-111111111111',
  recipient: 'anna@kommun.example',
  subject: 'En sak',
  text: 'Hej.\n',
}

/** Long for a machine that is busy, short for a test. */
const PATIENCE: Patience = { greeting: 300, answer: 300, attempt: 5000 }

/** Sends to a server that answers each line it gets as told, or says nothing to it. */
const sentTo = async (
  t: TestContext,
  greeting: string | undefined,
  answers: (line: string) => string | undefined,
  patience = PATIENCE,
): Promise<Outcome> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (greeting !== undefined) socket.write(`${greeting}\r\n`)
    let rest = ''
    socket.on('data', (part) => {
      const lines = (rest + part.toString('utf8')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const answer = answers(line)
        if (answer !== undefined) socket.write(`${answer}\r\n`)
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const send = smtpSend({ host: '127.0.0.1', port, tls: 'none', account: undefined }, 'a@rackhall.example', patience)
  return send(MAIL, new Date('2026-11-24T08:00:00Z'))
}

const polite = (line: string): string | undefined => {
  if (line === 'DATA') return '354 go on'
  return /^(?:EHLO|MAIL|RCPT|QUIT|\.$)/.test(line) ? '250 ok' : undefined
}

const failureIn = (outcome: Outcome): string => (outcome.kind === 'failed' ? outcome.failure : outcome.kind)

test('a server that is polite gets it', async (t) => {
  assert.deepEqual(await sentTo(t, '220 hello', polite), { kind: 'sent', reply: '250 ok' })
})

test('a server that never greets, or stops answering before the mail, has not got it: it is tried again', async (t) => {
  assert.equal(failureIn(await sentTo(t, undefined, polite)), 'unreachable')
  for (const silentAt of ['EHLO', 'MAIL', 'RCPT', 'DATA']) {
    const outcome = await sentTo(t, '220 hello', (line) => (line.startsWith(silentAt) ? undefined : polite(line)))
    assert.equal(failureIn(outcome), 'unreachable', silentAt)
  }
})

test('a server that stops answering after the mail may have it: nobody sends it again unasked', async (t) => {
  const outcome = await sentTo(t, '220 hello', (line) => (line === '.' ? undefined : polite(line)))
  assert.equal(failureIn(outcome), 'unknown-outcome')
})

test('an attempt that takes too long in all is ended, however patient each step is', async (t) => {
  const patience = { greeting: 5000, answer: 5000, attempt: 200 }
  const outcome = await sentTo(t, '220 hello', (line) => (line.startsWith('RCPT') ? undefined : polite(line)), patience)
  assert.equal(failureIn(outcome), 'unreachable')
})

test('a server that speaks another language, or turns everybody away, is tried again later', async (t) => {
  assert.equal(failureIn(await sentTo(t, 'SSH-2.0-OpenSSH_9.2', polite)), 'unreachable')
  assert.equal(failureIn(await sentTo(t, '554 no service', polite)), 'unreachable')
  assert.equal(failureIn(await sentTo(t, '421 busy', polite)), 'later')
})
