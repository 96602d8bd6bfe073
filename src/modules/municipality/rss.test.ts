import assert from 'node:assert/strict'
import test from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { theReference } from '#tests/support/builders.ts'
import { readRss } from './rss.ts'

test('a county has one structure, assumed, but for Västra Götaland with several', () => {
  const rssOf = readRss(PROJECT_ROOT)
  const several = theReference()
    .municipalities.counties.map(({ code }) => code)
    .filter((code) => rssOf(code).structures === 'several')
  assert.deepEqual(several, ['14'])
  assert.match(rssOf('05').known, /planning assumption/)
})

test('Kungsbacka in Halland is served from Västra Götaland, too', () => {
  const { alsoServes } = readRss(PROJECT_ROOT)('14')
  assert.deepEqual(alsoServes, ['1384'])
  assert.equal(theReference().municipalities.get('1384')?.name, 'Kungsbacka')
})
