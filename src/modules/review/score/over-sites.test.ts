import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aVerdict, verdictsOf } from '#tests/support/judged.ts'
import { compareRuns } from './compare.ts'
import { groupCoverage } from './coverage.ts'
import { summaryOf } from './summary.ts'

describe('two runs compared', () => {
  const before = { rules: 'a', verdicts: verdictsOf({ F01: 'not-met', F02: 'met', F03: 'partly', F04: 'cannot-tell' }) }
  const now = { rules: 'a', verdicts: verdictsOf({ F01: 'partly', F02: 'not-met', F03: 'partly', F04: 'met' }) }
  const ids = ['F01', 'F02', 'F03', 'F04']

  it('say better, worse and the same, and nothing of what one of them could not tell', () => {
    assert.deepEqual(
      compareRuns(before, now, ids).map(({ change }) => change),
      ['better', 'worse', 'same', 'not-comparable'],
    )
  })

  it('are not compared when the rules have changed between them', () => {
    const changes = compareRuns(before, { ...now, rules: 'b' }, ids)
    assert.ok(changes.every(({ change }) => change === 'not-comparable'))
    assert.deepEqual(changes[0], { id: 'F01', change: 'not-comparable', before: 'not-met', now: 'partly' })
  })
})

describe('the groups that a site speaks to', () => {
  it('are addressed, weak as a word in a list, or missing, each by its own criterion', () => {
    const seen = {
      url: 'https://granback.example/aldre',
      fetchedAt: '2026-11-25T08:00:00.000Z',
      excerpt: 'Är du äldre?',
      selector: 'h2',
      screenshot: undefined,
    }
    const covered = groupCoverage({
      M04: aVerdict('met', { evidence: [seen] }),
      M05: aVerdict('partly'),
      M06: aVerdict('not-met'),
      M12: aVerdict('not-applicable'),
    })
    const of = (id: string): unknown => covered.find(({ criterion }) => criterion === id)
    assert.deepEqual(of('M04'), { group: 'older', criterion: 'M04', coverage: 'addressed', seen })
    assert.deepEqual(
      ['M05', 'M06', 'M12', 'M01'].map((id) => (of(id) as { coverage: string }).coverage),
      ['weak', 'missing', 'not-applicable', 'cannot-tell'],
    )
  })
})

describe('the country in numbers', () => {
  const catalogue = [
    { data: { id: 'F01', weight: 5, star: false, mode: 'A' as const } },
    { data: { id: 'K05', weight: 3, star: false, mode: 'B' as const } },
  ]
  const site = (group: string | undefined, kinds: Parameters<typeof verdictsOf>[0]) => ({
    group,
    verdicts: verdictsOf(kinds),
  })

  it('counts the sites of each verdict, over all and by the kind of municipality', () => {
    const { sites, criteria, labels } = summaryOf(
      [
        site('C8', { F01: 'met', K05: 'met' }),
        site('A1', { F01: 'not-met', K05: 'not-met' }),
        site(undefined, { F01: 'met', K05: 'met' }),
      ],
      catalogue,
    )
    assert.equal(sites, 3)
    assert.deepEqual(labels, { reaches: 2, partly: 0, 'does-not-reach': 1, 'cannot-say': 0 })
    const [first] = criteria
    assert.deepEqual([first?.all.met, first?.all['not-met']], [2, 1])
    assert.deepEqual(Object.keys(first?.groups ?? {}), ['A1', 'C8'])
    assert.equal(first?.groups['C8']?.met, 1)
  })

  it('names a criterion as not done that the machine is to judge and cannot, of more than a fifth of the sites', () => {
    const untold = [1, 2, 3, 4, 5].map((n) => site('C8', { F01: n === 1 ? 'cannot-tell' : 'met', K05: 'cannot-tell' }))
    const done = (sites: typeof untold): readonly boolean[] => summaryOf(sites, catalogue).criteria.map((c) => c.done)
    assert.deepEqual(done(untold), [true, true])
    assert.deepEqual(done([...untold, site('C8', { F01: 'cannot-tell' })]), [false, true])
  })
})
