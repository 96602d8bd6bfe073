import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contacts } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import { parseAddress } from '../address.ts'
import { renderPage } from '../render.ts'
import { exportAddresses, fileOf, narrowedTo } from './addresses.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const hjo = (world = aWorld()): ReturnType<typeof aWorld> => narrowedTo(world, new Set(['1497']))

test('every address of a copy has a page, and a file that no other address has', () => {
  const world = hjo()
  const addresses = exportAddresses(world)
  for (const { path } of addresses) {
    const page = renderPage(world, parseAddress(path), NOW, 'export')
    assert.equal(page?.status, 200, path)
  }
  assert.equal(new Set(addresses.map(({ path }) => fileOf(path))).size, addresses.length)
})

test('a whole copy has every municipality and no place, in every language', () => {
  const world = aWorld()
  const paths = new Set(exportAddresses(world).map(({ path }) => path))
  assert.equal(world.facts.municipalities.all.length, 290)
  for (const code of ['0000', ...world.facts.municipalities.all.map((municipality) => municipality.code)]) {
    for (const path of [
      `/s/${code}`,
      `/s/${code}/a`,
      `/s/en/${code}/e`,
      `/s/ar/${code}`,
      `/k/${code}`,
      `/f/${code}.json`,
    ])
      assert.ok(paths.has(path), path)
  }
})

test('front pages are written before all others, for in a crisis they are asked for most', () => {
  const paths = exportAddresses(aWorld()).map(({ path }) => path)
  const lastFront = paths.findLastIndex((path) => /^\/s\/(?:[a-zA-Z-]+\/)?\d{4}$/.test(path))
  const firstOther = paths.findIndex((path) => path.startsWith('/f/') || path.startsWith('/o') || /\/[a-z]$/.test(path))
  assert.ok(lastFront < firstOther, `${lastFront} ${firstOther}`)
})

test('a copy of some municipalities offers no other to choose, but still knows a neighbour by name', () => {
  const onCall = { kind: 'shared', numbers: ['+46313900651'], hours: '24/7', sharedWith: ['1498'] } as const
  const world = hjo(
    aWorld({ localHelp: [contacts({ onCall: { ...onCall, numbers: [...onCall.numbers], sharedWith: ['1498'] } })] }),
  )
  const bodyAt = (path: string): string => renderPage(world, parseAddress(path), NOW, 'export')?.body ?? ''
  const offered = [...bodyAt('/').matchAll(/href="\/s\/(\d{4})"/g)].map(([, code]) => code)
  assert.deepEqual(new Set(offered), new Set(['0000', '1497']))
  assert.match(bodyAt('/s/1497'), /delas med Tidaholm/)
})

test('a copy offers no form that nobody would answer, and a list in its place', () => {
  const world = aWorld()
  for (const path of ['/', '/s/0000', '/s/en/0000', '/s/1497']) {
    const copy = renderPage(world, parseAddress(path), NOW, 'export')?.body ?? ''
    assert.deepEqual(
      [...copy.matchAll(/<form[^>]*action="([^"]*)"/g)].map(([, to]) => to),
      ['/x'],
      path,
    )
    assert.match(copy, path === '/s/1497' ? /href="\/s\/0000"/ : /href="\/s\/(?:en\/)?2510">Jokkmokk</, path)
    assert.match(renderPage(world, parseAddress(path), NOW, 'live')?.body ?? '', /<form[^>]*action="\/"/, path)
  }
})
