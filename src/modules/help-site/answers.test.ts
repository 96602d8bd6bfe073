import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS } from '#platform/http/faults.ts'
import { contacts } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import { answerTo, faultPage, maintenancePage } from './answers.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const OWN_EXIT = 'http://127.0.0.1:9/own'
const world = aWorld({ localHelp: [contacts({ exit: OWN_EXIT })] })

const post = (fields: Record<string, string>, path = '/') =>
  answerTo(world, { method: 'POST', path, form: new URLSearchParams(fields) }, NOW)
const get = (path: string) => answerTo(world, { method: 'GET', path, form: new URLSearchParams() }, NOW)
const placed = (fields: Record<string, string>): readonly [number, string | undefined] => {
  const { status, headers } = post(fields)
  return [status, headers['Location']]
}

test('a name leads to its place, in the language and for the audience one had, whatever its spelling', () => {
  assert.deepEqual(placed({ q: 'Hjo' }), [303, '/s/1497'])
  assert.deepEqual(placed({ q: ' MALMO ', l: 'en' }), [303, '/s/en/1280'])
  assert.deepEqual(placed({ q: 'jokmok', l: 'sv-simple', a: 'b' }), [303, '/s/sv-simple/2510/b'])
  assert.deepEqual(placed({ q: 'osteraker' }), [303, '/s/0117'])
  assert.deepEqual(placed({ q: '1497' }), [303, '/s/1497'])
})

test('whoever would rather not say gets national help', () => {
  assert.deepEqual(placed({ n: '1', q: 'Hjo' }), [303, '/s/0000'])
  assert.deepEqual(placed({}), [303, '/s/0000'])
  assert.deepEqual(placed({ q: '   ', l: 'en', a: 'a' }), [303, '/s/en/0000/a'])
})

test('a language that is not released has a page for the place and none for the audience', () => {
  assert.deepEqual(placed({ q: 'Hjo', l: 'ar', a: 'a' }), [303, '/s/ar/1497'])
  assert.deepEqual(placed({ q: 'Hjo', l: 'xx', a: 'zz' }), [303, '/s/1497'])
})

test('the script is told the address alone, to put the page in the place of this one', () => {
  const { status, headers, body } = post({ q: 'Hjo', to: '1' })
  assert.deepEqual([status, headers['Content-Location'], headers['Location'], body], [204, '/s/1497', undefined, ''])
})

test('several places are shown to choose from, with what was typed', () => {
  const { status, body } = post({ q: 'Upplands', a: 'b' })
  assert.equal(status, 422)
  const [, offered = ''] = body.split('id="wrong"')
  for (const link of ['/s/0139/b">Upplands-Bro', '/s/0114/b">Upplands Väsby']) assert.ok(offered.includes(link), link)
  assert.ok(body.includes('value="Upplands"'))
})

test('a place that is not there is said so, in the language one had, and what was typed cannot be markup', () => {
  const { status, body } = post({ q: '"><script>alert(1)</script>', l: 'en' })
  assert.equal(status, 404)
  assert.ok(body.includes('<html lang="en"'))
  assert.ok(!body.includes('<script>alert'))
  assert.ok(body.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
})

test('leaving is a blank page and then another site, with what the browser keeps taken out', () => {
  for (const answer of [get('/x'), post({ anything: 'x' }, '/x'), get('/x?x=1'), get('/x/9999'), get('/x/rubbish')]) {
    assert.equal(answer.status, 200)
    assert.match(answer.body, /<meta http-equiv="refresh" content="0; url=\/y">/)
    assert.match(answer.body, /<body><\/body>/)
    assert.equal(answer.headers['Cache-Control'], 'no-store')
  }
  const away = get('/y')
  assert.deepEqual(
    [away.status, away.headers['Location'], away.headers['Clear-Site-Data'], away.body],
    [303, world.prepared.exitUrl, '"cache", "cookies", "storage"', ''],
  )
})

test('a municipality may have a way out of its own; any other code has the site’s', () => {
  assert.match(get('/x/1497').body, /url=\/y\/1497"/)
  assert.equal(get('/y/1497').headers['Location'], OWN_EXIT)
  assert.equal(get('/y/1280').headers['Location'], world.prepared.exitUrl)
})

test('a language written in another case moves to its own; the audience of a card to the card', () => {
  assert.deepEqual([get('/s/EN/1497/a').status, get('/s/EN/1497/a').headers['Location']], [308, '/s/en/1497/a'])
  assert.deepEqual([get('/s/ar/1497/a').status, get('/s/ar/1497/a').headers['Location']], [302, '/s/ar/1497'])
  assert.deepEqual([get('/o/ar/privacy').status, get('/o/ar/privacy').headers['Location']], [302, '/o/privacy'])
})

test('a form sent to a page is a wrong method, and what is allowed is said', () => {
  const { status, headers, body } = post({ q: 'Hjo' }, '/s/1497')
  assert.deepEqual([status, headers['Allow']], [405, 'GET, HEAD, POST'])
  assert.match(body, /<form id="exit"/)
})

test('every fault has its page with the way out, 112 and a way on, in every language that is released', () => {
  for (const tag of [...world.prepared.texts.released, 'ar', 'xx', undefined]) {
    for (const fault of FAULTS) {
      const { status, body } = faultPage(world, fault, 404, tag, NOW)
      assert.equal(status, 404)
      assert.match(body, /<form id="exit" method="post" action="\/x">/)
      assert.match(body, /href="tel:112"/)
      assert.match(body, /<a href="\/s\/(?:[a-z-]+\/)?0000">/)
    }
  }
  assert.match(get('/s/en/nothing').body, /<html lang="en"/)
  assert.match(get('/s/ar/nothing').body, /<html lang="sv"/)
})

test('the page for while the site is down says so, and offers no form that nobody would answer', () => {
  const page = maintenancePage(world, NOW)
  assert.match(page, /<form id="exit"/)
  assert.equal([...page.matchAll(/<form/g)].length, 1)
})
