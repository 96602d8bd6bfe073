import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import { readSitemap } from './sitemap.ts'

const PAGES =
  '<?xml version="1.0"?><urlset><url><loc> https://granback.example/a?b=1&amp;c=2 </loc></url><url><loc><![CDATA[https://granback.example/b]]></loc></url></urlset>'

test('a sitemap names pages, packed or not', () => {
  const expected = { kind: 'pages', addresses: ['https://granback.example/a?b=1&c=2', 'https://granback.example/b'] }
  assert.deepEqual(readSitemap(Buffer.from(PAGES)), expected)
  assert.deepEqual(readSitemap(gzipSync(PAGES)), expected)
})

test('an index names sitemaps', () => {
  const index = '<sitemapindex><sitemap><loc>https://granback.example/1.xml</loc></sitemap></sitemapindex>'
  assert.deepEqual(readSitemap(Buffer.from(index)), { kind: 'index', addresses: ['https://granback.example/1.xml'] })
})

test('a page that is shown instead is none, and neither is a bomb', () => {
  assert.equal(readSitemap(Buffer.from('<!doctype html><h1>Finns inte</h1>')), undefined)
  assert.equal(readSitemap(gzipSync(Buffer.alloc(9_000_000))), undefined)
})
