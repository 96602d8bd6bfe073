import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { planting, replacing, withHeader } from '#tests/support/mutating-proxy.ts'
import { notYet, requirement } from '#tests/support/requirement.ts'
import { everyOtherAnswer, everyPage, hasNot } from './every-page.ts'

/** What is sent to anybody (requirements 56 to 60, 66 and 67): by the public site, nothing. */

const CHANNEL = 'the contact channel comes later'

/** Where somebody could be told something afterwards. */
const REACHED_BY =
  /type="(?:email|tel)"|autocomplete="(?:email|tel)|name="(?:e-?mail|mail|phone|mobil|telefon)|<textarea|href="(?:mailto|sms):/i

requirement(
  56,
  'the public site has no field for a number or an address, and so nobody it could write to',
  async (visit) => {
    for (const { path, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      assert.equal(REACHED_BY.exec(body)?.[0], undefined, path)
      const fields = [...body.matchAll(/<(?:input|select|textarea|button)\b[^>]*\bname="([^"]*)"/g)].map(
        ([, name]) => name,
      )
      assert.ok(
        fields.every((name) => ['q', 'l', 'a', 'n'].includes(name ?? '')),
        `${path} asks for ${fields.join(', ')}`,
      )
    }
  },
  [
    planting('a field for an e-mail address', '<input type="email" name="e">', /^\/o/),
    planting('a field of another name', '<input type="text" name="namn">', /^\/k/),
    planting('a link that writes an e-mail', '<a href="mailto:a@example.org">Skriv</a>'),
  ],
)
notYet(56, 'the channel tells nobody: one comes back with one’s code', CHANNEL)
notYet(57, 'a notice that was asked for says the same to everyone, and nothing of what it is about', CHANNEL)
notYet(58, 'the first 90 characters and the subject of a notice are neutral', CHANNEL)
notYet(59, 'a notice comes from no number of the municipality’s own, and never by voice', CHANNEL)

const SENT = /text\/calendar|\.ics\b|PushManager|pushManager|Notification\b|sendBeacon|rel="pingback"|<a\b[^>]*\sping=/

requirement(
  60,
  'no invitation, no push and no receipt of reading leaves the public site, which cannot reach the program that sends mail',
  async (visit) => {
    for (const { path, headers, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      hasNot(body, SENT, path)
      assert.doesNotMatch(headers['content-type'] ?? '', /calendar|vcard|octet/, path)
      assert.equal(headers['report-to'] ?? headers['reporting-endpoints'] ?? headers['nel'], undefined, path)
    }
    const { dependencies } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>
    }
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => /mail|sms|push|twilio|ical/i.test(name)),
      ['nodemailer'],
    )
    // Mail to staff is sent by one file; the rule on imports ("the help site writes to nobody") keeps it out of reach.
    const senders = globSync('src/**/*.ts', { cwd: PROJECT_ROOT })
      .filter((path) => !path.endsWith('.test.ts'))
      .filter((path) => readFileSync(join(PROJECT_ROOT, path), 'utf8').includes(`from 'nodemailer`))
    assert.deepEqual(senders, ['src/platform/mail/send.ts'])
  },
  [
    planting('an invitation', '<a href="/f/mote.ics">Boka</a>', /^\/s\/1497/),
    replacing('a receipt of reading', '<script>', `<script>navigator.sendBeacon('/o');`),
    withHeader('Reporting-Endpoints', 'a="/o"', /^\/f/),
  ],
)
notYet(60, 'the channel sends no invitation, push or receipt', CHANNEL)
notYet(66, 'the channel shows nobody who writes, is there or was there', CHANNEL)
notYet(67, 'the channel ends by itself on a neutral page after ten minutes', CHANNEL)
