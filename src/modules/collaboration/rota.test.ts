import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { clockChanges, swedishHolidays } from '#tests/support/slow-hours.ts'
import { slowRota } from '#tests/support/slow-rota.ts'
import { gapsOf, hoursOn, staffingAt, stretchesOf } from './rota.ts'
import { rotaSchema, type Rota } from './rota-schema.ts'

const day = (text: string): LocalDate => text as LocalDate
const MINUTE = 60_000
/** Every quarter of an hour, or one in five: they come round to every time of day, as five and the 96 of a day have no factor in common. */
const FULL = process.env['RACKHALL_TEST_FULL'] === '1'

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

/** A year of a reception with everything that happens in one. */
const YEAR: Rota = rotaSchema.parse({
  until: '2027-12-31',
  week: [
    { hours: 'Mo-Fr 09:00-16:00; PH off', members: ['anna'] },
    { hours: 'We 17:00-20:00; PH off', members: ['bo', 'cilla'] },
    { hours: 'Sa,Su,PH 22:00-04:00', members: ['cilla'] },
    { hours: 'Mo-Th 12:00-13:00', members: ['bo'], from: '2027-06-14', until: '2027-08-20' },
  ],
  shifts: [
    { date: '2027-03-27', from: '23:00', to: '07:00', members: ['bo'] },
    { date: '2027-10-30', from: '23:30', to: '02:30', members: ['anna'] },
    { date: '2027-12-24', from: '00:00', to: '24:00', members: ['cilla'] },
  ],
  absences: [
    { member: 'anna', from: '2027-02-08', to: '2027-02-12' },
    { member: 'anna', from: '2027-07-01', to: '2027-07-31' },
    { member: 'cilla', from: '2027-10-31', to: '2027-10-31' },
    { member: 'bo', from: '2027-03-28', to: '2027-03-28' },
  ],
  swaps: [
    { date: '2027-02-09', from: 'anna', to: 'bo' },
    { date: '2027-07-05', from: 'anna', to: 'cilla' },
    { date: '2027-12-24', from: 'cilla', to: 'anna' },
  ],
})

it('through every quarter of an hour of a year it says what a slow count says, and so do its gaps', (t) => {
  if (!FULL) t.diagnostic('sampled: one in 5 of the quarters of a year')
  const slow = slowRota(YEAR)
  const gaps = gapsOf(YEAR, day('2027-01-01'), day('2027-12-31'))
  const seen = { answers: 0, gap: 0, holiday: 0 }
  const holidays = swedishHolidays(2027)
  const end = momentOf(day('2028-01-01'), 0).getTime()
  for (let moment = momentOf(day('2027-01-01'), 0).getTime(); moment < end; moment += (FULL ? 15 : 75) * MINUTE) {
    const { planned, there } = slow.at(moment)
    const now = new Date(moment)
    const open = there.length > 0
    assert.equal(staffingAt(YEAR, now).kind === 'answers', open, now.toISOString())
    const isGap = !open && planned.length > 0
    assert.equal(
      gaps.some(({ from, to }) => from <= now && now < to),
      isGap,
      now.toISOString(),
    )
    seen.answers += open ? 1 : 0
    seen.gap += isGap ? 1 : 0
    seen.holiday += open && holidays.has(stockholm(now).date) ? 1 : 0
  }
  assert.ok(seen.answers > 1000 && seen.gap > 50 && seen.holiday > 5, JSON.stringify(seen))
})

const MEMBERS = ['anna', 'bo', 'cilla']
const member = fc.constantFrom(...MEMBERS)
const someMembers = fc.subarray(MEMBERS, { minLength: 1 })
const FIRST = day('2027-01-01')
const anyDay = fc.nat(364).map((days) => addDays(FIRST, days))
const RULES = [
  'Mo-Fr 09:00-16:00; PH off',
  'Mo-Fr 22:00-06:00; PH off',
  'Sa-Su 20:00-02:00; PH 10:00-12:00',
  'We 00:00-24:00',
  'Su,PH 23:00-03:00',
  'Mo-Su 01:30-02:30',
]
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const anyShift = fc
  .record({ date: anyDay, from: fc.nat(1439), length: fc.integer({ min: 1, max: 1439 }), members: someMembers })
  .map(({ date, from, length, members }) => ({ date, from: clock(from), to: clock((from + length) % 1440), members }))
const anyRota: fc.Arbitrary<Rota> = fc.record({
  until: fc.integer({ min: 100, max: 364 }).map((days) => addDays(FIRST, days)),
  week: fc.array(fc.record({ hours: fc.constantFrom(...RULES), members: someMembers }), { maxLength: 3 }),
  shifts: fc.array(anyShift, { maxLength: 8 }),
  absences: fc.array(
    fc
      .record({ member, from: anyDay, days: fc.nat(20) })
      .map(({ days, ...one }) => ({ ...one, to: addDays(one.from, days) })),
    { maxLength: 8 },
  ),
  swaps: fc.uniqueArray(fc.record({ date: anyDay, from: member, to: member }), {
    maxLength: 8,
    selector: ({ date, from }) => `${date} ${from}`,
  }),
})

/** Moments where something happens: around the ends of shifts, both clock changes and midnights, and anywhere. */
const anyMomentOf = (rota: Rota): fc.Arbitrary<number> => {
  const { toSummer, toWinter } = clockChanges(2027)
  const near = [
    toSummer,
    toWinter,
    ...rota.shifts.flatMap(({ date }) => [momentOf(date, 0), momentOf(date, 1440)]),
    ...rota.absences.flatMap(({ from, to }) => [momentOf(from, 0), momentOf(to, 1440)]),
  ]
  const around = fc
    .tuple(fc.constantFrom(...near), fc.integer({ min: -300, max: 300 }))
    .map(([moment, minutes]) => moment.getTime() + minutes * MINUTE)
  return fc.oneof(
    around,
    fc.tuple(anyDay, fc.nat(1439)).map(([date, minute]) => momentOf(date, minute).getTime()),
  )
}

it('whatever the rota, nobody is said to answer when nobody is there, and the next time is the first real one', (t) => {
  const numRuns = FULL ? 5000 : 150
  if (!FULL) t.diagnostic(`sampled: ${numRuns} of 5000 rotas made by chance`)
  const property = fc.property(
    anyRota.chain((rota) => fc.tuple(fc.constant(rota), fc.array(anyMomentOf(rota), { minLength: 8, maxLength: 8 }))),
    ([rota, moments]) => {
      const slow = slowRota(rota)
      for (const moment of moments) {
        const staffing = staffingAt(rota, new Date(moment))
        assert.equal(staffing.kind === 'answers', slow.at(moment).there.length > 0, new Date(moment).toISOString())
        if (staffing.kind === 'next') {
          const ahead = Math.min((staffing.at.getTime() - moment) / MINUTE, 3 * 1440)
          assert.equal(slow.nextFrom(moment, ahead), ahead === 3 * 1440 ? undefined : staffing.at.getTime())
          assert.ok(slow.at(staffing.at.getTime()).there.length > 0)
        }
        if (staffing.kind === 'answers' && staffing.until !== undefined) {
          assert.deepEqual(slow.at(staffing.until.getTime()).there, [])
          assert.ok(slow.at(staffing.until.getTime() - MINUTE).there.length > 0)
        }
        if (staffing.kind === 'nobody') assert.equal(slow.nextFrom(moment, 3 * 1440), undefined)
      }
    },
  )
  fc.assert(property, { numRuns })
})
