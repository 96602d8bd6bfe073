import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { afterFailure, failureOf } from './failure.ts'
import { mailServerOf, senderAddress } from './server.ts'
import { subjectFault } from './subject.ts'

const NOW = new Date('2026-11-24T08:00:00Z')

test('each wait is no shorter than the one before, and after the last it is given up', () => {
  const waits: number[] = []
  for (let attempt = 1; ; attempt += 1) {
    const next = afterFailure('unreachable', attempt, NOW)
    if (next.state !== 'waiting') {
      assert.equal(next.state, 'given-up')
      break
    }
    waits.push(next.dueAt.getTime() - NOW.getTime())
  }
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  )
  // A server that is down from Friday evening to Monday morning.
  assert.ok(waits.reduce((sum, wait) => sum + wait, 0) > 64 * 3_600_000)
})

test('whatever happens after the whole mail was handed over, without an answer, is never tried again by itself', () => {
  const anything = fc.record({
    code: fc.constantFrom('ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EPROTOCOL', 'ETLS', undefined),
    command: fc.constantFrom('CONN', 'DATA', 'API', undefined),
  })
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 20 }), (error, attempts) => {
      assert.deepEqual(afterFailure(failureOf(error, true), attempts, NOW), { state: 'uncertain' })
    }),
  )
})

test('an answer says what it was about', () => {
  assert.equal(failureOf({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, false), 'recipient-refused')
  assert.equal(failureOf({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 }, false), 'later')
  assert.equal(failureOf({ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, false), 'sender-refused')
  assert.equal(failureOf({ code: 'EMESSAGE', command: 'DATA', responseCode: 552 }, true), 'message-refused')
  assert.equal(failureOf({ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, false), 'sign-in-refused')
  assert.equal(failureOf({ code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }, false), 'unreachable')
  assert.equal(failureOf({ code: 'ESOCKET', command: 'CONN' }, false), 'unreachable')
})

test('SMTP_URL says how it is encrypted, and never leaves it to chance', () => {
  const of = (url: string): unknown => {
    const server = mailServerOf(url)
    return typeof server === 'string' ? server : [server.host, server.port, server.tls]
  }
  assert.deepEqual(of('smtps://mail.example.se'), ['mail.example.se', 465, 'always'])
  assert.deepEqual(of('smtp://mail.example.se'), ['mail.example.se', 587, 'starttls'])
  assert.deepEqual(of('smtp://127.0.0.1:25'), ['127.0.0.1', 25, 'none'])
  assert.deepEqual(of('smtp://[::1]:25'), ['::1', 25, 'none'])
  assert.deepEqual(of('smtp://localhost:25?starttls=required'), ['localhost', 25, 'starttls'])
  for (const wrong of [
    'mail.example.se',
    'http://x.se',
    'smtp://x.se/inbox',
    'smtp://x.se?requireTLS=false',
    'smtp://%@x',
  ])
    assert.match(String(of(wrong)), /^expected /, wrong)
  const server = mailServerOf('smtps://site%40k.se:p%25w@mail.example.se')
  assert.ok(typeof server !== 'string')
  assert.deepEqual(server.account, { user: 'site@k.se', password: 'p%w' })
})

test('the sender may have a name', () => {
  assert.equal(senderAddress('Räckhåll <noreply@example.se>'), 'noreply@example.se')
  assert.equal(senderAddress('noreply@example.se'), 'noreply@example.se')
  for (const wrong of ['Räckhåll', 'a@b, c@d', 'x\r\ny <a@b>', '<a@b']) assert.equal(senderAddress(wrong), undefined)
})

test('a subject says nothing of what the house is about', () => {
  for (const telling of ['Kvinnofrid i Hjo', 'HEDER', 'Hot', 'Your shelter', 'Mötet om misshandel', 'Socialjouren']) {
    assert.match(subjectFault(telling) ?? '', /says nothing of what the mail is about/, telling)
  }
  for (const neutral of ['Räckhåll: två saker att se till', 'Din inbjudan', 'Hotellet', 'Sign-in from a new device'])
    assert.equal(subjectFault(neutral), undefined, neutral)
})
