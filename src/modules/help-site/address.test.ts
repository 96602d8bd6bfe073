import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ABOUT_PAGES, aboutPath, helpPath, leavePath, parseAddress } from './address.ts'
import { AUDIENCES, audienceOf, keyOf } from './audience.ts'

const codes = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0'))
const languages = fc.constantFrom('sv', 'sv-simple', 'en', 'ar', 'sr-Latn', 'ckb')
const audiences = fc.constantFrom(undefined, ...AUDIENCES.map(({ id }) => id))

test('every help address that is written can be read back', () => {
  fc.assert(
    fc.property(languages, codes, audiences, (language, code, audience) => {
      assert.deepEqual(parseAddress(helpPath(language, code, audience)), { kind: 'help', language, code, audience })
    }),
  )
})

test('every address about the site that is written can be read back', () => {
  for (const page of ABOUT_PAGES) {
    for (const language of ['sv', 'en'])
      assert.deepEqual(parseAddress(aboutPath(language, page)), { kind: 'about', language, page })
  }
})

test('a trailing slash or a query moves to the address without', () => {
  assert.deepEqual(parseAddress('/s/1497/'), { kind: 'moved', to: '/s/1497' })
  assert.deepEqual(parseAddress('/s/1497?fbclid=x'), { kind: 'moved', to: '/s/1497' })
  assert.deepEqual(parseAddress('/?utm_source=x'), { kind: 'moved', to: '/' })
  assert.deepEqual(parseAddress('/s/sv/1497/a'), { kind: 'moved', to: '/s/1497/a' })
  assert.deepEqual(parseAddress('/o/sv'), { kind: 'moved', to: '/o' })
  assert.deepEqual(parseAddress('/o/sv/traces'), { kind: 'moved', to: '/o/traces' })
})

test('leaving is understood whatever stands after it', () => {
  for (const path of ['/x', '/x?a=b', '/x/', '/x/%%%', '/x/1497/../..', '/y/anything'])
    assert.equal(parseAddress(path).kind, 'leave', path)
  assert.deepEqual(parseAddress(leavePath('go', '1497')), { kind: 'leave', step: 'go', code: '1497' })
})

test('what is no address of ours is unknown, and nothing throws', () => {
  for (const path of [
    '/s',
    '/s/149',
    '/s/1497/zz',
    '/s/1497/a/b',
    '/k',
    '/k/1497/a',
    '/f/1497',
    '/f/1497.pdf',
    '/o/en/about',
    '/admin',
    '//a.example',
    '/s//1497',
  ]) {
    assert.equal(parseAddress(path).kind, 'unknown', path)
  }
  fc.assert(fc.property(fc.string(), (text) => void parseAddress(`/${text}`)))
})

test('an address that moves ends at one that does not', () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const first = parseAddress(path === '' ? '/' : path)
      if (first.kind === 'moved')
        assert.notEqual(parseAddress(first.to).kind === 'moved' && parseAddress(first.to), first)
    }),
  )
})

test('no letter stands for two audiences, and none is a language', () => {
  assert.equal(new Set(AUDIENCES.map(({ key }) => key)).size, AUDIENCES.length)
  for (const { id, key } of AUDIENCES) {
    assert.equal(audienceOf(key), id)
    assert.equal(keyOf(id), key)
    assert.match(key, /^[a-z]$/)
  }
})
