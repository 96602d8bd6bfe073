import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import type { LocalDate } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { aLine } from '#tests/support/helplines.ts'
import { readRegister, withVerifications, type Verification } from './helpline.ts'

const REGISTER = readFileSync(new URL('../../../../data/helplines.yaml', import.meta.url), 'utf8')
const shipped = readRegister(REGISTER, 'data/helplines.yaml')
const day = (text: string): LocalDate => text as LocalDate

type Loose = Record<string, unknown>
/** The sentences about a register of one line with something changed in it. */
const faultsOf = (change: Loose, more: readonly Loose[] = []): string => {
  try {
    readRegister(stringify([{ ...aLine(), ...change }, ...more]), 'helplines.yaml')
    return 'no fault'
  } catch (error) {
    if (error instanceof FileProblems) return error.message
    throw error
  }
}

describe('the shipped register', () => {
  test('is read as it stands, field by field', () => {
    assert.deepEqual(shipped, parse(REGISTER))
    assert.equal(shipped.length, 40)
  })

  test('has nobody yet who verified a line', () => {
    assert.ok(shipped.every(({ verifiedOn, verifiedBy }) => verifiedOn === undefined && verifiedBy === undefined))
  })

  test('has the mandatory lines with the numbers that authorities give', () => {
    const numbers = (id: string): readonly string[] | undefined =>
      shipped.find((line) => line.id === id && line.mandatory)?.numbers.map(({ display }) => display)
    assert.deepEqual(numbers('emergency-112'), ['112'])
    assert.deepEqual(numbers('kvinnofridslinjen'), ['116 016', '020-50 50 50'])
    assert.deepEqual(numbers('bris'), ['116 111'])
    assert.deepEqual(numbers('police-114-14'), ['114 14'])
  })
})

describe('a fault is told with its file, line, field and what was expected', () => {
  test('the line is that of the field', () => {
    const text = stringify([aLine(), aLine({ id: 'other' })]).replace(
      /("?)\+46313900650\1\n(?![\s\S]*e164)/,
      '0313900650\n',
    )
    const line = text.split('\n').findIndex((row) => row.includes('0313900650')) + 1
    assert.throws(
      () => readRegister(text, 'helplines.yaml'),
      (error) =>
        error instanceof FileProblems &&
        error.problems[0]?.line === line &&
        error.problems[0].field === '[1].numbers[0].e164' &&
        error.message.startsWith(`helplines.yaml, line ${line}, field [1].numbers[0].e164: expected `),
    )
  })

  const number = (change: Loose): Loose => ({ numbers: [{ ...aLine().numbers[0], ...change }] })
  const REFUSED: readonly [what: string, change: Loose, says: RegExp][] = [
    ['a number without its country', number({ e164: '0313900650' }), /numbers\[0\]\.e164: expected E\.164/],
    ['a number with the zero kept', number({ e164: '+460313900650' }), /numbers\[0\]\.e164: expected E\.164/],
    ['a number that is too short', number({ e164: '+46313' }), /numbers\[0\]\.e164: expected E\.164/],
    ['a number that YAML read as a figure', number({ e164: 116016 }), /expected a number in quotation marks/],
    ['another number shown than dialled', number({ display: '031-390 06 51' }), /display: expected the same digits/],
    ['words among the digits', number({ display: '031-390 06 50 (dygnet runt)' }), /display: expected the same digits/],
    ['a number of low confidence', number({ confidence: 'L' }), /confidence: expected H or M/],
    ['a number that sources disagree on', number({ confidence: '?' }), /confidence: expected H or M/],
    ['hours nobody can read', { hours: { rule: 'vardagar', confidence: 'H' } }, /hours\.rule: expected opening hours/],
    ['a mandatory line without a number', { mandatory: true, numbers: [] }, /numbers: expected a number/],
    ['a mandatory line without hours', { mandatory: true, hours: undefined }, /hours: expected hours/],
    ['a professional line for the public', { kind: 'professional' }, /audiences: expected professional alone/],
    [
      'a 116 number said to work abroad',
      number({ e164: '116006', display: '116 006' }),
      /worksOnlyInSweden: expected true/,
    ],
    [
      'a website that is not https',
      { website: { url: 'http://a.se', confidence: 'H' } },
      /website\.url: expected an add/,
    ],
    [
      'a website nobody is sure of',
      { website: { url: 'https://a.se', confidence: 'L' } },
      /confidence: expected H or M/,
    ],
    ['a day that does not exist', { sourceRead: '2026-02-30' }, /sourceRead: expected a day/],
    ['verified by nobody', { verifiedOn: '2026-11-24' }, /expected verifiedOn and verifiedBy, or neither/],
    ['ages turned about', { ages: { min: 20, max: 10 } }, /ages: expected min to be no more than max/],
    ['a county by name', { region: 'Stockholm' }, /region: expected a county's two digits/],
    ['a field nobody knows', { phone: '112' }, /phone/],
    ['an address', { address: 'Storgatan 1' }, /address/],
    ['a field left out', { cost: undefined }, /cost: expected/],
  ]
  for (const [what, change, says] of REFUSED) test(what, () => assert.match(faultsOf(change), says))

  test('the same id twice', () => {
    assert.match(faultsOf({}, [{ ...aLine() }]), /field \[1\]\.id: expected an id of its own, found some-line again/)
  })

  test('all faults at once', () => {
    assert.equal(faultsOf({ ...number({ confidence: '?' }), sourceRead: 'i går' }).split('\n').length, 2)
  })

  test('a register that is no list', () => assert.match(messageOf('name: Bris'), /expected a list of helplines/))
})

const messageOf = (text: string): string => {
  try {
    readRegister(text, 'helplines.yaml')
    return 'no fault'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('numbers as Swedes write them are accepted', () => {
  const WRITTEN = [
    ['112', '112'],
    ['11414', '114 14'],
    ['1177', '1177'],
    ['90101', '901 01'],
    ['+4620555666', '020-555 666'],
    ['+46701443806', '070-144 38 06'],
    ['+46852449910', '08-524 499 10'],
    ['+46852449910', '+46 8 524 499 10'],
    ['+4721000000', '+47 21 00 00 00'],
  ]
  for (const [e164, display] of WRITTEN)
    assert.equal(faultsOf({ numbers: [{ e164, display, confidence: 'H' }] }), 'no fault', display)
})

describe('verifications', () => {
  test('the latest day of each line counts, in whatever order they come', () => {
    const lines = [aLine(), aLine({ id: 'other' })]
    const anyVerification: fc.Arbitrary<Verification> = fc.record({
      id: fc.constantFrom('some-line', 'other', 'gone'),
      on: fc.constantFrom('2026-11-24', '2026-12-01', '2027-01-15').map(day),
      by: fc.constantFrom('Ada', 'Bo'),
    })
    fc.assert(
      fc.property(fc.array(anyVerification), (verifications) => {
        for (const line of withVerifications(lines, verifications)) {
          const own = verifications.filter(({ id }) => id === line.id)
          const latest = own
            .map(({ on }) => on)
            .toSorted()
            .at(-1)
          assert.equal(line.verifiedOn, latest)
          assert.equal(line.verifiedBy, own.findLast(({ on }) => on === latest)?.by)
        }
      }),
    )
  })

  test('without any, the register is as its file has it', () =>
    assert.deepEqual(withVerifications(shipped, []), shipped))

  test('an older one than the file has changes nothing', () => {
    const line = aLine({ verifiedOn: day('2026-12-01'), verifiedBy: 'Ada' })
    assert.deepEqual(withVerifications([line], [{ id: line.id, on: day('2026-11-24'), by: 'Bo' }]), [line])
  })
})
