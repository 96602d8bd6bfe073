import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { clockChanges } from '#tests/support/slow-hours.ts'
import { gapsOf, hoursOn, staffingAt, stretchesOf } from './rota.ts'
import type { Rota } from './rota-schema.ts'

const day = (text: string): LocalDate => text as LocalDate
const MINUTE = 60_000
const aRota = (change: Partial<Rota> = {}): Rota => ({
  until: day('2028-12-31'),
  week: [{ hours: 'Mo-Fr 09:00-16:00; PH off', members: ['anna'] }],
  shifts: [],
  absences: [],
  swaps: [],
  ...change,
})

/** A moment by Stockholm's clock. */
const at = (date: string, time: string): Date =>
  momentOf(day(date), Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))

/** What is said at a moment, by Stockholm's clock. */
const said = (rota: Rota, date: string, time: string): string => {
  const staffing = staffingAt(rota, at(date, time))
  const clock = (moment: Date): string => `${stockholm(moment).date} ${stockholm(moment).time}`
  switch (staffing.kind) {
    case 'answers':
      return `answers until ${staffing.until === undefined ? 'no known end' : clock(staffing.until)}`
    case 'next':
      return `next ${clock(staffing.at)}`
    case 'nobody':
      return 'nobody'
  }
}

describe('who answers', () => {
  it('is whoever is on the rota and there', () => {
    assert.equal(said(aRota(), '2027-03-02', '08:59'), 'next 2027-03-02 09:00')
    assert.equal(said(aRota(), '2027-03-02', '09:00'), 'answers until 2027-03-02 16:00')
    assert.equal(said(aRota(), '2027-03-05', '16:00'), 'next 2027-03-08 09:00')
  })

  it('is nobody on a public holiday, nor between the days of Christmas', () => {
    assert.equal(said(aRota(), '2027-05-06', '10:00'), 'next 2027-05-07 09:00', 'Ascension Day')
    assert.equal(said(aRota(), '2026-12-24', '10:00'), 'next 2026-12-28 09:00')
  })

  it('is nobody when the only one is ill: the next real time is given', () => {
    const ill = aRota({ absences: [{ member: 'anna', from: day('2027-03-02'), to: day('2027-03-04') }] })
    assert.equal(said(ill, '2027-03-02', '10:00'), 'next 2027-03-05 09:00')
  })

  it('is the colleague when one of two is ill', () => {
    const two = aRota({
      week: [{ hours: 'Mo-Fr 09:00-16:00; PH off', members: ['anna', 'bo'] }],
      absences: [{ member: 'anna', from: day('2027-03-02'), to: day('2027-03-04') }],
    })
    assert.equal(said(two, '2027-03-02', '10:00'), 'answers until 2027-03-02 16:00')
  })

  it('is whoever swapped, on that day alone, and nobody when the other is away', () => {
    const swaps = [{ date: day('2027-03-02'), from: 'anna', to: 'bo' }]
    const annaAway = { member: 'anna', from: day('2027-03-02'), to: day('2027-03-03') }
    assert.equal(said(aRota({ swaps, absences: [annaAway] }), '2027-03-02', '10:00'), 'answers until 2027-03-02 16:00')
    assert.equal(said(aRota({ swaps, absences: [annaAway] }), '2027-03-03', '10:00'), 'next 2027-03-04 09:00')
    const boAway = { member: 'bo', from: day('2027-03-02'), to: day('2027-03-02') }
    assert.equal(said(aRota({ swaps, absences: [boAway] }), '2027-03-02', '10:00'), 'next 2027-03-03 09:00')
  })

  it('through a midnight shift is one from its beginning to its end', () => {
    const night = aRota({ shifts: [{ date: day('2027-03-06'), from: '22:00', to: '06:00', members: ['bo'] }] })
    assert.equal(said(night, '2027-03-06', '23:30'), 'answers until 2027-03-07 06:00')
    assert.equal(said(night, '2027-03-07', '05:59'), 'answers until 2027-03-07 06:00')
    assert.equal(said(night, '2027-03-07', '06:00'), 'next 2027-03-08 09:00')
  })

  it('is not there for the second half of a night on whose day they were ill', () => {
    const night = aRota({
      week: [],
      shifts: [{ date: day('2027-03-06'), from: '22:00', to: '06:00', members: ['bo'] }],
      absences: [{ member: 'bo', from: day('2027-03-06'), to: day('2027-03-06') }],
    })
    assert.equal(said(night, '2027-03-07', '02:00'), 'nobody')
    assert.equal(said(night, '2027-03-06', '12:00'), 'nobody')
  })

  it('stops at midnight when the next day is one of absence', () => {
    const night = aRota({
      week: [],
      shifts: [{ date: day('2027-03-06'), from: '22:00', to: '06:00', members: ['bo'] }],
      absences: [{ member: 'bo', from: day('2027-03-07'), to: day('2027-03-07') }],
    })
    assert.equal(said(night, '2027-03-06', '23:00'), 'answers until 2027-03-07 00:00')
  })

  it('goes on from one to the next without a moment between', () => {
    const relay = aRota({
      week: [
        { hours: 'Mo-Su 08:00-16:00', members: ['anna'] },
        { hours: 'Mo-Su 16:00-08:00', members: ['bo'] },
      ],
    })
    assert.equal(said(relay, '2027-03-02', '12:00'), 'answers until no known end')
  })

  it('is nobody after the rota has ended, and the last night is answered to its end', () => {
    const ends = aRota({ until: day('2027-03-02'), week: [{ hours: 'Mo-Su 22:00-06:00', members: ['bo'] }] })
    assert.equal(said(ends, '2027-03-03', '05:00'), 'answers until 2027-03-03 06:00')
    assert.equal(said(ends, '2027-03-03', '06:00'), 'nobody')
  })

  it('both clock changes: a night is as long as it really is', () => {
    const nights = aRota({ week: [{ hours: 'Mo-Su 22:00-06:00', members: ['bo'] }] })
    const lengthAround = (change: Date): number => {
      const stretch = stretchesOf(nights, stockholm(change).date, stockholm(change).date).find(
        ({ from, to }) => from <= change && change < to,
      )
      return stretch === undefined ? 0 : (stretch.to.getTime() - stretch.from.getTime()) / (60 * MINUTE)
    }
    const { toSummer, toWinter } = clockChanges(2027)
    assert.equal(lengthAround(toSummer), 7)
    assert.equal(lengthAround(toWinter), 9)
  })

  it('a shift within the hour that does not come is no shift', () => {
    const jumped = aRota({
      week: [],
      shifts: [{ date: day('2027-03-28'), from: '02:10', to: '02:50', members: ['bo'] }],
    })
    assert.deepEqual(stretchesOf(jumped, day('2027-03-27'), day('2027-03-29')), [])
  })

  it('weekly hours hold from their first day to their last', () => {
    const summer = aRota({
      week: [{ hours: 'Mo-Fr 09:00-12:00', members: ['anna'], from: day('2027-06-28'), until: day('2027-07-02') }],
    })
    assert.equal(said(summer, '2027-06-25', '10:00'), 'next 2027-06-28 09:00')
    assert.equal(said(summer, '2027-07-02', '12:00'), 'nobody')
  })
})

describe('a gap', () => {
  it('is what the rota promises and nobody keeps, with those who should have', () => {
    const rota = aRota({
      week: [
        { hours: 'Mo-Fr 09:00-16:00; PH off', members: ['anna'] },
        { hours: 'Tu 12:00-14:00', members: ['bo'] },
      ],
      absences: [{ member: 'anna', from: day('2027-03-02'), to: day('2027-03-02') }],
    })
    assert.deepEqual(gapsOf(rota, day('2027-03-01'), day('2027-03-07')), [
      { from: at('2027-03-02', '09:00'), to: at('2027-03-02', '12:00'), planned: ['anna'] },
      { from: at('2027-03-02', '14:00'), to: at('2027-03-02', '16:00'), planned: ['anna'] },
    ])
  })

  it('is not a time when nobody was to be there', () => {
    assert.deepEqual(gapsOf(aRota(), day('2027-01-01'), day('2027-12-31')), [])
  })
})

it("a day's hours are those that are really staffed", () => {
  const rota = aRota({
    shifts: [{ date: day('2027-03-06'), from: '22:00', to: '06:00', members: ['bo'] }],
    absences: [{ member: 'anna', from: day('2027-03-04'), to: day('2027-03-04') }],
  })
  assert.deepEqual(hoursOn(rota, day('2027-03-02')), [{ from: '09:00', to: '16:00' }])
  assert.deepEqual(hoursOn(rota, day('2027-03-04')), [])
  assert.deepEqual(hoursOn(rota, day('2027-03-06')), [{ from: '22:00', to: '24:00' }])
  assert.deepEqual(hoursOn(rota, day('2027-03-07')), [{ from: '00:00', to: '06:00' }])
})
