import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contacts } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import { openSite, type Site } from './site.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const opened = (): Site => {
  const { prepared, facts, receptions } = aWorld()
  return openSite(prepared, { facts, receptions }, [], () => NOW)
}
const bodyAt = (site: Site, path: string): string => site.page(path, NOW)?.body ?? ''

test('facts of one municipality make its pages old, and no other’s', () => {
  const site = opened()
  const before = ['1497', '1280', 'o'].map(site.version)
  assert.ok(!bodyAt(site, '/s/1497').includes('031-390 06 50'))
  site.changed(aWorld({ localHelp: [contacts()] }), '1497')
  assert.deepEqual(['1497', '1280', 'o'].map(site.version), [(before[0] ?? 0) + 1, before[1], before[2]])
  assert.ok(bodyAt(site, '/s/1497').includes('031-390 06 50'))
})

test('facts that could be about any place make every page old', () => {
  const site = opened()
  const scopes = ['1497', '0000', '1280', 'o']
  const before = scopes.map(site.version)
  site.changed(aWorld())
  for (const [index, scope] of scopes.entries()) assert.ok(site.version(scope) > (before[index] ?? 0), scope)
})

test('written visits make the pages about the site old, and stand on the counting page', () => {
  const site = opened()
  const [about, help] = ['o', '1497'].map(site.version)
  site.counted([{ code: '1497', month: '2026-11-01', visits: 60 }])
  assert.deepEqual([site.version('o'), site.version('1497')], [(about ?? 0) + 1, help])
  assert.match(bodyAt(site, '/o/counting'), /<td>2026-11<\/td><td>Hjo<\/td><td>60<\/td>/)
})

test('a fault’s page and an answer come without being kept', () => {
  const site = opened()
  for (const answer of [
    site.fault('not-found', 404),
    site.answer({ method: 'GET', path: '/nothing', form: new URLSearchParams() }, NOW),
  ]) {
    assert.equal(answer.status, 404)
    assert.equal(answer.validUntil, undefined)
    assert.equal(answer.counted, false)
  }
})
