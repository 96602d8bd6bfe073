import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDatabase } from '#tests/support/database.ts'
import { stockholm } from '#kernel/dates.ts'
import { PROJECT_ROOT } from '../config.ts'
import { isOpen, type Answer, type Visit } from '../http/staff-routes.ts'
import { readWords } from '../http/words.ts'
import { wayOn } from './entering.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { openThrottle } from './throttle.ts'

const NOW = new Date('2026-11-24T08:00:00Z')

const aVisit = (change: Partial<Visit> = {}): Visit => ({
  now: NOW,
  today: stockholm(NOW).date,
  path: '/sign-in',
  params: {},
  query: new URLSearchParams(),
  form: new URLSearchParams({ answer: 'nonsense' }),
  language: 'sv',
  say: readWords(PROJECT_ROOT).sv,
  from: '192.0.2.1',
  device: 'Firefox, Linux',
  attempt: undefined,
  origin: 'http://localhost:3001',
  ...change,
})

const statusOf = (answer: Answer): number => (answer.kind === 'page' ? (answer.status ?? 200) : 0)

test('after many failures one address waits, and every other signs in as before', async (t) => {
  const routes = signInRoutes({ db: await aDatabase(t), throttle: openThrottle(), broke: () => {} })
  const route = routes.find(({ method, path }) => method === 'POST' && path === '/sign-in')
  assert.ok(route !== undefined && isOpen(route))
  for (let n = 0; n < 20; n += 1) assert.equal(statusOf(await route.handle(aVisit(), undefined)), 422)
  const waiting = await route.handle(aVisit(), undefined)
  assert.equal(statusOf(waiting), 429)
  assert.match(waiting.kind === 'page' ? String(waiting.page.main) : '', /Försök igen om 10 min\. Ingen har låsts ute/)
  assert.equal(statusOf(await route.handle(aVisit({ from: '192.0.2.2' }), undefined)), 422)
})

test('a sign-in that was begun in another browser, or too long ago, is begun again', async (t) => {
  const routes = signInRoutes({ db: await aDatabase(t), throttle: openThrottle(), broke: () => {} })
  const route = routes.find(({ path }) => path === '/sign-in/callback')
  assert.ok(route !== undefined && isOpen(route))
  const query = new URLSearchParams({ code: 'any', state: 'any' })
  const answer = await route.handle(aVisit({ query }), undefined)
  assert.equal(statusOf(answer), 403)
  assert.match(answer.kind === 'page' ? String(answer.page.main) : '', /Börja om härifrån/)
})

test('after signing in one comes to a page of ours, never to another site', () => {
  assert.equal(wayOn('/helplines/bris'), '/helplines/bris')
  for (const to of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/a\nb', 'javascript:1'])
    assert.equal(wayOn(to), '/', String(to))
})
