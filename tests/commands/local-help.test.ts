import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stockholm } from '#kernel/dates.ts'
import { CONTACTS_FILE } from '#tests/support/builders.ts'
import { anOperator, done, itsSite, refused, shownWithin } from './operator.ts'

/* What a municipality confirms, and what somebody verified of a helpline, from the command to the page. */

const operator = await anOperator()
const site = await itsSite(operator)
const { rackhall } = operator

const WITHIN_MS = 5000
const file = (text: string): string => {
  const path = join(operator.folder, 'contacts.yaml')
  writeFileSync(path, text)
  return path
}
const set = async (text: string, code = '1497') => rackhall(['municipality', 'set', code, '--file', file(text)])
const pageAt = async (path: string): Promise<string> => (await fetch(`${site.url}${path}`)).text()

test('what is set is got back letter for letter, stands on the page at once, and nothing is ever lost', async () => {
  const first = CONTACTS_FILE
  const second = `${CONTACTS_FILE.replace('+46313900650', '+46313900658')}# Ändrat i dag: åäö, "citat" och\ttabb.\n\n`
  assert.match(done(await set(first)), /^Hjo \(1497\): confirmed 2026-11-20 by Gruppledare/)
  await shownWithin(WITHIN_MS, site, '/s/1497', (page) => page.includes('031-390 06 50'), 'the number')
  assert.equal(done(await rackhall(['municipality', 'get', '1497'])), first)

  done(await set(second))
  await shownWithin(WITHIN_MS, site, '/s/en/1497/a', (page) => page.includes('031-390 06 58'), 'the new number')
  assert.doesNotMatch(await pageAt('/s/1497'), /031-390 06 50</)
  assert.equal(done(await rackhall(['municipality', 'get', '1497'])), second)
  assert.equal(done(await rackhall(['municipality', 'get', '1497', '--version-number', '1'])), first)
  refused(await rackhall(['municipality', 'get', '1497', '--version-number', '7']), 1, /^Hjo has no state 7\./)

  assert.match(done(await rackhall(['municipality', 'withdraw', '1497', '--by', 'Socialchefen'])), /--version-number 2/)
  await shownWithin(
    WITHIN_MS,
    site,
    '/s/1497',
    (page) => page.includes('Kommunen har inte bekräftat'),
    'that nothing is confirmed',
  )
  assert.doesNotMatch(await pageAt('/s/1497'), /031-390 06 58/)
  refused(await rackhall(['municipality', 'get', '1497']), 1, /^Hjo has confirmed nothing any more\.$/m)
  refused(
    await rackhall(['municipality', 'withdraw', '1497', '--by', 'Socialchefen']),
    1,
    /nothing that could be withdrawn/,
  )

  const states = JSON.parse(done(await rackhall(['municipality', 'history', '1497', '--json']))) as {
    version: number
    by: string
    withdrawn: boolean
  }[]
  assert.deepEqual(
    states.map(({ version, by, withdrawn }) => [version, by, withdrawn]),
    [
      [3, 'Socialchefen', true],
      [2, 'Gruppledare, individ och familj', false],
      [1, 'Gruppledare, individ och familj', false],
    ],
  )
  assert.equal(
    done(await rackhall(['municipality', 'history', '1497']))
      .trimEnd()
      .split('\n').length,
    3,
  )
})

test('a broken file: its name, the line, the field and what was expected; and nothing has changed', async () => {
  done(await set(CONTACTS_FILE))
  await shownWithin(WITHIN_MS, site, '/s/1497', (page) => page.includes('031-390 06 50'), 'the number')
  const before = await pageAt('/s/1497')
  const faults: readonly (readonly [string, string, RegExp])[] = [
    [
      '"+46313900650"',
      '"031-390 06 50"',
      /contacts\.yaml, line 8, field reception\.numbers\[0\]\.e164: expected a Swedish number/,
    ],
    ['Mo-Fr 08:00-16:00; PH off', 'on weekdays', /contacts\.yaml, line 8, field reception\.numbers\[0\]\.hours: /],
    ['name: Jouren', 'name: Jouren, address: Storgatan 1', /contacts\.yaml, line \d+, field shelters\[0\]: /],
    ['confirmedOn: 2026-11-20', 'confirmedOn: 2999-01-01', /contacts\.yaml, line 4, field confirmedOn: expected today/],
    ['municipality: "1497"', 'municipality: "1280"', /contacts\.yaml, line 2, field municipality: expected "1497"/],
    ['languages:', 'exit: https://evil.example/\nlanguages:', /field exit: expected https and one of the hosts/],
    ['reception:', 'reception: [', /contacts\.yaml, line \d+: the file is not valid YAML/],
  ]
  for (const [from, to, sentence] of faults) refused(await set(CONTACTS_FILE.replace(from, () => to)), 2, sentence)
  refused(
    await rackhall(['municipality', 'set', '1497', '--file', 'nowhere.yaml']),
    2,
    /nowhere\.yaml: the file cannot be read \(ENOENT\)/,
  )
  assert.equal(done(await rackhall(['municipality', 'get', '1497'])), CONTACTS_FILE)
  assert.equal(await pageAt('/s/1497'), before)
})

test('a municipality that is none, and words that are missing, are wrong use', async () => {
  refused(await set(CONTACTS_FILE, '9999'), 2, /^There is no municipality with the code 9999\./)
  refused(await rackhall(['municipality', 'set', '1497']), 2, /required option '--file <file>'/)
  refused(await rackhall(['municipality', 'withdraw', '1497']), 2, /required option '--by <name>'/)
  refused(await rackhall(['municipality', 'get', '1280']), 1, /^Malmö has confirmed nothing\.$/m)
  assert.match(done(await rackhall(['municipality', 'history', '1280'])), /never confirmed anything/)
})

test('a helpline that somebody verified says so on the page within seconds', async () => {
  const today = stockholm(new Date()).date
  assert.ok(!(await pageAt('/s/0000/b')).includes(`Kontrollerad ${today}`))
  done(await rackhall(['helplines', 'verify', 'bris', '--by', 'Växeln']))
  await shownWithin(WITHIN_MS, site, '/s/0000/b', (page) => page.includes(`Kontrollerad ${today}`), 'the verification')
  const { status, err } = await rackhall(['helplines', 'verify', 'nobody', '--by', 'Växeln'])
  assert.equal(status, 2)
  assert.match(err, /nobody/)
})
