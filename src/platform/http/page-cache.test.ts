import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { openPageCache, type Encoding, type Rendered } from './page-cache.ts'

const page = (body: string, change: Partial<Rendered> = {}): Rendered => ({
  status: 200,
  body,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  validUntil: undefined,
  scope: '1497',
  counted: true,
  ...change,
})

test('a kept page is the same in every encoding', () => {
  const cache = openPageCache(() => 0)
  const text = 'Du får ringa – när som helst. '.repeat(200)
  cache.keep('/s/1497', page(text))
  const kept = cache.get('/s/1497', 0)
  assert.ok(kept)
  const bytes = (encoding: Encoding): Buffer => Buffer.from(cache.body(kept, encoding).bytes, 'latin1')
  assert.equal(brotliDecompressSync(bytes('br')).toString(), text)
  assert.equal(gunzipSync(bytes('gzip')).toString(), text)
  assert.equal(bytes('identity').toString(), text)
  assert.equal(cache.body(kept, 'identity').headers['Content-Encoding'], undefined)
  for (const encoding of ['br', 'gzip', 'identity'] as const)
    assert.equal(cache.body(kept, encoding).headers['Content-Length'], String(bytes(encoding).length))
})

test('a page is no longer given out from the moment it may be untrue', () => {
  const cache = openPageCache(() => 0)
  cache.keep('/s/1497', page('a', { validUntil: new Date(1000) }))
  assert.ok(cache.get('/s/1497', 999))
  assert.equal(cache.get('/s/1497', 1000), undefined)
})

test('a change of what a page is about makes its copy old, and no other', () => {
  const versions = new Map<string, number>()
  const cache = openPageCache((scope) => versions.get(scope) ?? 0)
  cache.keep('/s/1497', page('a'))
  cache.keep('/s/0180', page('b', { scope: '0180' }))
  versions.set('1497', 1)
  assert.equal(cache.get('/s/1497', 0), undefined)
  assert.ok(cache.get('/s/0180', 0))
})

test('what is kept stays within its bound, and what was asked for last stays', () => {
  const cache = openPageCache(() => 0, 50_000)
  for (let n = 0; n < 100; n += 1) cache.keep(`/s/${n}`, page(`${n}`.repeat(500)))
  assert.ok(cache.bytes() <= 50_000, String(cache.bytes()))
  assert.ok(cache.get('/s/99', 0))
  assert.equal(cache.get('/s/0', 0), undefined)
})
