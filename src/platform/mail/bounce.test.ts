import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { EXCHANGE, GENERIC, MESSAGE_ID, POSTFIX, POSTFIX_DELAYED } from '#tests/support/bounces.ts'
import { readBounce, type Bounce } from './bounce.ts'

const read = (text: string): Bounce => {
  const bounce = readBounce(text)
  assert.ok(bounce.ok, bounce.ok ? '' : bounce.why)
  return bounce.value
}

test('a report as RFC 3464 shows it names the mail, the recipient and why', () => {
  assert.deepEqual(read(GENERIC), {
    messageId: MESSAGE_ID,
    reports: [
      { recipient: 'eva.ek@example.se', action: 'failed', status: '5.1.1', reply: '550 5.1.1 No such user here' },
    ],
  })
})

test('Postfix’s report is read: headers alone, its own recipient, lines that go on', () => {
  assert.deepEqual(read(POSTFIX), {
    messageId: MESSAGE_ID,
    reports: [
      {
        recipient: 'eva.ek@example.se',
        action: 'failed',
        status: '5.1.1',
        reply: '550 5.1.1 <eva.ek@example.se>: Recipient address rejected: User unknown in virtual mailbox table',
      },
    ],
  })
})

test('Exchange’s report is read: encoded, and the mail named by what it answers', () => {
  assert.deepEqual(read(EXCHANGE), {
    messageId: MESSAGE_ID,
    reports: [
      {
        recipient: 'eva.ek@example.se',
        action: 'failed',
        status: '5.1.10',
        reply: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      },
    ],
  })
})

test('a mail that is only late has not come back', () => {
  assert.deepEqual(
    read(POSTFIX_DELAYED).reports.map(({ action, status }) => [action, status]),
    [['delayed', '4.4.1']],
  )
})

test('with line ends of the network, and a line of a mailbox before it, it is the same report', () => {
  assert.deepEqual(read(`From MAILER-DAEMON Tue Nov 24 08:00:00 2026\n${GENERIC}`), read(GENERIC))
  assert.deepEqual(read(GENERIC.replaceAll('\n', '\r\n')), read(GENERIC))
})

test('a report that names no mail of ours still names whom it did not reach', () => {
  assert.equal(read(GENERIC.replaceAll(MESSAGE_ID, 'of-another-program')).messageId, undefined)
})

test('what is no report, or a broken one, is refused with a sentence that says why', () => {
  const why = (text: string): string => {
    const bounce = readBounce(text)
    return bounce.ok ? 'read' : bounce.why
  }
  assert.match(why(''), /^Nothing was given/)
  assert.match(why('Hello\n\nJust a mail.'), /no report of delivery/)
  assert.match(why('Content-Type: multipart/report\n\nno boundary'), /has no part/)
  assert.match(why(GENERIC.replace('message/delivery-status', 'text/plain')), /has no part/)
  assert.match(why(GENERIC.replace(/Final-Recipient:.*\n/, '')), /names no recipient/)
  assert.match(why(GENERIC.replace('Action: failed', 'Action: exploded')), /names no recipient/)
  assert.match(why(GENERIC.slice(0, GENERIC.indexOf('message/delivery-status') - 20)), /has no part/)
  assert.match(why('x'.repeat(2_000_001)), /too large/)
})

test('whatever it is given, it answers', () => {
  const cut = fc.tuple(
    fc.constantFrom(GENERIC, POSTFIX, EXCHANGE),
    fc.nat(),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  fc.assert(
    fc.property(cut, ([text, at, put]) => {
      const place = at % text.length
      const bounce = readBounce(text.slice(0, place) + put + text.slice(place + put.length))
      if (!bounce.ok) assert.match(bounce.why, /\.$/)
    }),
  )
})
