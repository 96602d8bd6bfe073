import assert from 'node:assert/strict'
import test from 'node:test'
import { addressKey, askedAs, isEndless, shapeOf } from './address.ts'

test('an address is asked for without fragment, session and what only counts visitors', () => {
  const asked = [
    ['https://granback.example/stod#akut', 'https://granback.example/stod'],
    ['https://granback.example/stod?utm_source=brev&id=4', 'https://granback.example/stod?id=4'],
    ['https://granback.example/lista;jsessionid=8A1?sid=8', 'https://granback.example/lista'],
    ['https://granback.example/(S(lit3py55t21z5v55vlm25s55))/stod.aspx', 'https://granback.example/stod.aspx'],
    ['https://granback.example/sok?q=v%C3%A5ld&sort=datum', 'https://granback.example/sok?q=v%C3%A5ld'],
  ] as const
  for (const [given, expected] of asked) assert.equal(askedAs(given), expected)
})

test('what only a browser or a telephone can open is no address', () => {
  const given = [
    'tel:112',
    'mailto:a@granback.example',
    'javascript:void(0)',
    'https://a:b@granback.example/',
    'http://',
    '',
  ]
  assert.deepEqual(
    given.map((href) => askedAs(href)),
    given.map(() => undefined),
  )
  assert.equal(askedAs(`https://granback.example/${'a'.repeat(2000)}`), undefined)
})

test('one page under many addresses has one key', () => {
  const same = [
    'https://granback.example/stod',
    'http://granback.example/stod/',
    'https://www.granback.example/stod#a',
    'https://granback.example//stod?utm_medium=x',
    'https://granback.example/stod;jsessionid=1',
  ]
  assert.equal(new Set(same.map((address) => addressKey(address))).size, 1)
  assert.equal(addressKey('https://granback.example/stod/index.html'), addressKey('https://granback.example/stod/'))
  assert.equal(addressKey('https://granback.example/?b=2&a=1'), addressKey('https://granback.example/?a=1&b=2'))
})

test('another port, path or parameter is another page', () => {
  const others = ['http://127.0.0.1:1/a', 'http://127.0.0.1:2/a', 'http://127.0.0.1:1/b', 'http://127.0.0.1:1/a?id=1']
  assert.equal(new Set(others.map((address) => addressKey(address))).size, others.length)
})

test('the months of a calendar have one shape', () => {
  const shapes = ['/kalender/2026/11', '/kalender/2027/1'].map((path) => shapeOf(`https://granback.example${path}`))
  assert.equal(new Set(shapes).size, 1)
})

test('a path that goes on for ever is known by its steps', () => {
  const endless = (path: string): boolean => isEndless(`https://granback.example${path}`)
  assert.equal(endless('/djup/djup/djup'), true)
  assert.equal(endless(`/${'abcdefghijklmnop'.split('').join('/')}`), true)
  assert.equal(endless('/omsorg/stod/kris/vald'), false)
})
