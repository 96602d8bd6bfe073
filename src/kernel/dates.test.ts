import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clockChanges } from '#tests/support/slow-hours.ts'
import {
  addDays,
  daysBetween,
  momentOf,
  nextMidnight,
  parseLocalDate,
  stockholm,
  weekdayOf,
  type LocalDate,
} from './dates.ts'

const day = (text: string): LocalDate => text as LocalDate
const HOUR = 3_600_000

/** Any second of the years that Sweden has had summer time by today's rule. */
const anyMoment = fc
  .integer({ min: Date.UTC(1996, 0, 1) / 1000, max: Date.UTC(2050, 0, 1) / 1000 })
  .map((second) => new Date(second * 1000))
const anyDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(day('1970-01-01'), days))
const anyMinute = fc.nat(1440)

describe("Stockholm's clock", () => {
  test('is an hour ahead of UTC in winter and two in summer', () => {
    assert.deepEqual(stockholm(new Date('2026-11-24T22:59:59Z')), {
      date: '2026-11-24',
      time: '23:59',
      weekday: 2,
      minute: 1439,
    })
    assert.deepEqual(stockholm(new Date('2027-07-31T22:00:00Z')), {
      date: '2027-08-01',
      time: '00:00',
      weekday: 7,
      minute: 0,
    })
  })

  test('jumps from two to three when summer time begins', () => {
    assert.equal(stockholm(new Date('2027-03-28T00:59:59Z')).time, '01:59')
    assert.equal(stockholm(new Date('2027-03-28T01:00:00Z')).time, '03:00')
  })

  test('goes back from three to two when it ends', () => {
    assert.equal(stockholm(new Date('2027-10-31T00:59:59Z')).time, '02:59')
    assert.equal(stockholm(new Date('2027-10-31T01:00:00Z')).time, '02:00')
  })

  test('is changed on the last Sundays of March and October, in every year', () => {
    for (let year = 1996; year < 2060; year += 1) {
      const { toSummer, toWinter } = clockChanges(year)
      assert.equal(stockholm(new Date(toSummer.getTime() - 1)).time, '01:59')
      assert.equal(stockholm(toSummer).time, '03:00')
      assert.equal(stockholm(new Date(toWinter.getTime() - 1)).time, '02:59')
      assert.equal(stockholm(toWinter).time, '02:00')
    }
  })
})

describe('the moment of a time of day', () => {
  test('is the first of the two in the hour that comes twice', () => {
    assert.equal(momentOf(day('2027-10-31'), 150).toISOString(), '2027-10-31T00:30:00.000Z')
  })

  test('is when the clock jumps, for every time in the hour that never comes', () => {
    for (const minute of [120, 150, 179, 180])
      assert.equal(momentOf(day('2027-03-28'), minute).toISOString(), '2027-03-28T01:00:00.000Z')
  })

  test('has its day and its minute by the clock, except in the hour that never comes', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(1439), (date, minute) => {
        const shown = stockholm(momentOf(date, minute))
        assert.equal(shown.date, date)
        if (shown.minute !== minute)
          assert.ok(shown.minute === 180 && minute >= 120 && minute < 180, `${date} ${minute}`)
      }),
      { numRuns: 2000 },
    )
  })

  test('is the moment that was asked of the clock, to the minute, except an hour later in the hour that comes again', () => {
    fc.assert(
      fc.property(anyMoment, (at) => {
        const { date, minute } = stockholm(at)
        const back = momentOf(date, minute)
        const whole = Math.floor(at.getTime() / 60_000) * 60_000
        const { toWinter } = clockChanges(at.getUTCFullYear())
        const again = whole >= toWinter.getTime() && whole < toWinter.getTime() + HOUR
        assert.equal(back.getTime(), again ? whole - HOUR : whole)
      }),
      { numRuns: 2000 },
    )
  })

  test('never goes back as the day goes on', () => {
    fc.assert(
      fc.property(anyDate, anyMinute, anyMinute, (date, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)]
        assert.ok(momentOf(date, early) <= momentOf(date, late))
      }),
    )
  })

  test("at the day's end is the next day's beginning", () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        assert.deepEqual(momentOf(date, 1440), momentOf(addDays(date, 1), 0))
      }),
    )
  })
})

test('the next midnight is later than now, at most 25 hours, and on the next day', () => {
  fc.assert(
    fc.property(anyMoment, (at) => {
      const midnight = nextMidnight(at)
      const hours = (midnight.getTime() - at.getTime()) / HOUR
      assert.ok(hours > 0 && hours <= 25)
      assert.equal(stockholm(midnight).time, '00:00')
      assert.equal(stockholm(midnight).date, addDays(stockholm(at).date, 1))
    }),
  )
})

test('days that are added are the days between', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -3000, max: 3000 }), (date, days) => {
      const other = addDays(date, days)
      assert.equal(daysBetween(date, other), days)
      assert.equal((((weekdayOf(other) - weekdayOf(date) - days) % 7) + 7) % 7, 0)
    }),
  )
})

test('only a day that exists is read as one', () => {
  for (const text of ['2026-11-24', '2028-02-29', '1999-12-31']) assert.equal(parseLocalDate(text), text)
  for (const text of [
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '26-11-24',
    '2026-1-1',
    ' 2026-11-24',
    '',
  ])
    assert.equal(parseLocalDate(text), undefined, text)
})

test('a week counts from Monday, 1, to Sunday, 7', () => {
  assert.equal(weekdayOf(day('2026-11-23')), 1)
  assert.equal(weekdayOf(day('2026-11-29')), 7)
})
