import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadCatalogue } from './catalogue.ts'
import { AREAS } from './criterion.ts'
import { loadProfile2026 } from './profile-2026.ts'

const profile = loadProfile2026(PROJECT_ROOT)
const catalogue = loadCatalogue(PROJECT_ROOT).map(({ data }) => data)
const weight = (of: typeof catalogue): number => of.reduce((sum, criterion) => sum + criterion.weight, 0)

describe('the catalogue of 2026', () => {
  it('is the 58 criteria that the profile names, in its order', () => {
    assert.equal(catalogue.length, 58)
    assert.deepEqual(
      catalogue.map(({ id }) => id),
      AREAS.flatMap((area) => profile.criteria[area]),
    )
  })

  it('weighs 185 in all, and in each area what the profile says', () => {
    assert.equal(weight(catalogue), 185)
    const weights = AREAS.map((area) => [area, weight(catalogue.filter(({ id }) => id.startsWith(area)))])
    assert.deepEqual(Object.fromEntries(weights), profile.weights)
  })

  it('has the five stars of the profile, each of full weight', () => {
    const stars = catalogue.filter(({ star }) => star)
    assert.deepEqual(stars.map(({ id }) => id).toSorted(), profile.stars.toSorted())
    assert.deepEqual(new Set(stars.map(({ weight }) => weight)), new Set([5]))
  })

  it('rests on sources that docs/sources.md names', () => {
    const named = readFileSync(join(PROJECT_ROOT, 'docs/sources.md'), 'utf8')
    const cells = new Set([...named.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => cell.split(', ')))
    assert.deepEqual(
      [...new Set(catalogue.flatMap(({ source }) => source))].filter((source) => !cells.has(source)),
      [],
    )
  })
})
