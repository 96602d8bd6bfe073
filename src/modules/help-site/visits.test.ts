import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openVisitCounter, shownVisits, type MonthOfVisits } from './visits.ts'

const NOVEMBER = '2026-11-01'
const counted = (visits: number): ReturnType<typeof openVisitCounter> => {
  const counter = openVisitCounter()
  for (let n = 0; n < visits; n += 1) counter.visited('1497', NOVEMBER)
  return counter
}
const sum = (taken: readonly MonthOfVisits[]): number => taken.reduce((all, { visits }) => all + visits, 0)

test('only whole tens leave the counter, and the rest is counted on', () => {
  const counter = counted(27)
  assert.deepEqual(
    counter.take(NOVEMBER, false, () => 0),
    [{ code: '1497', month: NOVEMBER, visits: 20 }],
  )
  for (let n = 0; n < 3; n += 1) counter.visited('1497', NOVEMBER)
  assert.deepEqual(
    counter.take(NOVEMBER, false, () => 0),
    [{ code: '1497', month: NOVEMBER, visits: 10 }],
  )
  assert.deepEqual(
    counter.take(NOVEMBER, false, () => 0),
    [],
  )
})

test('when the process ends the rest is rounded by chance, and nothing is left', () => {
  const up = counted(7)
  assert.equal(sum(up.take(NOVEMBER, true, () => 0.69)), 10)
  const down = counted(7)
  assert.equal(sum(down.take(NOVEMBER, true, () => 0.7)), 0)
  assert.deepEqual(
    down.take(NOVEMBER, true, () => 0),
    [],
  )
})

test('a month that is over gives up its rest', () => {
  const counter = counted(3)
  assert.equal(sum(counter.take('2026-12-01', false, () => 0.1)), 10)
  assert.deepEqual(
    counter.take('2026-12-01', false, () => 0),
    [],
  )
})

test('what is written is in tens always, and within ten of what was counted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(200), { maxLength: 8 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (nights, chance) => {
        const counter = openVisitCounter()
        let written = 0
        for (const night of nights) {
          for (let n = 0; n < night; n += 1) counter.visited('0180', NOVEMBER)
          const taken = counter.take(NOVEMBER, false, () => chance)
          taken.forEach(({ visits }) => assert.equal(visits % 10, 0))
          written += sum(taken)
        }
        written += sum(counter.take(NOVEMBER, true, () => chance))
        const all = nights.reduce((total, night) => total + night, 0)
        assert.ok(Math.abs(written - all) < 10, `${written} for ${all}`)
      },
    ),
  )
})

test('what could not be written is not lost', () => {
  const counter = counted(27)
  counter.putBack(counter.take(NOVEMBER, false, () => 0))
  assert.equal(sum(counter.take(NOVEMBER, false, () => 0)), 20)
})

test('a figure under fifty is not shown', () => {
  assert.equal(shownVisits(40), undefined)
  assert.equal(shownVisits(50), 50)
})
