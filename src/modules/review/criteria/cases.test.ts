import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { criterionCases } from '#tests/support/criterion-case.ts'
import { nationalLines } from '../facts/national-lines.ts'
import { loadCatalogue } from './catalogue.ts'

const catalogue = loadCatalogue(PROJECT_ROOT)
const cases = criterionCases(PROJECT_ROOT, nationalLines(loadReference(PROJECT_ROOT).helplines))

/** As many saved sites as a criterion must have: one that is met, one that is not, one that tempts. */
const FEWEST = 3

for (const { data, judge, words } of catalogue) {
  const own = cases.filter(({ criterion }) => criterion === data.id)
  describe(`${data.id} ${data.name.en}`, () => {
    for (const { name, expected, site } of own)
      it(`says ${expected.expect} of the saved site ${name}`, () => {
        const verdict = judge(site, words)
        assert.equal(`${verdict.kind}, ${verdict.reason}`, `${expected.expect}, ${expected.reason}`)
        if (expected.points !== undefined) assert.equal(verdict.points, expected.points)
        const { excerpt } = expected
        if (excerpt !== undefined)
          assert.ok(
            verdict.evidence.some((shown) => shown.excerpt?.includes(excerpt)),
            `${JSON.stringify(excerpt)} in ${JSON.stringify(verdict.evidence)}`,
          )
        assert.ok(data.reasons[verdict.reason] !== undefined, `the data tells of the reason ${verdict.reason}`)
        if (verdict.kind === 'met' || verdict.kind === 'partly')
          assert.ok(verdict.evidence.length > 0, 'it shows where it saw that')
      })

    it('has a saved site that is met, one that is not, and one that tempts, so that no constant would do', () => {
      assert.ok(own.length >= FEWEST, `${own.length} of ${FEWEST} saved sites`)
      assert.ok(own.some(({ name }) => name.startsWith('tempts')))
      assert.ok(new Set(own.map(({ expected }) => expected.expect)).size > 1)
    })

    it('says everything it can say in words, and nothing that it never says', () => {
      const said = new Set(own.map(({ expected }) => expected.reason))
      assert.deepEqual(
        Object.keys(data.reasons).filter((reason) => !said.has(reason)),
        [],
      )
    })
  })
}

describe('the saved sites', () => {
  it('belong to a criterion, every one', () => {
    const ids = new Set(catalogue.map(({ data }) => data.id))
    assert.deepEqual(
      cases.filter(({ criterion }) => !ids.has(criterion)).map(({ criterion, name }) => `${criterion}/${name}`),
      [],
    )
  })
})
