import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aVerdict } from '#tests/support/judged.ts'
import { said } from '#tests/support/reports.ts'
import type { Act } from './act.ts'
import { VERDICT_KINDS } from './criteria/verdict.ts'
import { holding, standingOf } from './standing.ts'

const MACHINE = { id: 'F01', mode: 'A' as const }
const PERSON = { id: 'F01', mode: 'B' as const }
const NO = aVerdict('not-met')
const contested = (id: number): Act => said(id, { kind: 'contested', criterion: 'F01', reason: 'Den finns.' })
const kept = (id: number, answers: number): Act =>
  said(id, { kind: 'kept', criterion: 'F01', answers, reason: 'Vi såg den inte.' })
const overruled = (id: number, answers?: number): Act =>
  said(id, { kind: 'overruled', criterion: 'F01', answers, verdict: 'met', reason: 'Den finns.' })
const confirmed = (id: number): Act => said(id, { kind: 'confirmed', criterion: 'F01', reason: undefined })
const withdrawn = (id: number, answers: number): Act => said(id, { kind: 'withdrawn', answers })

test('what the machine judges alone stands as judged, and what a person is to confirm is proposed until she has', () => {
  assert.equal(standingOf(MACHINE, NO, []).state, 'judged')
  assert.equal(standingOf(PERSON, NO, []).state, 'proposed')
  assert.equal(standingOf(PERSON, NO, [confirmed(1)]).state, 'confirmed')
  assert.equal(standingOf(PERSON, aVerdict('cannot-tell'), []).state, 'judged')
})

test('an objection is open until it is answered, and a new one opens it again', () => {
  assert.equal(standingOf(MACHINE, NO, [contested(1)]).state, 'contested')
  assert.equal(standingOf(MACHINE, NO, [contested(1), kept(2, 1)]).state, 'kept')
  const again = standingOf(MACHINE, NO, [contested(1), overruled(2, 1), contested(3)])
  assert.equal(again.state, 'contested')
  // What was ruled holds until somebody rules otherwise.
  assert.equal(again.holds.kind, 'met')
  assert.equal(standingOf(MACHINE, NO, [contested(1), kept(2, 1), contested(3), overruled(4, 3)]).state, 'overruled')
})

test('a ruling counts with its own points, and the machine’s verdict stays beside it', () => {
  const standing = standingOf(MACHINE, NO, [contested(1), overruled(2, 1)])
  assert.deepEqual([standing.holds.kind, standing.holds.points], ['met', 1])
  assert.equal(standing.machine, NO)
  assert.equal(standing.answer?.id, 2)
  const unasked = standingOf(MACHINE, NO, [overruled(1)])
  assert.deepEqual([unasked.state, unasked.answer?.id], ['overruled', 1])
})

test('what is taken back is as if it had not been said', () => {
  assert.equal(standingOf(MACHINE, NO, [contested(1), withdrawn(2, 1)]).state, 'judged')
  assert.equal(standingOf(PERSON, NO, [confirmed(1), withdrawn(2, 1)]).state, 'proposed')
  const back = standingOf(MACHINE, NO, [contested(1), overruled(2, 1), withdrawn(3, 2)])
  assert.deepEqual([back.state, back.holds], ['contested', NO])
})

const anAct = fc.record({
  kind: fc.constantFrom('contested', 'confirmed', 'kept', 'overruled', 'withdrawn', 'looked'),
  criterion: fc.constantFrom('F01', 'K01'),
  answers: fc.integer({ min: 1, max: 8 }),
  verdict: fc.constantFrom(...VERDICT_KINDS),
})
const acts = fc
  .array(anAct, { maxLength: 8 })
  .map((those) => those.map((act, at) => said(at + 1, { reason: 'x', ...act } as never)))

test('whatever is said, the machine’s verdict is never changed, and without a ruling it is what holds', () => {
  fc.assert(
    fc.property(acts, fc.constantFrom(...VERDICT_KINDS), (those, kind) => {
      const machine = aVerdict(kind)
      const standing = standingOf(PERSON, machine, those)
      assert.deepEqual(standing.machine, aVerdict(kind))
      assert.deepEqual(standing.holds.evidence, machine.evidence)
      if (!those.some((act) => act.kind === 'overruled' && act.criterion === 'F01'))
        assert.equal(standing.holds, machine)
    }),
  )
})

test('what is said of one criterion changes no other, and a criterion that is gone keeps what was said of it', () => {
  const verdicts = { F01: NO, K01: NO, Z99: NO }
  const held = holding(verdicts, [overruled(1)], [{ data: MACHINE }, { data: { id: 'K01', mode: 'A' } }])
  assert.deepEqual([held['F01']?.kind, held['K01'], held['Z99']], ['met', NO, NO])
})
