import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { anyVerdicts, aVerdict, verdictsOf } from '#tests/support/judged.ts'
import { scoreOf, type Weighed } from './score.ts'

const criterion = (id: string, weight: number, star = false): { readonly data: Weighed } => ({
  data: { id, weight, star },
})
const CATALOGUE = [
  criterion('F01', 5),
  criterion('F02', 4),
  criterion('K01', 5, true),
  criterion('K03', 3),
  criterion('M12', 1),
  criterion('T06', 3),
]
const IDS = CATALOGUE.map(({ data }) => data.id)
const anyOf = anyVerdicts(IDS)
const anId = fc.constantFrom(...IDS)

const score = (verdicts: Parameters<typeof scoreOf>[0]): ReturnType<typeof scoreOf> => scoreOf(verdicts, CATALOGUE)

/** Two shares that are the same but for the last digits of a computer. */
const near = (a: number | undefined, b: number | undefined): boolean => Math.abs((a ?? -1) - (b ?? -1)) < 1e-9

describe('the score', () => {
  it('is the weight that was reached, of the weight that could be assessed', () => {
    const { total, areas } = score(verdictsOf({ F01: 'met', F02: 'partly', K01: 'not-met', K03: 'cannot-tell' }))
    assert.equal(total.score, ((5 + 2) / (5 + 4 + 5)) * 100)
    assert.equal(total.assessable, (5 + 4 + 5) / 21)
    assert.equal(areas.F.score, (7 / 9) * 100)
    assert.deepEqual(areas.K, { score: 0, assessable: 5 / 8 })
  })

  it('is nothing, and not nought, where nothing could be assessed', () => {
    assert.deepEqual(score({}).total, { score: undefined, assessable: 0 })
    assert.deepEqual(score(verdictsOf({ M12: 'not-applicable' })).areas.M, { score: undefined, assessable: undefined })
    assert.deepEqual(score({}).areas.D, { score: undefined, assessable: undefined })
  })

  it('takes the points that a criterion names itself', () => {
    assert.equal(score({ T06: aVerdict('partly', { points: 0.25 }) }).areas.T.score, 25)
  })

  it('never falls when one more criterion is met', () => {
    fc.assert(
      fc.property(anyOf, anId, (verdicts, id) => {
        const before = score(verdicts).total.score ?? 0
        const after = score({ ...verdicts, [id]: aVerdict('met') }).total.score ?? 0
        assert.ok(after >= before - 1e-9, `${before} → ${after}`)
      }),
    )
  })

  it('stays between 0 and 100, and the share assessable between 0 and 1', () => {
    fc.assert(
      fc.property(anyOf, (verdicts) => {
        const { total, areas } = score(verdicts)
        for (const { score: points = 0, assessable = 0 } of [total, ...Object.values(areas)])
          assert.ok(points >= 0 && points <= 100 && assessable >= 0 && assessable <= 1)
      }),
    )
  })

  it('is the same as if what does not apply were no criterion at all', () => {
    fc.assert(
      fc.property(anyOf, anId, (verdicts, id) => {
        const without = scoreOf(
          verdicts,
          CATALOGUE.filter(({ data }) => data.id !== id),
        )
        const { total } = score({ ...verdicts, [id]: aVerdict('not-applicable') })
        assert.ok(near(total.score, without.total.score))
        assert.ok(near(total.assessable, without.total.assessable))
      }),
    )
  })

  it('is the same for what could not be told, but rests on less', () => {
    fc.assert(
      fc.property(anyOf, anId, (verdicts, id) => {
        const less = scoreOf(
          verdicts,
          CATALOGUE.filter(({ data }) => data.id !== id),
        )
        const { total } = score({ ...verdicts, [id]: aVerdict('cannot-tell') })
        assert.ok(near(total.score, less.total.score))
        assert.ok((total.assessable ?? 0) <= (less.total.assessable ?? 1) + 1e-9)
      }),
    )
  })
})

describe('the word for it', () => {
  const all = verdictsOf(Object.fromEntries(IDS.map((id) => [id, 'met' as const])))
  const label = (kinds: Parameters<typeof verdictsOf>[0]): string => score({ ...all, ...verdictsOf(kinds) }).label

  it('is that it reaches from 80 points', () => {
    assert.equal(label({}), 'reaches')
    assert.equal(label({ F02: 'not-met' }), 'reaches')
    assert.equal(label({ F01: 'not-met' }), 'partly')
  })

  it('is at most partly while a star is not met, whatever the points', () => {
    const heavy = CATALOGUE.map(({ data }) => criterion(data.id, data.star ? 1 : 5, data.star))
    const { total, label: word } = scoreOf({ ...all, K01: aVerdict('not-met') }, heavy)
    assert.ok((total.score ?? 0) > 80)
    assert.equal(word, 'partly')
  })

  it('is not said where a star that could not be told might have changed it', () => {
    assert.equal(label({ K01: 'cannot-tell' }), 'cannot-say')
    assert.equal(label({ K01: 'cannot-tell', F01: 'not-met' }), 'partly')
  })

  it('is that it does not reach, under half of the points', () => {
    assert.equal(label({ F01: 'not-met', K01: 'not-met', K03: 'partly' }), 'does-not-reach')
  })

  it('is not said where too little could be assessed', () => {
    assert.equal(label({ F01: 'cannot-tell', F02: 'cannot-tell' }), 'cannot-say')
    assert.equal(score({}).label, 'cannot-say')
  })
})
