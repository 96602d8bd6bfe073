import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { aReception, allDecided, serving } from '#tests/support/receptions.ts'
import { clockChanges } from '#tests/support/slow-hours.ts'
import { slowRota } from '#tests/support/slow-rota.ts'
import { DECISIONS, missingIn } from './decisions.ts'
import { doorsOf, nextPauseTurn, type Door } from './doors.ts'
import type { Reception, Served } from './reception.ts'
import { rotaSchema } from './rota-schema.ts'

const MINUTE = 60_000
const HJO = '1497'
const day = (text: string): LocalDate => text as LocalDate
/** A moment by Stockholm's clock. */
const at = (date: string, hour: number): Date => momentOf(day(date), hour * 60)

const served = (door: Served['door'], place: number, ...codes: string[]): readonly Served[] =>
  (codes.length === 0 ? [HJO] : codes).map((code) => serving(code, { door, place }))

const own = (change: Partial<Reception> = {}): Reception => aReception({ serves: [...served('own', 1)], ...change })
const neighbour = (change: Partial<Reception> = {}): Reception =>
  aReception({ name: 'skovde', serves: [...served('neighbour', 2, HJO, '1496')], ...change })
const regional = (change: Partial<Reception> = {}): Reception =>
  aReception({ name: 'region', serves: [...served('regional', 3, HJO, '1496', '1472')], ...change })

const pausedTo = (to: string): Reception['pause'] => ({
  reason: 'staffing',
  since: at('2027-03-02', 8),
  until: at('2027-03-04', 8),
  to,
  by: 'Enhetschefen',
})

const named = (doors: readonly Door[]): readonly string[] =>
  doors.map(({ reception, kind }) => `${reception.name} ${kind}`)
const NOON = at('2027-03-02', 12)

describe('the doors of a municipality', () => {
  it('come in the order in which it offers them, and only its own', () => {
    const all = [regional(), own(), neighbour()]
    assert.deepEqual(named(doorsOf(all, HJO, NOON)), ['hjo own', 'skovde neighbour', 'region regional'])
    assert.deepEqual(named(doorsOf(all, '1496', NOON)), ['skovde neighbour', 'region regional'])
    assert.deepEqual(doorsOf(all, '0180', NOON), [])
  })

  it('are only those that it has decided all it must for, however the others have decided', () => {
    for (const kind of DECISIONS) {
      const { [kind]: _left, ...decisions } = allDecided()
      assert.deepEqual(missingIn(decisions), [kind])
      const serves = served('regional', 3, HJO, '1496').map((one) =>
        one.municipality === HJO ? { ...one, decisions } : one,
      )
      assert.deepEqual(doorsOf([regional({ serves })], HJO, NOON), [])
      assert.deepEqual(named(doorsOf([regional({ serves })], '1496', NOON)), ['region regional'])
    }
  })

  it('say who answers in a pause, from its first moment until its last', () => {
    const all = [own({ pause: pausedTo('skovde') }), neighbour()]
    const stateAt = (now: Date): Door['state'] | undefined => doorsOf(all, HJO, now)[0]?.state
    const during = stateAt(NOON)
    assert.ok(during?.kind === 'paused' && during.instead?.reception.name === 'skovde')
    assert.deepEqual(during.instead.state, { kind: 'answers', until: at('2027-03-02', 16) })
    assert.equal(stateAt(new Date(at('2027-03-02', 8).getTime() - 1))?.kind, 'next')
    assert.equal(stateAt(at('2027-03-02', 8))?.kind, 'paused')
    assert.deepEqual(stateAt(at('2027-03-04', 8)), { kind: 'next', at: at('2027-03-04', 9) })
    assert.deepEqual(nextPauseTurn(all, at('2027-03-02', 7)), at('2027-03-02', 8))
    assert.deepEqual(nextPauseTurn(all, NOON), at('2027-03-04', 8))
    assert.equal(nextPauseTurn(all, at('2027-03-04', 8)), undefined)
  })

  it('name nobody in a place that is not theirs to give: not there, undecided, or paused too', () => {
    const undecided = neighbour({ serves: [...served('neighbour', 2, '1496')] })
    const pausedToo = neighbour({ pause: pausedTo('hjo') })
    for (const others of [[], [undecided], [pausedToo]]) {
      const state = doorsOf([own({ pause: pausedTo('skovde') }), ...others], HJO, NOON)[0]?.state
      assert.ok(state?.kind === 'paused' && state.instead === undefined)
    }
  })
})

/** A small reception's year: holidays, an illness, a swap, nights, both clock changes, and weeks that nobody covers. */
const rota = rotaSchema.parse({
  until: '2027-12-31',
  week: [
    { hours: 'Mo-Fr 09:00-16:00; PH off', members: ['anna'] },
    { hours: 'Sa 23:00-05:00', members: ['bo'] },
  ],
  shifts: [{ date: '2027-05-06', from: '20:00', to: '02:00', members: ['bo'] }],
  absences: [
    { member: 'anna', from: '2027-02-15', to: '2027-02-19' },
    { member: 'anna', from: '2027-07-05', to: '2027-07-30' },
    { member: 'bo', from: '2027-07-05', to: '2027-07-30' },
  ],
  swaps: [{ date: '2027-02-16', from: 'anna', to: 'bo' }],
})

it('through a year a door says that somebody answers when and only when somebody is there, and else the first real time', () => {
  const slow = slowRota(rota)
  const reception = own({ rota })
  const { toSummer, toWinter } = clockChanges(2027)
  const turns = [toSummer, toWinter].flatMap((turn) =>
    Array.from({ length: 40 }, (_, index) => turn.getTime() + (index - 20) * 15 * MINUTE),
  )
  const days = Array.from({ length: 365 }, (_, index) => addDays(day('2027-01-01'), index))
  const hours = days.flatMap((date) => [1, 4, 8, 9, 12, 15, 16, 23].map((hour) => momentOf(date, hour * 60).getTime()))
  const seen = { answers: 0, next: 0, far: 0 }
  for (const moment of [...hours, ...turns]) {
    const state = doorsOf([reception], HJO, new Date(moment))[0]?.state
    assert.ok(state !== undefined && state.kind !== 'paused')
    const there = slow.at(moment).there.length > 0
    assert.equal(state.kind === 'answers', there, new Date(moment).toISOString())
    if (state.kind === 'answers') seen.answers += 1
    if (state.kind !== 'next') continue
    seen.next += 1
    assert.ok(slow.at(state.at.getTime()).there.length > 0)
    assert.deepEqual(slow.at(state.at.getTime() - MINUTE).there, [])
    if (state.at.getTime() - moment > 7 * 1440 * MINUTE) seen.far += 1
  }
  assert.ok(seen.answers > 500 && seen.next > 1000 && seen.far > 50, JSON.stringify(seen))
})

it('in the weeks of July that nobody covers the page is given August, and no hour before it', () => {
  const state = doorsOf([own({ rota })], HJO, at('2027-07-06', 10))[0]?.state
  assert.ok(state?.kind === 'next')
  assert.deepEqual(stockholm(state.at), { date: '2027-07-31', time: '23:00', weekday: 6, minute: 1380 })
})
