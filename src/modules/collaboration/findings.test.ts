import assert from 'node:assert/strict'
import { it } from 'node:test'
import { addDays, momentOf, type LocalDate } from '#kernel/dates.ts'
import { aReception, allDecided, serving } from '#tests/support/receptions.ts'
import { TODAY } from '#tests/support/builders.ts'
import { adviceFor, receptionFindings, type Finding } from './findings.ts'
import type { Reception } from './reception.ts'

const NOON = momentOf(TODAY, 720)
const kinds = (receptions: readonly Reception[], now = NOON): readonly Finding['kind'][] =>
  receptionFindings(receptions, now).map(({ kind }) => kind)
const { rota, members } = aReception()
const away = (from: LocalDate, to: LocalDate): Reception =>
  aReception({ rota: { ...rota, absences: [{ member: 'anna', from, to }] } })

it('of a reception with everything decided, two members and a staffed rota there is nothing to say', () => {
  assert.deepEqual(receptionFindings([aReception()], NOON), [])
})

it('a gap is told of within 14 days and not before, with when it begins and who should have been there', () => {
  const wednesday = addDays(TODAY, 1)
  assert.deepEqual(receptionFindings([away(wednesday, wednesday)], NOON), [
    {
      kind: 'gap',
      reception: 'hjo',
      due: momentOf(wednesday, 9 * 60),
      from: momentOf(wednesday, 9 * 60),
      to: momentOf(wednesday, 16 * 60),
      planned: ['anna'],
    },
  ])
  assert.deepEqual(kinds([away(addDays(TODAY, 14), addDays(TODAY, 14))]), ['gap'])
  assert.deepEqual(kinds([away(addDays(TODAY, 15), addDays(TODAY, 15))]), [])
})

it('a gap that is over is told of no more; one that goes on is', () => {
  assert.deepEqual(kinds([away(TODAY, TODAY)], momentOf(TODAY, 15 * 60)), ['gap'])
  assert.deepEqual(kinds([away(TODAY, TODAY)], momentOf(TODAY, 16 * 60)), [])
})

it('each decision that a municipality has not made is told of', () => {
  const { retention: _retention, dpia: _dpia, ...decisions } = allDecided()
  const serves = [{ municipality: '1497', door: 'own' as const, place: 1, decisions }]
  const found = receptionFindings([aReception({ serves })], NOON)
  assert.deepEqual(
    found.map((finding) => finding.kind === 'missing-decision' && `${finding.municipality} ${finding.decision}`),
    ['1497 retention', '1497 dpia'],
  )
})

it('a rota that ends within 14 days is told of, and so is one with no time that anybody keeps', () => {
  assert.deepEqual(kinds([aReception({ rota: { ...rota, until: addDays(TODAY, 14) } })]), ['rota-ends'])
  assert.deepEqual(kinds([aReception({ rota: { ...rota, until: addDays(TODAY, 15) } })]), [])
  assert.deepEqual(kinds([aReception({ rota: { ...rota, week: [] } })]), ['nobody-ahead'])
})

it('a municipality with one officer is led to a shared reception of its county, which introduces them', () => {
  const alone = aReception({ members: members.slice(0, 1) })
  const inCounty = aReception({ name: 'vastra', serves: [serving('1472')] })
  const elsewhere = aReception({ name: 'dalarna', serves: [serving('2021')] })
  const alsoAlone = { ...inCounty, name: 'tibro', members: members.slice(0, 1) }
  assert.deepEqual(adviceFor(alone, [alone, inCounty, elsewhere, alsoAlone]), {
    kind: 'join-a-shared-reception',
    introducer: '14',
    receptions: ['vastra'],
  })
  assert.deepEqual(adviceFor(alone, [alone]), { kind: 'join-a-shared-reception', introducer: '14', receptions: [] })
  assert.deepEqual(adviceFor(aReception(), []), { kind: 'none' })
  assert.deepEqual(kinds([alone]), ['one-member'])
})

it('a pause that leaves a municipality with nobody is told of until it ends', () => {
  const pause = { reason: 'other' as const, since: NOON, until: momentOf(TODAY, 780), to: 'region', by: 'Chefen' }
  assert.deepEqual(kinds([aReception({ pause })]), ['nobody-instead'])
  assert.deepEqual(kinds([aReception({ pause }), aReception({ name: 'region' })]), [])
  assert.deepEqual(kinds([aReception({ pause })], momentOf(TODAY, 780)), [])
})
