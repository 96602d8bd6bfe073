import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LocalDate } from '#kernel/dates.ts'
import { clockOf, hoursFault, spansOn, weekOf } from '#kernel/opening-hours.ts'
import { isNever, otherDays, plain, readHours, ruleOf, type Holidays, type Hours } from './hours.ts'
import { readSpans, spansTyped, type Spans } from './spans.ts'

/** Spans as somebody can type them: up to three a day, the last perhaps past midnight. */
const spans: fc.Arbitrary<Spans> = fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { maxLength: 6 }).map((quarters) => {
  const turns = quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15)
  const pairs = turns.flatMap((from, place) =>
    place % 2 === 1 ? [] : [{ from, to: turns[place + 1] ?? (turns[0] === from ? 1440 : (turns[0] ?? 0)) }],
  )
  // An end at midnight is the day's end.
  return pairs.map(({ from, to }) => ({ from, to: to === 0 ? 1440 : to }))
})
const holidays: fc.Arbitrary<Holidays> = fc.oneof(
  fc.constant({ kind: 'as-usual' as const }),
  fc.constant({ kind: 'closed' as const }),
  spans.map((own) => ({ kind: 'own' as const, spans: own })),
)
const hours: fc.Arbitrary<Hours> = fc
  .oneof(
    fc.constant({ kind: 'always' as const }),
    fc.tuple(spans, holidays).map(([same, red]) => ({ kind: 'weekdays' as const, spans: same, holidays: red })),
    fc
      .tuple(fc.array(spans, { minLength: 7, maxLength: 7 }), holidays)
      .map(([days, red]) => ({ kind: 'days' as const, days, holidays: red })),
  )
  .filter((some) => !isNever(some))

test('every choice becomes a rule, and the rule the same choice again', () => {
  fc.assert(
    fc.property(hours, (chosen) => {
      const rule = ruleOf(chosen)
      assert.equal(hoursFault(rule), undefined, rule)
      assert.deepEqual(readHours(rule), plain(chosen), rule)
      assert.equal(ruleOf(plain(chosen)), ruleOf(readHours(rule)))
    }),
  )
})

test('the week that is shown has, day by day, the very times that were chosen', () => {
  fc.assert(
    fc.property(hours, (chosen) => {
      const rows = weekOf(ruleOf(chosen))
      for (let day = 1; day <= 7; day += 1) {
        const row = rows.find(
          ({ days }) => days === 'every-day' || (typeof days === 'object' && days.from <= day && day <= days.to),
        )
        const expected =
          chosen.kind === 'always'
            ? [{ from: 0, to: 1440 }]
            : chosen.kind === 'weekdays'
              ? day <= 5
                ? chosen.spans
                : []
              : chosen.kind === 'days'
                ? (chosen.days[day - 1] ?? [])
                : []
        assert.deepEqual(
          row?.spans ?? [],
          expected.map(({ from, to }) => ({ from: clockOf(from), to: clockOf(to) })),
        )
      }
    }),
  )
})

test('what is typed is shown back so that it is read as the same', () => {
  fc.assert(
    fc.property(spans, fc.constantFrom('sv', 'en'), (some, language) => {
      assert.deepEqual(readSpans(spansTyped(some, language)), { ok: true, spans: some })
    }),
  )
})

test('times may be typed as people write them', () => {
  const read = (text: string): string => {
    const spansRead = readSpans(text)
    return spansRead.ok ? spansTyped(spansRead.spans, 'sv') : spansRead.says
  }
  assert.equal(read('8-16'), '08.00–16.00')
  assert.equal(read(' 8.00 – 12, 13:00—16.30 '), '08.00–12.00, 13.00–16.30')
  assert.equal(read('kl 0830-1200 och 13 till 16'), '08.30–12.00, 13.00–16.00')
  assert.equal(read('16-08'), '16.00–08.00')
  assert.equal(read('16–00'), '16.00–24.00')
  assert.equal(read('13-16, 8-12, 12-13'), '08.00–16.00')
  assert.equal(read('Dygnet runt'), 'dygnet runt')
  assert.equal(read('stängt'), '')
  assert.equal(read('8-12, 11-16'), 'hours.overlap')
  assert.equal(read('22-06, 23-24'), 'hours.overlap')
  assert.equal(read('8-16, 16-8'), 'hours.overlap')
  for (const text of ['förmiddagar', '8', '8-25', '8.70-16', '24-26', '8-8', '-4-16', '8-16-20'])
    assert.equal(read(text), 'hours.not-understood', text)
})

test('a rule written by hand is read into the form whatever way it was written', () => {
  assert.deepEqual(readHours('Mo-Fr 16:00-24:00,00:00-08:00; Sa-Su,PH 00:00-24:00'), {
    kind: 'days',
    days: [
      ...Array.from({ length: 5 }, () => [
        { from: 0, to: 480 },
        { from: 960, to: 1440 },
      ]),
      [{ from: 0, to: 1440 }],
      [{ from: 0, to: 1440 }],
    ],
    holidays: { kind: 'own', spans: [{ from: 0, to: 1440 }] },
  })
  assert.deepEqual(readHours('00:00-24:00'), { kind: 'always' })
  assert.deepEqual(readHours('Mo-Fr 08:00-16:00; Fr 08:00-15:00; PH off').kind, 'days')
})

test('a rule that no choice says is kept as it is, and so is one with a fault', () => {
  // A whole day and then two hours of the next.
  const odd = 'Mo 00:00-24:00,23:00-02:00'
  assert.equal(hoursFault(odd), undefined)
  assert.deepEqual(readHours(odd), { kind: 'rule', rule: odd })
  assert.deepEqual(readHours('Jan-Mar 08:00-16:00'), { kind: 'rule', rule: 'Jan-Mar 08:00-16:00' })
})

test('the next days with other hours are red days and eves, and none where holidays are as any day', () => {
  const today = '2026-12-01' as LocalDate
  const others = otherDays('Mo-Fr 08:00-16:00; PH off', today, 4)
  assert.deepEqual(
    others.map(({ date, spans: open }) => `${date} ${open.length}`),
    ['2026-12-24 0', '2026-12-25 0', '2026-12-31 0', '2027-01-01 0'],
  )
  assert.deepEqual(otherDays('Mo-Fr 08:00-16:00', today, 4), [])
  for (const { date } of others) assert.deepEqual(spansOn('Mo-Fr 08:00-16:00; PH off', date), [])
})
