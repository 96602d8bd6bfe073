import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aNotice, contacts } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import { parseAddress } from './address.ts'
import { AUDIENCES } from './audience.ts'
import { renderPage } from './render.ts'

const onCall = {
  kind: 'own' as const,
  numbers: ['+46313900651'],
  hours: 'Mo-Fr 16:00-24:00,00:00-08:00; Sa-Su,PH 00:00-24:00',
}
const crises = [
  aNotice({
    id: 1,
    scope: { kind: 'county', code: '14' },
    starts: new Date('2027-01-10T10:07:00Z'),
    ends: new Date('2027-01-12T03:11:00Z'),
  }),
  aNotice({
    id: 2,
    scope: { kind: 'all' },
    starts: new Date('2027-01-11T10:00:00Z'),
    ends: new Date('2027-01-11T23:30:00Z'),
  }),
]
const world = aWorld({ localHelp: [contacts({ onCall })], crises })

const paths = fc.oneof(
  fc.constantFrom(
    '/',
    '/s/1497',
    '/s/en/1497',
    '/s/sv-simple/0000',
    '/s/ar/1497',
    '/k/1497',
    '/f/1497.html',
    '/f/1497.json',
    '/f/1497/e.html',
    '/o',
    '/o/counting',
    '/o/en/traces',
  ),
  fc.constantFrom(...AUDIENCES.map(({ key }) => `/s/1497/${key}`), ...AUDIENCES.map(({ key }) => `/s/0000/${key}`)),
)
/** Moments of a year; many of them on the days when notices begin and end, and when the clock is turned. */
const day = (date: string): fc.Arbitrary<Date> =>
  fc.integer({ min: 0, max: 72 * 3600 }).map((second) => new Date(Date.parse(`${date}T00:00:00Z`) + second * 1000))
const moments = fc.oneof(
  fc
    .integer({ min: 0, max: 365 * 24 * 3600 })
    .map((second) => new Date(Date.parse('2026-11-24T00:00:00Z') + second * 1000)),
  day('2027-01-10'),
  day('2027-03-27'),
  day('2027-10-30'),
)
const RUNS = process.env['RACKHALL_TEST_FULL'] === '1' ? 20_000 : 400

test('a page stays true, letter for letter, until the moment it says', (t) => {
  fc.assert(
    fc.property(
      paths,
      moments,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.constantFrom('live', 'export'),
      (path, now, share, purpose) => {
        const page = renderPage(world, parseAddress(path), now, purpose)
        assert.ok(page?.validUntil !== undefined && page.validUntil > now, path)
        const left = page.validUntil.getTime() - now.getTime()
        for (const part of [share, 1]) {
          const later = new Date(now.getTime() + Math.min(left - 1, Math.floor(left * part)))
          const then = renderPage(world, parseAddress(path), later, purpose)
          assert.ok(
            then?.body === page.body,
            `${path} of ${now.toISOString()} is another at ${later.toISOString()}, before ${page.validUntil.toISOString()}`,
          )
        }
      },
    ),
    { numRuns: RUNS },
  )
  if (RUNS < 20_000) t.diagnostic(`sampled: ${RUNS} of 20 000 pages and moments`)
})

test('a page that is kept and read later never says who is open now, or when somebody opens', () => {
  const says = [...world.prepared.texts.written.values()].flatMap(({ site }) =>
    ['numbers.open', 'numbers.opens-today', 'numbers.opens-tomorrow'].flatMap(
      (id) => site.get(id)?.split('{')[0] ?? [],
    ),
  )
  assert.ok(says.length >= 9 && says.every((said) => said.length > 5))
  fc.assert(
    fc.property(paths, moments, (path, now) => {
      const body = renderPage(world, parseAddress(path), now, 'export')?.body ?? ''
      for (const said of says) assert.ok(!body.includes(said), `${path} says ${said}`)
    }),
    { numRuns: 200 },
  )
  const live = renderPage(world, parseAddress('/s/1497'), new Date('2026-11-25T09:00:00Z'), 'live')?.body ?? ''
  assert.ok(live.includes('Öppet nu till 16.00'), 'the program itself does say so')
})

test('a page is kept by nobody but caches between, and they for a minute at most', () => {
  const page = renderPage(world, parseAddress('/s/1497'), new Date('2026-11-25T09:00:00Z'), 'live')
  assert.equal(page?.headers['Cache-Control'], 'no-store')
  assert.equal(page?.headers['CDN-Cache-Control'], 'max-age=60')
})

test('a help page counts as a visit of its municipality; a piece and a page about the site do not', () => {
  const counted = (path: string): string | false => {
    const page = renderPage(world, parseAddress(path), new Date('2026-11-25T09:00:00Z'), 'live')
    return page?.counted === true && page.scope
  }
  assert.deepEqual(['/s/1497', '/s/en/1497/a', '/k/1497', '/s/ar/1497'].map(counted), ['1497', '1497', '1497', '1497'])
  assert.deepEqual(['/f/1497.html', '/f/1497.json', '/o', '/'].map(counted), [false, false, false, false])
})

test('what is no page has none', () => {
  for (const path of [
    '/s/9999',
    '/s/xx/1497',
    '/s/ar/1497/a',
    '/o/ar',
    '/x',
    '/y',
    '/s/1497/',
    '/nothing',
    '/f/9999.json',
    '/k/9999',
  ])
    assert.equal(renderPage(world, parseAddress(path), new Date(), 'live'), undefined, path)
})
