import assert from 'node:assert/strict'
import test from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openFrontier } from './frontier.ts'
import { loadLinkWords, scoreOf } from './link-words.ts'

const words = loadLinkWords(PROJECT_ROOT)
const ORIGIN = 'https://granback.example'
const ON = { base: `${ORIGIN}/`, depth: 1, bonus: 0 }
const link = (href: string, says = '', heading = '') => ({ href, says, heading })
const scored = (says: string, path = '/4.1a2b', heading = ''): number =>
  scoreOf({ address: ORIGIN + path, says, heading }, words)
const fresh = () => openFrontier(words, (address) => address.startsWith(ORIGIN))

test('what is about violence is worth more than help in general, and that more than the rest', () => {
  const [violence, acute, care, waste] = ['Våld i nära relationer', 'Akut hjälp', 'Omsorg och stöd', 'Avfall'].map(
    (says) => scored(says),
  ) as [number, number, number, number]
  assert.ok(violence > acute && acute > care && care >= words.worthAsking && waste < words.worthAsking)
})

test('a link is known by its path and its heading where it says nothing', () => {
  assert.ok(scored('Läs mer', '/stod/vald-i-nara-relationer') >= words.worthAsking)
  assert.ok(scored('Läs mer', '/a', 'Hedersrelaterat våld') >= words.worthAsking)
  assert.ok(scored('Läs mer') < words.worthAsking)
})

test('a piece of news about violence comes after a page about it', () => {
  assert.ok(scored('Nyhet: vecka mot våld', '/nyheter/vecka-mot-vald') < scored('Våld i nära relationer'))
})

test('whoever is elected is no victim', () => {
  assert.ok(scored('Förtroendevalda', '/politik') < words.worthAsking)
})

test('the best comes first, and of two alike the one that was found first', () => {
  const frontier = fresh()
  for (const [path, says] of [
    ['/a', 'Bygglov'],
    ['/b', 'Äldre'],
    ['/c', 'Våld'],
    ['/d', 'Barn'],
  ] as const) {
    frontier.add(link(path, says), ON)
  }
  const order = []
  for (let best = frontier.best(); best !== undefined; best = frontier.best()) {
    order.push(new URL(best.address).pathname)
    frontier.take(best)
  }
  assert.deepEqual(order, ['/c', '/b', '/d', '/a'])
})

test('an address is waited for once, whatever it is written like, and never again once it was asked', () => {
  const frontier = fresh()
  frontier.add(link('/stod', 'Stöd'), ON)
  frontier.add(link('/stod/', 'Våld'), ON)
  const best = frontier.best()
  assert.equal(best?.address, `${ORIGIN}/stod`)
  assert.ok(best !== undefined && best.score > 90, 'the better words count')
  frontier.take(best)
  frontier.add(link('https://www.granback.example/stod?utm_source=a', 'Våld'), ON)
  assert.equal(frontier.best(), undefined)
})

test('other sites, files and endless paths are not waited for', () => {
  const frontier = fresh()
  for (const href of ['https://annan.example/vald', 'tel:112', '/djup/djup/djup', 'mailto:a@b.example']) {
    frontier.add(link(href, 'Våld'), ON)
  }
  assert.equal(frontier.best(), undefined)
})

test('of what a program makes without end a handful is waited for', () => {
  const frontier = fresh()
  for (let month = 1; month <= 100; month += 1) frontier.add(link(`/kalender?manad=${month}`, 'Nästa'), ON)
  let count = 0
  for (let best = frontier.best(); best !== undefined; best = frontier.best()) {
    frontier.take(best)
    count += 1
  }
  assert.ok(count > 0 && count < 10, String(count))
})
