import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { theReference } from '#tests/support/builders.ts'
import { aLine } from '#tests/support/helplines.ts'
import type { Helpline } from './helpline.ts'
import { answeringAt, canBeCalled, firstAmong, type Answering } from './opening.ts'

/** A Tuesday, nine in the morning in Stockholm. */
const NINE = new Date('2026-11-24T08:00:00Z')
const at = (text: string): Date => new Date(text)
const withHours = (rule: string, confidence: 'H' | 'M' | 'L' | '?' = 'H'): Helpline =>
  aLine({ hours: { rule, confidence } })

describe('whether a line answers', () => {
  test('always', () => assert.deepEqual(answeringAt(withHours('24/7', 'M'), NINE), { kind: 'always' }))

  test('until it closes', () => {
    assert.deepEqual(answeringAt(withHours('Mo-Fr 08:30-16:00; PH off'), NINE), {
      kind: 'open',
      until: at('2026-11-24T15:00:00Z'),
    })
  })

  test('when it opens: after the holiday, not on it', () => {
    assert.deepEqual(answeringAt(withHours('Mo-Fr 08:30-16:00; PH off'), at('2026-12-23T20:00:00Z')), {
      kind: 'opens',
      at: at('2026-12-28T07:30:00Z'),
    })
  })

  test('unsure hours are never said to be open, nor closed', () => {
    for (const confidence of ['L', '?'] as const)
      for (const rule of ['24/7', 'Mo-Fr 08:00-10:00', 'Sa 10:00-12:00'])
        assert.deepEqual(answeringAt(withHours(rule, confidence), NINE), { kind: 'unsure' })
  })

  test('unknown without hours', () =>
    assert.deepEqual(answeringAt(aLine({ hours: undefined }), NINE), { kind: 'unknown' }))
})

test('what can be called has a number, and somebody who speaks', () => {
  assert.ok(canBeCalled(aLine()))
  assert.ok(!canBeCalled(aLine({ numbers: [] })))
  assert.ok(!canBeCalled(aLine({ channels: ['text'] })), 'a relay for text telephones')
})

type Row = { readonly id: string; readonly answering: Answering; readonly mandatory: boolean }
const row = (id: string, answering: Answering, mandatory = false): Row => ({ id, answering, mandatory })
const ids = (rows: readonly Row[]): readonly string[] => firstAmong(rows).map(({ id }) => id)

describe('whom to call first', () => {
  const open = (id: string): Row => row(id, { kind: 'open', until: at('2026-11-24T15:00:00Z') })
  const always = (id: string, mandatory = false): Row => row(id, { kind: 'always' }, mandatory)
  const opens = (id: string, hour: number): Row => row(id, { kind: 'opens', at: at(`2026-11-25T${hour}:00:00Z`) })
  const unsure = (id: string, mandatory = false): Row => row(id, { kind: 'unsure' }, mandatory)

  test('two at most, of those that answer now in the order of the page', () => {
    assert.deepEqual(ids([unsure('u'), open('a'), always('b'), open('c')]), ['a', 'b'])
  })

  test('closed now: the one that opens next comes before those that open later (D6)', () => {
    assert.deepEqual(ids([opens('late', 16), opens('soon', 10), unsure('u')]), ['soon', 'late'])
    assert.deepEqual(ids([opens('late', 16), opens('soon', 10), open('now')]), ['now', 'soon'])
  })

  test('a line that perhaps answers stands where nobody surely does', () => {
    assert.deepEqual(ids([unsure('u'), always('a')]), ['a', 'u'])
  })

  test('of those that perhaps answer, a mandatory one first', () => {
    assert.deepEqual(ids([unsure('a'), row('b', { kind: 'unknown' }), unsure('must', true)]), ['must', 'a'])
  })

  test('a line that surely answers never gives way to one that perhaps does', () => {
    const anyRow = fc
      .record({
        answering: fc.constantFrom<Answering>(
          { kind: 'always' },
          { kind: 'unsure' },
          { kind: 'unknown' },
          opens('', 10).answering,
        ),
        mandatory: fc.boolean(),
      })
      .map(({ answering, mandatory }) => row('', answering, mandatory))
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
        const first = firstAmong(rows)
        assert.equal(first.length, Math.min(2, rows.length))
        const sure = rows.filter(({ answering }) => answering.kind === 'always').length
        assert.equal(first.filter(({ answering }) => answering.kind === 'always').length, Math.min(2, sure))
      }),
    )
  })
})

test('of the shipped register, every line with sure hours says when it turns, or that it always answers', () => {
  for (const line of theReference().helplines) {
    const { kind } = answeringAt(line, NINE)
    const sure = line.hours?.confidence === 'H' || line.hours?.confidence === 'M'
    assert.equal(sure, kind === 'always' || kind === 'open' || kind === 'opens', line.id)
  }
})
