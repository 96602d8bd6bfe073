import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { swedishEves, swedishHolidays } from '#tests/support/slow-hours.ts'
import { addDays, type LocalDate } from './dates.ts'
import { hoursFault, isOpenAt, openState, spansOn, weekOf } from './opening-hours.ts'

const day = (text: string): LocalDate => text as LocalDate

describe('a rule that means something else than it seems to is refused', () => {
  const REFUSED: readonly [rule: string, why: RegExp][] = [
    ['', /weekdays and times alone/],
    ['måndag 8-16', /weekdays and times alone/],
    ['Mo-Fr 8:00-16:00', /found "Mo-Fr 8:00-16:00"/],
    ['Mo-Fr 08:00-16:75', /weekdays and times alone/],
    ['Mo-Fr 08:00-26:00', /weekdays and times alone/],
    ['Mo-Fr 08:00-16:00;', /found ""/],
    ['Dec 24 off', /weekdays and times alone/],
    ['Mo-Fr 08:00-16:00 "by appointment"', /weekdays and times alone/],
    // The library opens these the whole day, the first on every holiday.
    ['Mo-Fr 08:00-16:00; PH', /found "PH"/],
    ['Mo-Fr', /found "Mo-Fr"/],
    ['Mo-Fr 08:00-08:00', /ends at another hour/],
    ['off', /a time when it is open/],
    ['PH off; Sa-Su off', /a time when it is open/],
    ['Mo-Fr 08:00-16:00; off', /without weekdays first/],
    // The later part would open it on a holiday that is a weekday.
    ['PH off; Mo-Fr 08:00-16:00', /holidays \(PH\) last/],
    ['Sa,Su,PH 10:00-12:00; Mo-Fr 08:00-16:00', /holidays \(PH\) last/],
    ['24/7; PH off', /weekdays and times alone/],
  ]
  for (const [rule, why] of REFUSED) {
    test(JSON.stringify(rule), () => {
      assert.match(hoursFault(rule) ?? 'no fault', why)
      assert.throws(() => spansOn(rule, day('2026-11-24')))
    })
  }

  test('spaces where a person puts them are no fault', () => {
    const rule = ' Mo - Fr  08:00 - 12:00, 13:00-16:00 ;PH off '
    assert.equal(hoursFault(rule), undefined)
    assert.deepEqual(weekOf(rule), weekOf('Mo-Fr 08:00-12:00,13:00-16:00; PH off'))
  })

  test('a rule of any length is judged at once', () => {
    const begun = performance.now()
    assert.notEqual(hoursFault(`${'Mo-Fr 08:00-16:00,'.repeat(2000)}x`), undefined)
    assert.notEqual(hoursFault(`Mo-Fr ${'08:00-16:00,'.repeat(2000)}x`), undefined)
    assert.ok(performance.now() - begun < 1000)
  })
})

const YEARS_OF_HOLIDAYS = Array.from({ length: 30 }, (_, index) => 2020 + index)
const datesOf = (year: number): readonly LocalDate[] =>
  Array.from({ length: 366 }, (_, index) => addDays(day(`${year}-01-01`), index)).filter((date) =>
    date.startsWith(String(year)),
  )

describe('holidays', () => {
  test('are those of the law on public holidays, in thirty years, and no eve is among them', () => {
    for (const year of YEARS_OF_HOLIDAYS) {
      const found = datesOf(year).filter((date) => spansOn('PH 00:00-24:00', date).length > 0)
      assert.deepEqual(found, [...swedishHolidays(year).keys()].toSorted(), String(year))
    }
  })

  test('Whit Sunday is one and Whit Monday is none; an ordinary Sunday is none', () => {
    assert.equal(spansOn('Mo-Su 08:00-20:00; PH off', day('2027-05-16')).length, 0)
    assert.equal(spansOn('Mo-Su 08:00-20:00; PH off', day('2027-05-17')).length, 1)
    assert.equal(spansOn('Mo-Su 08:00-20:00; PH off', day('2027-05-23')).length, 1)
  })

  test('an office closed on holidays is not said to be open on the eve of midsummer, Christmas or the New Year', () => {
    for (const year of YEARS_OF_HOLIDAYS) {
      for (const eve of swedishEves(year).keys()) assert.deepEqual(spansOn('Mo-Su 08:00-16:00; PH off', day(eve)), [])
    }
  })

  test('with shorter hours on holidays, an eve has what the weekday and the holiday have in common', () => {
    const thursday = day('2026-12-24')
    assert.deepEqual(spansOn('Mo-Fr 08:00-11:00; PH 09:00-14:00', thursday), [{ from: 540, to: 660 }])
    assert.deepEqual(spansOn('Mo-Fr 16:30-24:00; Sa,Su,PH 00:00-24:00', thursday), [{ from: 990, to: 1440 }])
  })

  test('a line that names no holidays is open on an eve and on the holiday as on any day', () => {
    for (const date of ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01', '2027-06-25', '2027-06-26'])
      assert.deepEqual(spansOn('Mo-Su 07:00-21:00', day(date)), [{ from: 420, to: 1260 }])
  })
})

describe('a night belongs to the day it began on', () => {
  test('Friday night is open after midnight though Saturday has hours of its own', () => {
    const rule = 'Mo-Fr 16:30-02:00; Sa-Su 14:00-02:00'
    assert.ok(isOpenAt(rule, new Date('2026-11-27T23:30:00Z')), 'half past midnight, the morning of Saturday')
    assert.deepEqual(spansOn(rule, day('2026-11-28')), [
      { from: 0, to: 120 },
      { from: 840, to: 1440 },
    ])
  })

  test('nothing goes on past midnight from a holiday that is off', () => {
    assert.deepEqual(spansOn('Mo-Su 20:00-03:00; PH off', day('2026-12-27')), [{ from: 1200, to: 1440 }])
  })

  test('the night before a holiday is open to its end', () => {
    assert.deepEqual(spansOn('Mo-Su 20:00-03:00; PH off', day('2027-05-06')), [{ from: 0, to: 180 }])
  })
})

test('spans that meet or overlap are one', () => {
  const rule = 'Mo-Fr 08:00-12:00,12:00-14:00,13:00-16:00; Sa 20:00-04:00; Su 04:00-05:00'
  assert.deepEqual(spansOn(rule, day('2026-11-24')), [{ from: 480, to: 960 }])
  assert.deepEqual(spansOn(rule, day('2026-11-29')), [{ from: 0, to: 300 }])
})

describe('when the clock is changed', () => {
  test('a line that closes in the hour that comes twice closes once', () => {
    const rule = '20:00-02:30'
    const first = new Date('2027-10-31T00:29:00Z')
    assert.deepEqual(openState(rule, first), { open: true, until: new Date('2027-10-31T00:30:00Z') })
    assert.equal(isOpenAt(rule, new Date('2027-10-31T01:10:00Z')), false, 'ten past two for the second time')
  })

  test('a line that closes in the hour that never comes closes when the clock jumps', () => {
    assert.deepEqual(openState('20:00-02:30', new Date('2027-03-28T00:59:00Z')), {
      open: true,
      until: new Date('2027-03-28T01:00:00Z'),
    })
  })
})

test('always open has no next turn, and closed for longer than five weeks neither', () => {
  const midsummer = new Date('2027-06-26T12:00:00Z')
  assert.deepEqual(openState('24/7', midsummer), { open: true, until: undefined })
  assert.deepEqual(openState('Mo-Su 00:00-24:00', midsummer), { open: true, until: undefined })
  assert.deepEqual(openState('PH 10:00-12:00', midsummer), { open: false, next: undefined })
})

describe('a week written out', () => {
  const row = (days: unknown, ...spans: readonly [string, string][]): unknown => ({
    days,
    spans: spans.map(([from, to]) => ({ from, to })),
  })
  const WEEKS: readonly [rule: string, rows: readonly unknown[]][] = [
    ['24/7', [row('every-day', ['00:00', '24:00'])]],
    ['Mo-Su 07:00-21:00', [row('every-day', ['07:00', '21:00'])]],
    ['Mo-Fr 08:00-16:00; PH off', [row({ from: 1, to: 5 }, ['08:00', '16:00']), row('holidays')]],
    [
      'Mo,We,Fr 09:00-12:00; PH off',
      [1, 3, 5].map((day) => row({ from: day, to: day }, ['09:00', '12:00'])).concat([row('holidays')]),
    ],
    ['Su-Th 19:00-21:00', [row({ from: 1, to: 4 }, ['19:00', '21:00']), row({ from: 7, to: 7 }, ['19:00', '21:00'])]],
    [
      'Mo-Fr 16:30-02:00; Sa,Su,PH 14:00-02:00',
      [
        row({ from: 1, to: 5 }, ['16:30', '02:00']),
        row({ from: 6, to: 7 }, ['14:00', '02:00']),
        row('holidays', ['14:00', '02:00']),
      ],
    ],
    ['Mo-Fr 20:00-00:00', [row({ from: 1, to: 5 }, ['20:00', '24:00'])]],
  ]
  for (const [rule, rows] of WEEKS) test(rule, () => assert.deepEqual(weekOf(rule), rows))
})

const CLOCKS = ['Europe/Stockholm', 'America/Santiago', 'Pacific/Apia', 'Asia/Kolkata']

test("the machine's own clock, whose changes are on other days, has no say", () => {
  const script = `
    import { addDays } from '#kernel/dates.ts'
    import { spansOn } from '#kernel/opening-hours.ts'
    const rules = ['00:00-24:00', '00:30-03:30; PH off', 'Mo-Fr 22:00-02:30; Su,PH 01:30-02:30']
    const days = []
    for (let date = '2026-11-01'; date < '2028-11-01'; date = addDays(date, 1))
      days.push(rules.map((rule) => spansOn(rule, date)))
    process.stdout.write(JSON.stringify(days))`
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const inZone = (TZ: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { ...process.env, TZ },
      encoding: 'utf8',
      maxBuffer: 10_000_000,
    })
  const expected = inZone('UTC')
  for (const zone of CLOCKS) assert.ok(inZone(zone) === expected, zone)
})
