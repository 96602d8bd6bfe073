import assert from 'node:assert/strict'
import { it } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { criterionCases } from '#tests/support/criterion-case.ts'
import { nationalLines } from '../facts/national-lines.ts'
import { judgeSite, loadCatalogue } from './catalogue.ts'

const catalogue = loadCatalogue(PROJECT_ROOT)
const cases = criterionCases(PROJECT_ROOT, nationalLines(loadReference(PROJECT_ROOT).helplines))
const saved = cases.find(({ criterion, name }) => criterion === 'B02' && name === 'met')?.site
assert.ok(saved !== undefined)

it('without a browser these criteria cannot tell, and no others change what they say', () => {
  const shown = judgeSite(saved, catalogue)
  const unseen = judgeSite({ ...saved, browser: undefined }, catalogue)
  const changed = Object.keys(unseen).filter((id) => unseen[id]?.kind !== shown[id]?.kind)
  assert.deepEqual(changed, ['B01', 'B02', 'B05', 'B06', 'B07', 'B09', 'T06'])
  assert.ok(changed.every((id) => unseen[id]?.kind === 'cannot-tell'))
})

it('the data of a criterion says that it needs a browser when, and only when, it cannot tell without one', () => {
  const blind = catalogue.filter(({ judge, words }) =>
    cases.every(({ site }) =>
      ['cannot-tell', 'not-applicable'].includes(judge({ ...site, browser: undefined }, words).kind),
    ),
  )
  assert.deepEqual(
    blind.map(({ data }) => data.id),
    ['B01', 'B02', 'B05', 'B06', 'B07', 'B09', 'T06'],
  )
  assert.deepEqual(
    catalogue.filter(({ data }) => data.needs.includes('browser')).map(({ data }) => data.id),
    blind.map(({ data }) => data.id),
  )
})
