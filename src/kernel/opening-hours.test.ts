import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type OpeningHours from 'opening_hours'
import { parse } from 'yaml'
import { clockChanges, slowHours, swedishEves } from '#tests/support/slow-hours.ts'
import { addDays, momentOf, stockholm, type LocalDate } from './dates.ts'
import { clockOf, hoursFault, isOpenAt, nextTurn, openState, spansOn } from './opening-hours.ts'

const FULL = process.env['RACKHALL_TEST_FULL'] === '1'
const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const day = (text: string): LocalDate => text as LocalDate

/** Two years with both clock changes twice, Easter, midsummer and Christmas. */
const FROM = day('2026-11-01')
const TO = day('2028-11-01')

type Register = readonly { readonly id: string; readonly hours?: { readonly rule: string } }[]
const register = parse(readFileSync(new URL('../../data/helplines.yaml', import.meta.url), 'utf8')) as Register
const ofRegister = [...new Set(register.flatMap(({ hours }) => hours?.rule ?? []))]

const AWKWARD = [
  'Mo-Fr 08:00-16:30; PH off',
  'Mo-Fr 08:00-16:00; PH 09:00-12:00',
  'Mo-Fr 08:07-16:41; PH off',
  'Mo-Su 20:00-03:00',
  'Mo-Su 20:00-03:00; PH off',
  'Mo-Fr 16:30-02:00; Sa-Su 14:00-02:00',
  'Mo-Fr 16:30-02:00; Sa,Su,PH 14:00-02:00',
  'Mo-Fr 16:00-08:00; Sa,Su,PH 00:00-24:00',
  'Fr-Mo 21:00-02:30',
  'Su-Th 19:00-21:00; PH off',
  '01:30-02:30,02:45-05:00',
  '00:00-02:00,23:00-24:00; Su off',
  'Mo,We,Fr 09:00-12:00,13:00-15:00; PH off',
  '08:00-20:00; Sa-Su 10:00-16:00; PH off',
  'PH 10:00-14:00',
]

/** Every turn of a rule, by the slow way: each quarter of an hour is asked, and each minute of those within it changes. */
const slowTurns = (isOpen: (at: number) => boolean, from: number, to: number): readonly number[] => {
  const turns: number[] = []
  let before = isOpen(from)
  for (let quarter = from + QUARTER; quarter <= to; quarter += QUARTER) {
    const open = isOpen(quarter)
    if (open === before) continue
    let minute = quarter - QUARTER + MINUTE
    while (isOpen(minute) === before) minute += MINUTE
    turns.push(minute)
    before = open
  }
  return turns
}

/** What the two ways disagree on at a moment, in words; nothing when they agree. */
const disagreement = (rule: string, at: number, expected: boolean, turn: number | undefined): string | undefined => {
  const moment = new Date(at)
  const open = isOpenAt(rule, moment)
  const found = nextTurn(rule, moment)?.getTime()
  if (open === expected && (found === turn || (found === undefined && isFarAhead(at, turn)))) return undefined
  const { date, time } = stockholm(moment)
  const said = (when: number | undefined): string => (when === undefined ? 'no turn' : new Date(when).toISOString())
  const expectation = `expected ${expected ? 'open' : 'closed'} with ${said(turn)}`
  return `${rule} at ${date} ${time} (${said(at)}): ${expectation}, found ${open ? 'open' : 'closed'} with ${said(found)}`
}

/** Nobody looks further ahead than five weeks. */
const isFarAhead = (at: number, turn: number | undefined): boolean =>
  turn === undefined || turn >= momentOf(addDays(stockholm(new Date(at)).date, 36), 0).getTime()

/** Each quarter of an hour, or one in `every`, and every minute from a quarter before each turn to a quarter after it. */
const walk = (rule: string, every: number): number => {
  const { isOpen } = slowHours(rule)
  const from = momentOf(FROM, 0).getTime()
  const to = momentOf(TO, 0).getTime()
  const turns = slowTurns(isOpen, from - QUARTER, to + 40 * 24 * 60 * MINUTE)
  let asked = 0
  const ask = (at: number, turn: number | undefined): void => {
    const fault = disagreement(rule, at, isOpen(at), turn)
    if (fault !== undefined) assert.fail(fault)
    asked += 1
  }
  let next = 0
  for (let at = from; at < to; at += every * QUARTER) {
    while ((turns[next] ?? Infinity) <= at) next += 1
    ask(at, turns[next])
  }
  for (const [index, turn] of turns.entries()) {
    if (turn >= to) break
    if (index % every !== 0 && !isNearChange(turn)) continue
    next = Math.max(index - 1, 0)
    for (let at = turn - QUARTER; at <= turn + QUARTER; at += MINUTE) {
      while ((turns[next] ?? Infinity) <= at) next += 1
      ask(at, turns[next])
    }
  }
  return asked
}

const isNearChange = (at: number): boolean => {
  const { toSummer, toWinter } = clockChanges(new Date(at).getUTCFullYear())
  return [toSummer, toWinter].some((change) => Math.abs(change.getTime() - at) < 36 * 60 * MINUTE)
}

// Seven and the 96 quarters of a day have no factor in common: within a week every time of day is asked.
const SAMPLE = FULL ? 1 : 7
const YEARS = 'through every quarter of an hour of two years, and every minute around each turn'

describe('hours worked out in two ways agree', () => {
  for (const rule of ofRegister) {
    test(`the register's ${rule}, ${YEARS}`, () => {
      assert.ok(walk(rule, 1) > 70_000)
    })
  }
  for (const rule of AWKWARD) {
    test(`${rule}, ${YEARS}`, (t) => {
      if (SAMPLE > 1 && rule === AWKWARD.at(-1))
        t.diagnostic(`sampled: one in ${SAMPLE} of the quarters and turns of ${AWKWARD.length} awkward rules`)
      assert.ok(walk(rule, SAMPLE) > 70_000 / SAMPLE)
    })
  }
})

/** Rules as a municipality could write them, of every form that is accepted. */
const anyRule: fc.Arbitrary<string> = (() => {
  const weekday = fc.constantFrom('Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su')
  const weekdays = fc.oneof(
    weekday,
    fc.tuple(weekday, weekday).map(([first, last]) => `${first}-${last}`),
  )
  const time = fc.nat(1439).map((minute) => {
    const clock = (part: number): string => String(part).padStart(2, '0')
    return `${clock(Math.floor(minute / 60))}:${clock(minute % 60)}`
  })
  const span = fc
    .tuple(time, fc.oneof(time, fc.constant('24:00')))
    .filter(([from, to]) => from !== to && to !== '00:00')
    .map(([from, to]) => `${from}-${to}`)
  const spans = fc.array(span, { minLength: 1, maxLength: 3 }).map((list) => list.join(','))
  const days = fc.array(weekdays, { minLength: 1, maxLength: 3 }).map((list) => list.join(','))
  const part = fc.tuple(days, fc.oneof({ weight: 4, arbitrary: spans }, { weight: 1, arbitrary: fc.constant('off') }))
  const holidays = fc.constantFrom('PH off', 'PH 09:00-12:00', 'Su,PH 20:00-04:00')
  return fc
    .tuple(
      fc.option(spans, { nil: undefined }),
      fc.array(part, { maxLength: 3 }),
      fc.option(holidays, { nil: undefined }),
    )
    .map(([every, parts, last]) =>
      [every ?? [], parts.map(([selector, what]) => `${selector} ${what}`), last ?? []].flat().join('; '),
    )
    .filter((rule) => /\d/.test(rule))
})()

const anyMoment = fc
  .integer({ min: momentOf(FROM, 0).getTime() / 1000, max: momentOf(TO, 0).getTime() / 1000 })
  .map((second) => second * 1000)

test('every rule that can be written is read, and both ways agree on it at any moment', (t) => {
  const numRuns = FULL ? 20_000 : 400
  if (!FULL) t.diagnostic(`sampled: ${numRuns} of 20000 rules made by chance`)
  fc.assert(
    fc.property(anyRule, anyMoment, (rule, at) => {
      assert.equal(hoursFault(rule), undefined)
      const { isOpen } = slowHours(rule)
      const moment = new Date(at)
      const { date } = stockholm(moment)
      assert.equal(
        isOpenAt(rule, moment),
        isOpen(Math.floor(at / MINUTE) * MINUTE),
        `${rule} at ${moment.toISOString()}`,
      )
      for (let minute = 0; minute < 1440; minute += 13) {
        const then = momentOf(date, minute)
        assert.equal(isOpenAt(rule, then), isOpen(then.getTime()), `${rule} at ${then.toISOString()}`)
      }
    }),
    { numRuns },
  )
})

test('it stays as it is until its next turn, and has turned then', () => {
  fc.assert(
    fc.property(anyRule, anyMoment, fc.double({ min: 0, max: 1, noNaN: true }), (rule, at, part) => {
      const state = openState(rule, new Date(at))
      const turn = state.open ? state.until : state.next
      if (turn === undefined) return
      assert.ok(turn.getTime() > at)
      assert.equal(isOpenAt(rule, new Date(at + Math.floor((turn.getTime() - 1 - at) * part))), state.open)
      assert.equal(isOpenAt(rule, turn), !state.open)
    }),
    { numRuns: 400 },
  )
})

test('the library itself says the same of rules without a night, on days that are no eves', () => {
  const library = createRequire(import.meta.url)('opening_hours') as typeof OpeningHours
  const eves = new Set([2026, 2027, 2028].flatMap((year) => [...swedishEves(year).keys()]))
  for (const rule of [...ofRegister, 'Mo-Fr 08:00-16:00; PH 09:00-12:00', '08:00-20:00; Sa-Su 10:00-16:00; PH off']) {
    const asked = new library(rule, { lat: 59.33, lon: 18.06, address: { country_code: 'se', state: '' } })
    for (let date = FROM; date < TO; date = addDays(date, 1)) {
      if (eves.has(date)) continue
      for (const { from, to } of spansOn(rule, date)) {
        const clock = (minute: number): Date => new Date(`${date}T${clockOf(minute)}:00`)
        assert.ok(asked.getState(clock(from)) && asked.getState(clock(to - 1)), `${rule} on ${date}`)
        if (to < 1440) assert.equal(asked.getState(clock(to)), false, `${rule} on ${date}`)
      }
    }
  }
})
