import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { labelledPages } from '#tests/support/labelled-pages.ts'
import { nationalLines } from '../facts/national-lines.ts'
import { qualityOf, type Compared } from './quality.ts'

const pages = labelledPages(PROJECT_ROOT, 'own', nationalLines(loadReference(PROJECT_ROOT).helplines))
const quality = qualityOf(pages)

/** What the rules hold on the pages that were there when they were written. A change that loses any of it is seen here. */
const FLOOR: Readonly<Record<string, readonly [precision: number, recall: number]>> = {
  numbers: [0.97, 0.97],
  roles: [0.85, 0.85],
  audiences: [0.95, 0.95],
  'ways in': [0.95, 0.95],
  'words in a list': [0.9, 0.9],
  'after hours': [0.95, 0.95],
  kind: [0.95, 0.95],
  languages: [0.95, 0.95],
}

describe('how often the machine is right', () => {
  for (const [fact, [precision, recall]] of Object.entries(FLOOR))
    it(`is not worse than it was: ${fact}`, () => {
      const measured = quality[fact]
      const said = measured?.wrong.join('; ')
      assert.ok((measured?.precision ?? 0) >= precision, `precision ${measured?.precision}: ${said}`)
      assert.ok((measured?.recall ?? 0) >= recall, `recall ${measured?.recall}: ${said}`)
    })

  it('is measured on pages of many shapes', () => {
    assert.ok(pages.length >= 40)
    assert.ok(new Set(pages.map(({ labels }) => labels.kind)).size >= 9)
  })
})

describe('precision and recall', () => {
  const [page] = pages as [Compared]
  const asFound = (languages: readonly string[]): Compared => ({
    ...page,
    name: 'one',
    labels: { ...page.labels, languages: ['sv', 'en'] },
    found: {
      ...page.found,
      languages: languages.map((tag) => ({ tag, characters: 100, found: { url: '', excerpt: '', selector: '' } })),
    },
  })

  it('are shares of what was said and of what was there', () => {
    const { languages } = qualityOf([asFound(['sv', 'fi', 'ar'])])
    assert.equal(languages?.precision, 1 / 3)
    assert.equal(languages?.recall, 1 / 2)
    assert.deepEqual(languages?.wrong, ['one: +fi', 'one: +ar', 'one: -en'])
  })

  it('are nothing where nothing was said', () => {
    const { languages } = qualityOf([asFound([])])
    assert.equal(languages?.precision, undefined)
    assert.equal(languages?.recall, 0)
  })
})
