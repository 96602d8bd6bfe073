import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddress } from './address.ts'
import { HELP_SITE_ROUTES } from './index.ts'

const ANYONE = 'a person who looks for help is never asked who she is'
const LEAVING = 'leaving must never fail, so that no method, size or origin is refused'
const PUBLISHED = 'pieces for other sites, with nothing in them that is not public'

test('the addresses anybody may come in by are these, each for its reason', () => {
  const lines = HELP_SITE_ROUTES.map(({ method, path, access }) => [
    `${method} ${path}`,
    access.kind === 'open' ? access.why : '',
  ])
  assert.deepEqual(lines, [
    ['GET /', ANYONE],
    ['POST /', ANYONE],
    ['GET /s/:code', ANYONE],
    ['GET /s/:code/:key', ANYONE],
    ['GET /s/:language/:code', ANYONE],
    ['GET /s/:language/:code/:key', ANYONE],
    ['GET /k/:code', ANYONE],
    ['GET /f/:code.html', PUBLISHED],
    ['GET /f/:code.json', PUBLISHED],
    ['GET /f/:code/:key.html', PUBLISHED],
    ['GET /f/:code/:key.json', PUBLISHED],
    ['GET /o', ANYONE],
    ['GET /o/:page', ANYONE],
    ['GET /o/:language', ANYONE],
    ['GET /o/:language/:page', ANYONE],
    ['GET /o/review', ANYONE],
    ['GET /o/review/how', ANYONE],
    ['GET /o/review/:code', ANYONE],
    ['GET /o/en/review', ANYONE],
    ['GET /o/en/review/how', ANYONE],
    ['GET /o/en/review/:code', ANYONE],
    ['GET /o/review.csv', PUBLISHED],
    ['GET /o/review.json', PUBLISHED],
    ['GET /o/review/:code.json', PUBLISHED],
    ['POST /x', LEAVING],
    ['GET /x', LEAVING],
    ['POST /x/:code', LEAVING],
    ['GET /x/:code', LEAVING],
    ['GET /y', LEAVING],
    ['GET /y/:code', LEAVING],
  ])
})

test('every one of them is an address that is understood', () => {
  const example = (path: string): string =>
    path.replace(':code', '1497').replace(':key', 'a').replace(':language', 'en').replace(':page', 'traces')
  for (const { path } of HELP_SITE_ROUTES) {
    const { kind } = parseAddress(example(path))
    assert.ok(kind !== 'unknown' && kind !== 'moved', path)
  }
})

test('nothing telling stands in any of them', () => {
  for (const { path } of HELP_SITE_ROUTES) assert.doesNotMatch(path, /v[aå]ld|hj[aä]lp|help|violence|abuse|jour|kris/i)
})
