import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPageCache } from '#platform/http/page-cache.ts'
import { until } from '#tests/support/tab.ts'
import { aWorld } from '#tests/support/world.ts'
import { openSite } from './site.ts'
import { warm } from './warm.ts'

const NOW = new Date('2026-11-25T09:00:00Z')

test('the Swedish front page of every municipality and of no place is made in the background', async () => {
  const { prepared, facts, receptions } = aWorld()
  const site = openSite(prepared, { facts, receptions }, [], () => NOW)
  const pages = openPageCache(site.version)
  const made: string[] = []
  const pass = warm({ ...site, page: (path, at) => (made.push(path), site.page(path, at)) }, pages, () => NOW)
  pass.run()
  assert.deepEqual(made, [], 'nobody waits for it')
  pass.run()
  await until('all of them', async () => made.length >= 291)
  assert.equal(new Set(made).size, 291, 'a pass that is asked for twice is made once')
  for (const code of ['0000', '1497', '2510']) assert.ok(pages.get(`/s/${code}`, NOW.getTime()), code)

  const before = made.length
  site.changed({ facts, receptions }, '1497')
  pass.run()
  await until('what is no longer true', async () => made.length > before)
  assert.deepEqual(made.slice(before), ['/s/1497'])
  pass.stop()
})

test('a pass that is stopped ends, and others are answered in between', async () => {
  const { prepared, facts, receptions } = aWorld()
  const site = openSite(prepared, { facts, receptions }, [], () => NOW)
  const made: string[] = []
  const pass = warm(
    { ...site, page: (path, at) => (made.push(path), site.page(path, at)) },
    openPageCache(site.version),
    () => NOW,
  )
  pass.run()
  await until('the first', async () => made.length > 0)
  pass.stop()
  const stopped = made.length
  assert.ok(stopped < 291, 'one page at a time')
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(made.length, stopped)
})
