import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { anyVerdicts, aVerdict, verdictsOf } from '#tests/support/judged.ts'
import { scoreOf } from './score.ts'
import { whatFirst } from './first.ts'

const CATALOGUE = [
  { data: { id: 'F01', weight: 5, star: false, effort: 2 as const } },
  { data: { id: 'F05', weight: 2, star: false, effort: 1 as const } },
  { data: { id: 'K01', weight: 5, star: true, effort: 3 as const } },
  { data: { id: 'K03', weight: 3, star: false, effort: 1 as const } },
]
const IDS = CATALOGUE.map(({ data }) => data.id)
const order = (kinds: Parameters<typeof verdictsOf>[0]): readonly string[] =>
  whatFirst(verdictsOf(kinds), CATALOGUE).map(({ id }) => id)

describe('what to change first', () => {
  it('is what gives most for its effort, but a star before all else', () => {
    assert.deepEqual(order({ F01: 'not-met', F05: 'not-met', K01: 'not-met', K03: 'not-met' }), [
      'K01',
      'K03',
      'F01',
      'F05',
    ])
    assert.deepEqual(order({ F01: 'not-met', K03: 'partly', F05: 'not-met' }), ['F01', 'F05', 'K03'])
  })

  it('is nothing that is met, does not apply or could not be told', () => {
    assert.deepEqual(order({ F01: 'met', F05: 'not-applicable', K01: 'cannot-tell' }), [])
  })

  it('says what the score would be after it alone', () => {
    const verdicts = verdictsOf({ F01: 'not-met', K01: 'met' })
    const [mend] = whatFirst(verdicts, CATALOGUE)
    assert.deepEqual([mend?.before, mend?.after], [50, 100])
  })

  it('never promises less than there is, and what it lists is all that is missing', () => {
    fc.assert(
      fc.property(anyVerdicts(IDS), (verdicts) => {
        const mends = whatFirst(verdicts, CATALOGUE)
        for (const { before, after } of mends) assert.ok(after > before)
        const mended = { ...verdicts, ...Object.fromEntries(mends.map(({ id }) => [id, aVerdict('met')])) }
        const { score } = scoreOf(mended, CATALOGUE).total
        assert.ok(score === undefined || score === 100)
      }),
    )
  })
})
