import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  accept,
  hashOf,
  isCritical,
  mayBeShown,
  parseLedger,
  printLedger,
  STATES,
  standingOf,
  type Ledger,
  type LedgerLine,
  type TextState,
} from './states.ts'

const ID = 'pages/child/lead'
const aLine = (line: Partial<LedgerLine> = {}): LedgerLine => ({
  id: ID,
  source: hashOf('Du kan ringa.'),
  text: hashOf('You can call.'),
  state: 'written',
  by: 'Räckhålls redaktion',
  on: '2026-11-24',
  ...line,
})
const aLedger = (...lines: LedgerLine[]): Ledger => new Map(lines.map((line) => [line.id, line]))
const standing = (ledger: Ledger, text: string | undefined, source = 'Du kan ringa.'): string =>
  standingOf(ID, text, source, ledger)

test('a ledger that is printed and read again is the same ledger', () => {
  const cell = fc.stringMatching(/^[^\t\r\n]{1,20}$/)
  const hash = fc.stringMatching(/^[0-9a-f]{12}$/)
  const line = fc.record(
    {
      id: cell,
      source: fc.oneof(hash, fc.constant('-')),
      text: hash,
      state: fc.constantFrom(...STATES),
      by: cell,
      on: fc.constantFrom('2026-11-24', '2027-02-28'),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(fc.uniqueArray(line, { selector: ({ id }) => id }), (lines) => {
      const ledger = aLedger(...lines)
      const read = parseLedger(printLedger(ledger))
      assert.ok(read.ok)
      assert.deepEqual(new Map(read.ledger), ledger)
      assert.equal(printLedger(read.ledger), printLedger(ledger))
    }),
  )
})

test('a ledger that is not of the form is refused with the number of its first wrong line', () => {
  const good = printLedger(aLedger(aLine()))
  const wrong = (change: (tsv: string) => string): unknown => parseLedger(change(good))
  assert.deepEqual(
    wrong((tsv) => tsv.replace('id\tsource', 'id source')),
    { ok: false, line: 1 },
  )
  assert.deepEqual(
    wrong((tsv) => tsv.replace('written', 'perfect')),
    { ok: false, line: 2 },
  )
  assert.deepEqual(
    wrong((tsv) => tsv.replace('2026-11-24', 'today')),
    { ok: false, line: 2 },
  )
  assert.deepEqual(
    wrong((tsv) => `${tsv}site/skip\tonly\tthree\n`),
    { ok: false, line: 3 },
  )
})

test('a text stands as its ledger says while it and its source are what they were', () => {
  for (const state of STATES) assert.equal(standing(aLedger(aLine({ state })), 'You can call.'), state)
  assert.equal(standing(aLedger(aLine()), '\n You can call. \n'), 'written', 'spaces around a text are not the text')
})

test('a text is stale when the Swedish has changed, changed when it has itself, unknown without a line', () => {
  assert.equal(standing(aLedger(aLine()), 'You can call.', 'Du får ringa.'), 'stale')
  assert.equal(standing(aLedger(aLine()), 'You may call.'), 'changed')
  assert.equal(standing(aLedger(aLine()), 'You may call.', 'Du får ringa.'), 'changed')
  assert.equal(standing(aLedger(), 'You can call.'), 'unknown')
  assert.equal(standing(aLedger(aLine()), undefined), 'missing')
})

test('a draft is a draft, also when the Swedish has changed: it is not nearly finished', () => {
  assert.equal(standing(aLedger(aLine({ state: 'draft' })), 'You can call.', 'Du får ringa.'), 'draft')
})

test('stale texts are shown, drafts never, and nothing that nobody stands behind', () => {
  assert.deepEqual(
    (['written', 'reviewed', 'stale'] as const).map((known) => mayBeShown(known)),
    [true, true, true],
  )
  assert.deepEqual(
    (['draft', 'changed', 'unknown', 'missing'] as const).map((known) => mayBeShown(known)),
    [false, false, false, false],
  )
})

test('danger, leaving, numbers, hours and what the device keeps are critical, and not the foot of the page', () => {
  for (const id of ['danger.call', 'exit.label', 'numbers.open', 'hours.closed', 'device.text'])
    assert.ok(isCritical(`site/${id}`), id)
  for (const id of ['site/footer.about', 'pages/child/device.text', 'about/traces/exit.text'])
    assert.ok(!isCritical(id), id)
})

const accepted = (before: Ledger, own: Record<string, string>, only: string, state: TextState = 'reviewed'): Ledger =>
  accept(before, {
    own: new Map(Object.entries(own)),
    source: new Map([[ID, 'Du kan ringa.']]),
    chosen: new Set(Object.keys(own).filter((id) => id.startsWith(only))),
    state,
    by: 'Amira',
    on: '2027-01-15',
  })

test('a text that is accepted carries who, when, its own hash and that of the Swedish it was written after', () => {
  assert.deepEqual(accepted(aLedger(), { [ID]: 'You can call.', 'site/only-here': 'Hi.' }, '').get(ID), {
    id: ID,
    source: hashOf('Du kan ringa.'),
    text: hashOf('You can call.'),
    state: 'reviewed',
    by: 'Amira',
    on: '2027-01-15',
  })
  assert.equal(accepted(aLedger(), { 'site/only-here': 'Hi.' }, '').get('site/only-here')?.source, '-')
})

test('only what is chosen is accepted, and a text that is gone leaves the ledger', () => {
  const before = aLedger(aLine({ id: 'site/skip' }), aLine({ id: 'site/gone' }))
  const after = accepted(before, { [ID]: 'You can call.', 'site/skip': 'Go on.' }, 'pages/')
  assert.deepEqual([...after.keys()].toSorted(), [ID, 'site/skip'])
  assert.deepEqual(after.get('site/skip'), before.get('site/skip'))
})

test('a text accepted again unchanged keeps its day; one that has changed gets a new one', () => {
  const first = accepted(aLedger(), { [ID]: 'You can call.' }, '')
  const again = accept(first, {
    own: new Map([[ID, 'You can call.']]),
    source: new Map([[ID, 'Du kan ringa.']]),
    chosen: new Set([ID]),
    state: 'reviewed',
    by: 'Amira',
    on: '2027-06-01',
  })
  assert.equal(again.get(ID)?.on, '2027-01-15')
  const changed = accept(first, {
    own: new Map([[ID, 'You may call.']]),
    source: new Map([[ID, 'Du kan ringa.']]),
    chosen: new Set([ID]),
    state: 'reviewed',
    by: 'Amira',
    on: '2027-06-01',
  })
  assert.equal(changed.get(ID)?.on, '2027-06-01')
})
