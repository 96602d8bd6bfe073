import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayCome, type Sender } from './same-origin.ts'

const OWN = 'http://localhost:3001'
const sent = (change: Partial<Sender>): boolean =>
  mayCome({ method: 'POST', host: 'localhost:3001', fetchSite: 'same-origin', origin: OWN, ...change }, OWN)

test('a form of our own pages is taken', () => {
  assert.equal(sent({}), true)
})

test('a form of another site is refused, whatever it says of itself', () => {
  assert.equal(sent({ fetchSite: 'cross-site', origin: 'https://evil.example' }), false)
  assert.equal(sent({ fetchSite: 'same-site', origin: 'http://localhost:3000' }), false)
  assert.equal(sent({ fetchSite: 'cross-site' }), false)
  assert.equal(sent({ fetchSite: 'none' }), false)
  assert.equal(sent({ origin: 'null' }), false)
})

test('a browser too old to say its site says its origin; one that says neither is refused', () => {
  assert.equal(sent({ fetchSite: undefined }), true)
  assert.equal(sent({ fetchSite: undefined, origin: 'https://evil.example' }), false)
  assert.equal(sent({ fetchSite: undefined, origin: undefined }), false)
})

test('a page may be reached by a link from anywhere, but only by our own name', () => {
  assert.equal(sent({ method: 'GET', fetchSite: 'cross-site', origin: undefined }), true)
  assert.equal(sent({ method: 'GET', host: 'evil.example' }), false)
  assert.equal(sent({ host: undefined }), false)
})
