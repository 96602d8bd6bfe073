import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate } from '#kernel/dates.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { aLine } from '#tests/support/helplines.ts'
import type { Helpline } from './helpline.ts'
import { audiencesOf, linesFor, standingOf } from './standing.ts'

const day = (text: string): LocalDate => text as LocalDate
const FRESH = TODAY
/** The day after the ninetieth, and after the hundred and eightieth. */
const OLD = addDays(day('2026-11-23'), 91)
const ANCIENT = addDays(day('2026-11-23'), 181)

const idsFor = (lines: readonly Helpline[], audience = 'exposed', today = FRESH, county?: string): readonly string[] =>
  linesFor(lines, audience, county, today).map(({ line }) => line.id)
const named = (...lines: readonly (Partial<Helpline> & { id: string })[]): readonly Helpline[] => lines.map(aLine)

describe('how old a line is', () => {
  test('counts from the day its source was read, as long as nobody has verified it', () => {
    assert.equal(standingOf(aLine(), addDays(day('2026-11-23'), 90)), 'current')
    assert.equal(standingOf(aLine(), OLD), 'expired')
  })

  test('counts from the day somebody verified it', () => {
    const line = aLine({ verifiedOn: day('2027-02-01'), verifiedBy: 'Ada' })
    assert.equal(standingOf(line, OLD), 'current')
    assert.equal(standingOf(line, addDays(day('2027-02-01'), 91)), 'expired')
  })
})

describe('an expired line', () => {
  test('is not shown (D2)', () => {
    const lines = named({ id: 'old' }, { id: 'verified', verifiedOn: OLD, verifiedBy: 'Ada' })
    assert.deepEqual(idsFor(lines, 'exposed', OLD), ['verified'])
  })

  test('is shown all the same when it is mandatory, and says that it is old', () => {
    const lines = named({ id: 'must', mandatory: true })
    assert.deepEqual(
      linesFor(lines, 'exposed', undefined, ANCIENT).map(({ line, expired }) => [line.id, expired]),
      [['must', true]],
    )
  })

  test("is shown when it is the audience's last, the first of them alone", () => {
    const lines = named({ id: 'second', audiences: { exposed: 2 } }, { id: 'first', audiences: { exposed: 1 } })
    assert.deepEqual(idsFor(lines, 'exposed', OLD), ['first'])
  })

  test('is shown when only a website would be left: nobody answers there', () => {
    const lines = named({ id: 'site', numbers: [], expiresAfterDays: 180 }, { id: 'number', audiences: { exposed: 9 } })
    assert.deepEqual(idsFor(lines, 'exposed', OLD), ['site', 'number'])
  })
})

describe('whom a line is shown to', () => {
  test('professional lines are for professionals alone (D3), even if the register names others', () => {
    const lines = named({ id: 'desk', kind: 'professional', audiences: { professional: 1, exposed: 1 } })
    assert.deepEqual(idsFor(lines, 'professional'), ['desk'])
    assert.deepEqual(idsFor(lines, 'exposed'), [])
  })

  test("a county's line where that county is chosen, or no place at all", () => {
    const lines = named({ id: 'here', region: '14' }, { id: 'everywhere' })
    assert.deepEqual(idsFor(lines, 'exposed', FRESH, '14'), ['here', 'everywhere'])
    assert.deepEqual(idsFor(lines, 'exposed', FRESH, '01'), ['everywhere'])
    assert.deepEqual(idsFor(lines, 'exposed', FRESH), ['here', 'everywhere'])
  })

  test('112 is in no list: it stands in the frame of every page', () => {
    for (const audience of audiencesOf(theReference().helplines)) {
      const ids = idsFor(theReference().helplines, audience)
      assert.ok(!ids.includes('emergency-112') && !ids.includes('sms-112'), audience)
    }
  })

  test('an audience that no line names has none, whatever its name', () => {
    for (const audience of ['nobody', 'constructor', '__proto__', ''])
      assert.deepEqual(idsFor(theReference().helplines, audience), [])
  })
})

test("lines stand in the order of the audience's numbers, equal ones in that of the register (D8)", () => {
  const lines = named(
    { id: 'c', audiences: { exposed: 3, men: 1 } },
    { id: 'a', audiences: { exposed: 1, men: 2 } },
    { id: 'b', audiences: { exposed: 1 } },
  )
  assert.deepEqual(idsFor(lines), ['a', 'b', 'c'])
  assert.deepEqual(idsFor(lines, 'men'), ['c', 'a'])
})

test('hours are sure with high or medium confidence, and never without hours', () => {
  const sure = (line: Partial<Helpline>): boolean | undefined =>
    linesFor([aLine(line)], 'exposed', undefined, FRESH)[0]?.hoursSure
  assert.equal(sure({ hours: { rule: '24/7', confidence: 'M' } }), true)
  assert.equal(sure({ hours: { rule: '24/7', confidence: 'L' } }), false)
  assert.equal(sure({ hours: { rule: '24/7', confidence: '?' } }), false)
  assert.equal(sure({ hours: undefined }), false)
})

describe('the shipped register', () => {
  const { helplines } = theReference()
  const audiences = audiencesOf(helplines)

  test('names the fifteen audiences', () => assert.equal(audiences.length, 15))

  test('leaves no audience without a number, on any day and in any county', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...audiences),
        fc.integer({ min: 0, max: 4000 }),
        fc.constantFrom(undefined, '01', '12', '14', '25'),
        (audience, days, county) => {
          const shown = linesFor(helplines, audience, county, addDays(TODAY, days))
          assert.ok(shown.some(({ line }) => line.numbers.length > 0))
          const wanted = helplines.filter(
            ({ id, mandatory, audiences }) => mandatory && audience in audiences && id !== 'emergency-112',
          )
          for (const must of wanted)
            assert.ok(
              shown.some(({ line }) => line === must),
              `${must.id} for ${audience}`,
            )
          if (audience !== 'professional') assert.ok(shown.every(({ line }) => line.kind !== 'professional'))
        },
      ),
    )
  })
})
