import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '#kernel/html.ts'
import { inSource, isolated, sayIn, withSourceMarked } from './wording.ts'

const SWEDISH = new Map([
  ['back', 'Tillbaka'],
  ['local.heading', 'Hjälp i {place}'],
  ['call', 'Ring {police} om det inte är bråttom.'],
])
const ENGLISH = new Map([['local.heading', 'Help in {place}']])

test('a page says its own language, and Swedish where that has no word', () => {
  const say = sayIn(ENGLISH, SWEDISH)
  assert.equal(say('local.heading', { place: 'Hjo' }), 'Help in Hjo')
  assert.equal(say('back'), 'Tillbaka')
})

test('a word that no language has stops the page: better a fault in a test than a hole on a page', () => {
  assert.throws(() => sayIn(ENGLISH, SWEDISH)('exit.label'), /no text with the id exit\.label/)
})

test('a place without a value stays as it is written, and is seen', () => {
  assert.equal(sayIn(SWEDISH, SWEDISH)('local.heading'), 'Hjälp i {place}')
})

test('what a person has written is escaped, also when it looks like a place of the text', () => {
  const say = sayIn(SWEDISH, SWEDISH)
  assert.equal(String(say.html('local.heading', { place: '<b>{police}</b>' })), 'Hjälp i &lt;b&gt;{police}&lt;/b&gt;')
})

test('a number keeps its markup within a sentence', () => {
  const say = sayIn(SWEDISH, SWEDISH)
  assert.equal(
    String(say.html('call', { police: html`<bdi dir="ltr">114 14</bdi>` })),
    'Ring <bdi dir="ltr">114 14</bdi> om det inte är bråttom.',
  )
})

test('Swedish words on a page of another language say that they are Swedish, and where they cannot, say nothing', () => {
  const say = sayIn(ENGLISH, SWEDISH, { asSource: inSource })
  const page = String(html`<title>${say('back')}</title>
    <a aria-label="${say('back')}">${say('back')}</a>
    <p>${say.html('call', { police: html`<bdi dir="ltr">114 14</bdi>` })}</p>
    <p>${say('local.heading', { place: 'Hjo' })}</p>`)
  assert.equal(
    withSourceMarked(page),
    `<title>Tillbaka</title>
    <a aria-label="Tillbaka"><span lang="sv" dir="ltr">Tillbaka</span></a>
    <p><span lang="sv" dir="ltr">Ring <bdi dir="ltr">114 14</bdi> om det inte är bråttom.</span></p>
    <p>Help in Hjo</p>`,
  )
})

test('a value keeps its own direction in a sentence that runs from the right', () => {
  const say = sayIn(new Map([['read', 'قرئ في {date}']]), SWEDISH, { asValue: isolated })
  assert.equal(say('read', { date: '2026-11-23' }), 'قرئ في \u20682026-11-23\u2069')
  assert.equal(say('read'), 'قرئ في {date}')
})
