import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { addDays, momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { clockChanges, swedishHolidays } from '#tests/support/slow-hours.ts'
import { slowRota } from '#tests/support/slow-rota.ts'
import { gapsOf, staffingAt } from './rota.ts'
import { rotaSchema, type Rota } from './rota-schema.ts'

const day = (text: string): LocalDate => text as LocalDate
const MINUTE = 60_000
/** Every quarter of an hour, or one in five: they come round to every time of day, as five and the 96 of a day have no factor in common. */
const FULL = process.env['RACKHALL_TEST_FULL'] === '1'

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
  const numRuns = FULL ? 5000 : 60
  if (!FULL) t.diagnostic(`sampled: ${numRuns} of 5000 rotas made by chance`)
  const property = fc.property(
    anyRota.chain((rota) => fc.tuple(fc.constant(rota), fc.array(anyMomentOf(rota), { minLength: 8, maxLength: 8 }))),
    ([rota, moments]) => {
      const slow = slowRota(rota)
      for (const moment of moments) {
        const staffing = staffingAt(rota, new Date(moment))
        assert.equal(staffing.kind === 'answers', slow.at(moment).there.length > 0, new Date(moment).toISOString())
        if (staffing.kind === 'next') {
          // Minute by minute is slow: three days are looked through, the last minute too.
          const ahead = (staffing.at.getTime() - moment) / MINUTE
          const found = slow.nextFrom(moment, Math.min(ahead, 3 * 1440))
          assert.equal(found, ahead > 3 * 1440 ? undefined : staffing.at.getTime())
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
