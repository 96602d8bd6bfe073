import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aWorld } from '#tests/support/world.ts'
import { parseAddress } from './address.ts'
import { answerTo } from './answers.ts'
import { renderPage } from './render.ts'

/* Any path and any form, without a line in between. */

const world = aWorld()

const anyPath = fc.oneof(
  fc.webPath(),
  fc.string().map((text) => `/${text}`),
  fc
    .array(
      fc.constantFrom(
        's',
        'k',
        'f',
        'o',
        'x',
        'y',
        '1497',
        '0000',
        '9999',
        'sv',
        'en',
        'ar',
        'EN',
        'a',
        'zz',
        'traces',
        '1497.html',
        'a.json',
        '',
        '..',
        '%ff',
        '?q',
      ),
      { maxLength: 5 },
    )
    .map((parts) => `/${parts.join('/')}`),
)
const anyForm = fc.oneof(
  fc.webQueryParameters().map((query) => new URLSearchParams(query)),
  fc
    .record(
      {
        q: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('hjo', 'håbo', 'Malmö', '1497')),
        l: fc.constantFrom('sv', 'en', 'ar', 'xx', '__proto__'),
        a: fc.constantFrom('a', 'e', 'zz', ''),
        n: fc.constant('1'),
        to: fc.constant('1'),
      },
      { requiredKeys: [] },
    )
    .map((fields) => new URLSearchParams(fields as Record<string, string>)),
)

test('for any path and any form: never 5xx, always the way out but where one is sent on', () => {
  fc.assert(
    fc.property(fc.constantFrom('GET', 'HEAD', 'POST'), anyPath, anyForm, (method, path, fields) => {
      const now = new Date('2026-11-25T09:00:00Z')
      const page = method === 'POST' ? undefined : renderPage(world, parseAddress(path), now, 'live')
      const { status, body, headers } = page ?? answerTo(world, { method, path, form: fields }, now)
      assert.ok(status < 500)
      const sentOn = headers['Location'] ?? headers['Content-Location']
      const leaving = /^\/x(?:\/|\?|$)/.test(path)
      const piece = path.startsWith('/f/') && status === 200
      if (sentOn !== undefined) {
        assert.ok(body === '' && [204, 302, 303, 308].includes(status))
        assert.ok(sentOn === world.prepared.exitUrl || /^\/(?:[skfo](?:\/[\w.-]+)*)?$/.test(sentOn), sentOn)
      } else if (!leaving && !piece) assert.ok(body.includes('<form id="exit" method="post"'))
      assert.doesNotMatch(Object.values(headers).join(), /[\r\n]/)
    }),
    { numRuns: process.env['RACKHALL_TEST_FULL'] === '1' ? 20_000 : 500 },
  )
})

test('the paths and forms above are sampled', (t) => {
  if (process.env['RACKHALL_TEST_FULL'] !== '1') t.diagnostic('sampled: 500 of 20 000 paths and forms')
})

test('an old code moves to its successor, whatever the page', () => {
  const { municipalities } = world.facts
  const merged = {
    ...world,
    facts: {
      ...world.facts,
      municipalities: {
        ...municipalities,
        successorOf: (code: string) => (code === '1399' ? municipalities.get('1497')?.code : undefined),
      },
    },
  }
  for (const [from, to] of [
    ['/s/1399', '/s/1497'],
    ['/s/1399/a', '/s/1497/a'],
    ['/s/en/1399/b', '/s/en/1497/b'],
    ['/s/ar/1399', '/s/ar/1497'],
    ['/k/1399', '/k/1497'],
    ['/f/1399.html', '/f/1497.html'],
    ['/f/1399/a.json', '/f/1497/a.json'],
  ] as const) {
    const { status, headers } = answerTo(merged, { method: 'GET', path: from, form: new URLSearchParams() }, new Date())
    assert.deepEqual([status, headers['Location']], [308, to])
  }
})
