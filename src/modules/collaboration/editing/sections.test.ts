import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { LocalDate } from '#kernel/dates.ts'
import { hoursFault } from '#kernel/opening-hours.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readWords } from '#platform/http/words.ts'
import { theReference } from '#tests/support/builders.ts'
import { aReceptionFile } from '#tests/support/receptions.ts'
import type { ReceptionFile } from '../reception.ts'
import { rotaSchema } from '../rota-schema.ts'
import { decisions } from './decisions.ts'
import { shortName } from './found.ts'
import { DAYS, ruleOf, turnOf, type Turn } from './rule.ts'
import type { Around } from './section.ts'
import { SECTIONS } from './sections.ts'
import { numberIn } from './telephone.ts'

const around: Around = {
  municipalities: theReference().municipalities,
  today: '2026-11-24' as LocalDate,
  say: readWords(PROJECT_ROOT).sv,
  clock: (text) => text,
  people: [],
  places: new Set(['1497', '1472']),
  municipality: '1497',
}

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const turn: fc.Arbitrary<Turn> = fc
  .record({
    first: fc.constantFrom(...DAYS),
    last: fc.constantFrom(...DAYS),
    from: time,
    to: time,
    holidays: fc.boolean(),
  })
  .filter(({ from, to }) => from !== to)

it('a line of the week is a rule that can be read, and is the same line again', () => {
  fc.assert(
    fc.property(turn, (one) => {
      assert.equal(hoursFault(ruleOf(one)), undefined, ruleOf(one))
      assert.deepEqual(turnOf(ruleOf(one)), { ...one })
    }),
  )
})

const member = fc.constantFrom('anna', 'bo')
const members = fc.uniqueArray(member, { minLength: 1, maxLength: 2 })
const date = fc
  .integer({ min: 0, max: 300 })
  .map((days) => new Date(Date.UTC(2026, 11, 1 + days)).toISOString().slice(0, 10))
const rota = fc
  .record({
    until: fc.constant('2027-12-31'),
    week: fc.array(
      fc.record({
        hours: fc.oneof(turn.map(ruleOf), fc.constantFrom('24/7', 'Mo-We,Fr 08:00-12:00,13:00-16:00; PH off')),
        members,
      }),
      { maxLength: 3 },
    ),
    shifts: fc.array(
      fc.record({ date, from: time, to: time, members }).filter(({ from, to }) => from !== to && to !== '00:00'),
      { maxLength: 3 },
    ),
    absences: fc.array(
      date.chain((from) => fc.record({ member, from: fc.constant(from), to: fc.constant(from) })),
      { maxLength: 3 },
    ),
    swaps: fc.array(
      date.map((one) => ({ date: one, from: 'anna', to: 'bo' })),
      { maxLength: 2 },
    ),
  })
  .map((one) => rotaSchema.parse(one))

const onCall: fc.Arbitrary<ReceptionFile['onCall']> = fc.constantFrom(
  { kind: 'via-112' as const },
  { kind: 'own' as const, numbers: ['+46313900660'], hours: 'Mo-Fr 16:00-08:00' },
  { kind: 'shared' as const, numbers: ['+46313900660', '+46313900661'], hours: '24/7', sharedWith: ['1472'] },
)

it('what a section writes into its form and reads again is the reception as it was', () => {
  fc.assert(
    fc.property(rota, onCall, (is, call) => {
      const file = aReceptionFile({ rota: is, onCall: call })
      for (const section of [...SECTIONS, decisions])
        assert.deepEqual(
          section.read(section.write(file, around), file, around),
          { ok: true, value: file },
          section.name,
        )
    }),
    { numRuns: 60 },
  )
})

it('a number is taken as people write it, and what is none is not', () => {
  for (const text of ['031-390 06 60', '0313900660', '+46 31 390 06 60', '0046 31-390 06 60', '(031) 390 06 60'])
    assert.equal(numberIn(text), '+46313900660', text)
  for (const text of ['', '112', '031', 'växeln', '+1 202 555 0100']) assert.equal(numberIn(text), undefined, text)
})

it('a short name is one that no reception has, and none that a page has', () => {
  assert.equal(shortName('Mottagningen Västra Skåne', new Set()), 'mottagningen-vastra-skane')
  assert.equal(shortName('Hjo', new Set(['hjo', 'hjo-2'])), 'hjo-3')
  assert.equal(shortName('Join', new Set()), 'reception')
  assert.equal(shortName('—', new Set()), 'reception')
})
