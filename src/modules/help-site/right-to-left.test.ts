import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { factsOf } from '#modules/municipality/index.ts'
import { theReference } from '#tests/support/builders.ts'
import { pseudo, PSEUDO, withPseudoLanguage } from '#tests/support/pseudo-language.ts'
import { helpPath, parseAddress } from './address.ts'
import type { AudienceId } from './audience.ts'
import { renderPage } from './render.ts'
import { numbersTypedIn } from './text/rules.ts'
import { readTexts } from './text/texts.ts'
import { prepare, type World } from './world.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const HJO = '1497'

/** The real site with a released language that runs from the right; the texts of `drafts` are not finished in it. */
const worldWith = (...drafts: string[]): World => ({
  prepared: prepare({
    root: PROJECT_ROOT,
    texts: withPseudoLanguage(readTexts(PROJECT_ROOT), (id) => drafts.includes(id)),
    exitUrl: 'http://127.0.0.1:9/',
    origin: 'http://127.0.0.1:9',
    operator: undefined,
    accessibility: undefined,
  }),
  facts: factsOf(theReference()),
  receptions: [],
  visits: [],
})

/** A page without its style and script, which would only make a failure long. */
const pageAt = (world: World, path: string): string => {
  const rendered = renderPage(world, parseAddress(path), NOW, 'live')
  assert.ok(rendered !== undefined, `there is no page at ${path}`)
  return rendered.body.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '')
}
const help = (world: World, audience?: AudienceId): string => pageAt(world, helpPath(PSEUDO.tag, HJO, audience))
const mainOf = (page: string): string => page.slice(page.indexOf('<main'), page.indexOf('</main>'))
const has = (page: string, what: RegExp): void => assert.ok(what.test(page), `not on the page: ${what}`)

/** What is left to read when everything is taken away that is said to keep its own direction. */
const runningFromTheRight = (page: string): string =>
  page
    .replaceAll(/<bdi dir="ltr">[^<]*<\/bdi>/g, '')
    .replaceAll(/\u2068[^\u2069]*\u2069/g, '')
    .replaceAll(/<[^>]*>/g, ' ')

const world = worldWith()

test('a page in a language that runs from the right says so, and which language it is', () => {
  for (const page of [help(world), help(world, 'exposed'), pageAt(world, `/o/${PSEUDO.tag}/traces`)])
    has(page, /^<!doctype html><html lang="ar" dir="rtl"/)
})

test('R64 every number to call keeps its own direction', () => {
  for (const page of [help(world), help(world, 'exposed'), help(world, 'young')]) {
    const numbers = [...page.matchAll(/<a class="tel" href="tel:[^"]+" tabindex="-1">([\s\S]*?)<\/a>/g)]
    assert.ok(numbers.length >= 4, 'there are hardly any numbers on the page')
    for (const [, shown = ''] of numbers) assert.match(shown, /<bdi dir="ltr">[\d -]+<\/bdi>$/)
    // The name of the care line is its number, and four digits alone cannot turn round.
    const left = runningFromTheRight(page).replaceAll('1177', '')
    assert.deepEqual(numbersTypedIn(left), [])
  }
})

test('the clock and dates keep their own direction', () => {
  const page = help(world, 'exposed')
  has(page, /<bdi dir="ltr">\d\d:\d\d–\d\d:\d\d<\/bdi>/)
  has(page, /\u20682026-11-23\u2069/)
  assert.deepEqual(runningFromTheRight(page).match(/\d–\d|\d{4}-\d\d-\d\d/g), null)
})

test('a page that is whole in its language has no Swedish on it but names of lines', () => {
  const swedish = [...mainOf(help(world, 'exposed')).matchAll(/lang="sv"[^>]*>([^<]*)</g)].map(([, text = '']) => text)
  assert.ok(swedish.length > 0)
  for (const text of swedish) assert.ok(text.length < 50 && !text.endsWith('.'), `a sentence in Swedish: ${text}`)
})

test('a section that is not finished is Swedish, says so, and runs from the left', () => {
  const page = mainOf(help(worldWith('pages/exposed/barrier.text'), 'exposed'))
  const sections = [...page.matchAll(/<section class="screen" lang="sv" dir="ltr">([\s\S]*?)<\/section>/g)]
  assert.equal(sections.length, 1)
  assert.match(sections[0]?.[1] ?? '', /Du kan ringa i dag och bo kvar i kväll\./)
  assert.ok(page.includes(pseudo('Du behöver inga bevis för att få prata.')), 'the others are in their own language')
})

test('a page whose head is not finished is Swedish within a frame that is not', () => {
  const half = worldWith('pages/exposed/lead')
  const page = help(half, 'exposed')
  has(page, /<h1 lang="sv" dir="ltr">/)
  has(page, /<p class="lead" lang="sv" dir="ltr">/)
  assert.ok(page.includes(pseudo('Lämna sidan snabbt')))
  has(help(half), /<a [^>]*lang="sv" dir="ltr">Du som är rädd för någon som står dig nära<\/a>/)
})

test("the site's own words that are not finished are Swedish and say so, but not in a title or an attribute", () => {
  const page = help(worldWith('site/front.title', 'site/front.lead', 'site/footer.label'))
  has(page, /<p class="lead"><span lang="sv" dir="ltr">Gör någon dig illa/)
  has(page, /<title>Nummer och råd – Hjo<\/title>/)
  has(page, /<nav aria-label="Om sidan">/)
  assert.ok(!/[\uE000\uE001]/.test(page))
})

test('a language that is not released has a card: Swedish, with nothing of its own but its name', () => {
  const { prepared, ...rest } = worldWith()
  const released = new Set([...prepared.texts.released].filter((tag) => tag !== PSEUDO.tag))
  const card = help({
    ...rest,
    prepared: prepare({ ...prepared, root: PROJECT_ROOT, texts: { ...prepared.texts, released } }),
  })
  has(card, /^<!doctype html><html lang="sv" dir="ltr"/)
  has(card, /<h1 lang="ar" dir="rtl">لغة<\/h1>/)
  has(card, /Jag behöver tolk på låtsasspråk\./)
  has(mainOf(card), /<bdi dir="ltr">116 016<\/bdi>/)
  assert.ok(!card.includes(pseudo('Lämna sidan snabbt')), 'a word of a language that is not released')
})
