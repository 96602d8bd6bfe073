import assert from 'node:assert/strict'
import test from 'node:test'
import { aCapture } from '#tests/support/review-archive.ts'
import type { Capture } from './capture.ts'
import { robotsOf } from './robots.ts'

const ADDRESS = 'https://granback.example/robots.txt'
const asked = (body: string, parts: Partial<Capture> = {}) =>
  robotsOf(ADDRESS, aCapture({ url: ADDRESS, purpose: 'robots', ...parts, body }))
const STOD = 'https://granback.example/stod'

test('a site without robots.txt allows everything, one that could not answer nothing', () => {
  assert.equal(asked('', { status: 404 }).allows(STOD), true)
  assert.equal(asked('', { status: 403 }).allows(STOD), true)
  assert.equal(asked('', { status: 500 }).allows(STOD), false)
  assert.equal(asked('', { status: 503 }).allows(STOD), false)
  const { allows, unanswered } = asked('', { status: 0, failure: 'timeout' })
  assert.deepEqual([allows(STOD), unanswered], [false, 'timeout'])
})

test('what is said of this program by name comes before what is said of all', () => {
  const rules = 'User-agent: *\nDisallow: /\n\nUser-agent: Rackhall\nDisallow: /intranat\nAllow: /intranat/oppet\n'
  const { allows } = asked(rules)
  assert.equal(allows(STOD), true)
  assert.equal(allows('https://granback.example/intranat/a'), false)
  assert.equal(allows('https://granback.example/intranat/oppet/a'), true)
})

test('a Crawl-delay is kept up to half a minute', () => {
  assert.equal(asked('User-agent: *\nCrawl-delay: 4').delayMs, 4000)
  assert.equal(asked('User-agent: *\nCrawl-delay: 3600').delayMs, 30_000)
  assert.equal(asked('User-agent: *\nCrawl-delay: soon').delayMs, 0)
  assert.equal(asked('User-agent: *\nCrawl-delay: -4').delayMs, 0)
})

test('a page that is shown for every address is no rules', () => {
  assert.equal(asked('<!doctype html><p>User-agent: *\nDisallow: /').allows(STOD), true)
})

test('the sitemaps it names are given as they stand', () => {
  assert.deepEqual(asked('Sitemap: https://granback.example/karta.xml').sitemaps, [
    'https://granback.example/karta.xml',
  ])
})
