import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '#kernel/dates.ts'
import { sentenceOf } from '#kernel/document.ts'
import { CONTACTS_FILE, contacts, theReference, TODAY } from '#tests/support/builders.ts'
import { contactsSchema, FRESH_FOR_DAYS, isOld, readContacts } from './local-help.ts'

const RULES = {
  code: '1497',
  isMunicipality: (code: string) => theReference().municipalities.get(code) !== undefined,
  exitHosts: new Set(['www.smhi.se']),
  today: TODAY,
}

/** The sentences a file is answered with; empty when it is accepted. */
const sentences = (text: string, rules = RULES): readonly string[] => {
  const read = readContacts(text, 'contacts.yaml', rules)
  return read.ok ? [] : read.problems.map(sentenceOf)
}

/** The whole file with one line replaced. */
const withLine = (from: RegExp, to: string): string => {
  assert.match(CONTACTS_FILE, from)
  return CONTACTS_FILE.replace(from, to)
}

test('a whole contacts file is read as it stands', () => {
  const read = readContacts(CONTACTS_FILE, 'contacts.yaml', RULES)
  assert.ok(read.ok)
  assert.equal(read.value.reception.numbers[0]?.e164, '+46313900650')
  assert.equal(read.value.onCall.kind, 'shared')
  assert.deepEqual(read.value.languages, ['en', 'ar'])
})

test('what is stored can be read back as the same', () => {
  const kept: unknown = JSON.parse(JSON.stringify(contacts()))
  assert.deepEqual(contactsSchema.parse(kept), contacts())
})

const FAULTS: readonly (readonly [what: string, from: RegExp, to: string, said: RegExp])[] = [
  [
    'a number without country code',
    /"\+46313900650"/,
    '"031-390 06 50"',
    /line 8, field reception\.numbers\[0\]\.e164: expected a Swedish number/,
  ],
  ['a number that no telephone has', /"\+46313900650"/, '"+4631"', /e164: expected a Swedish number/],
  [
    'hours nobody can read',
    /"Mo-Fr 08:00-16:00; PH off"/,
    '"mornings"',
    /line 8, field reception\.numbers\[0\]\.hours: expected opening hours/,
  ],
  ['a day that does not exist', /2026-11-20/, '2026-02-30', /line 4, field confirmedOn: expected a day that exists/],
  [
    'a day to come',
    /2026-11-20/,
    '2026-11-25',
    /line 4, field confirmedOn: expected today, 2026-11-24, or a day before/,
  ],
  [
    'another municipality',
    /municipality: "1497"/,
    'municipality: "1498"',
    /line 2, field municipality: expected "1497"/,
  ],
  [
    'a code without quotation marks',
    /municipality: "1497"/,
    'municipality: 0114',
    /expected four digits in quotation marks/,
  ],
  [
    'a neighbour that does not exist',
    /"1498", /,
    '"1400", ',
    /line 14, field onCall\.sharedWith\[0\]: expected the code of a municipality; there is none with 1400/,
  ],
  ['itself as a neighbour', /"1498", /, '"1497", ', /expected the other municipalities only/],
  [
    'an insecure link',
    /https:\/\/hjo\.se\/stod/,
    'http://hjo.se/stod',
    /field links\[0\]\.url: expected an address that begins with https/,
  ],
  [
    "a shelter's address",
    /name: Jouren, /,
    'name: Jouren, address: Storgatan 1, ',
    /line 18, field shelters\[0\]: expected name and e164 and nothing else/,
  ],
  [
    'an exit that is on no list',
    /languages: \[en, ar\]/,
    'languages: []\nexit: https://example.com/',
    /field exit: expected https and one of the hosts/,
  ],
  ['a field of another name', /^reception:/m, 'phone: x\nreception:', /phone/],
  ['no reception', /confirmedBy: .*/, 'confirmedBy: ""', /line 3, field confirmedBy: expected who confirmed it/],
  ['YAML that is none', /links:/, 'links: [', /the file is not valid YAML/],
]

for (const [what, from, to, said] of FAULTS) {
  test(`a contacts file with ${what} is told by line and field`, () => {
    const told = sentences(withLine(from, to)).join('\n')
    assert.match(told, /^contacts\.yaml, line \d+/m)
    assert.match(told, said)
  })
}

test('every fault is told at once', () => {
  const file = withLine(/"\+46313900650"/, '"1"').replace('2026-11-20', 'yesterday')
  assert.equal(sentences(file).length, 2)
})

test('there is no field in which the address of a shelter could be stored', () => {
  const names = JSON.stringify(contactsSchema.shape.shelters)
  assert.doesNotMatch(names, /address|street|map/i)
  assert.equal(
    contactsSchema.safeParse({ ...contacts(), shelters: [{ name: 'a', e164: '+46313900652', street: 'x' }] }).success,
    false,
  )
})

test('an exit on loopback is accepted, for trials', () => {
  assert.deepEqual(sentences(`${CONTACTS_FILE}exit: http://127.0.0.1:9/\n`), [])
})

test('whatever a file holds, it is answered with sentences and never with an error', () => {
  fc.assert(fc.property(fc.string(), (text) => void sentences(text)))
  fc.assert(fc.property(fc.json(), (text) => void sentences(text)))
})

test('what was confirmed is old after 180 days and not before', () => {
  const { confirmedOn } = contacts()
  assert.equal(isOld({ confirmedOn }, addDays(confirmedOn, FRESH_FOR_DAYS)), false)
  assert.equal(isOld({ confirmedOn }, addDays(confirmedOn, FRESH_FOR_DAYS + 1)), true)
})
