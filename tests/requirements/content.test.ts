import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { planting, replacing, startProxy, type Mutation } from '#tests/support/mutating-proxy.ts'
import { notYet, requirement } from '#tests/support/requirement.ts'
import { startSite, type RunningSite } from '#tests/support/running-site.ts'
import {
  ask,
  everyOtherAnswer,
  everyPage,
  has,
  hasNot,
  isFindable,
  isHelp,
  isHtml,
  isPiece,
  textOf,
} from './every-page.ts'

/** What the pages say, and in which order (requirements 38 to 40, 62, 63, 65 and 68). */

const TOLD = {
  '/o/traces': [
    ['history', 'that the history remains', /historiken/],
    ['private', 'a private window', /privat fönster/],
    ['only-this', 'how to remove this page alone', /bara den här sidan/],
    ['only-this', 'that an empty history is noticed', /plötsligt är tom/],
    ['first', 'a borrowed device', /hos en vän, på jobbet eller på ett bibliotek/],
    ['spyware', 'that spyware sees everything', /kan den andra se allt/],
    ['synced', 'shared accounts and tabs', /Delar du konto[^]*öppna flikar/],
    ['suggestions', 'suggestions of searches', /komma tillbaka som förslag/],
    ['calls', 'the list of calls', /samtalslista/],
    ['screenshots', 'pictures of the screen', /bland dina bilder/],
  ],
  '/o/sv-simple/traces': [
    ['history', 'that the history remains', /[Hh]istorik/],
    ['private', 'a private window', /[Pp]rivat/],
    ['only-this', 'how to remove this page alone', /bara den här sidan/],
    ['only-this', 'that an empty history is noticed', /tom lista kan få någon att undra/],
    ['first', 'a borrowed device', /låna av en vän[^]*bibliotek/],
    ['spyware', 'that spyware sees everything', /allt/],
    ['synced', 'shared accounts and tabs', /konto/],
    ['suggestions', 'suggestions of searches', /kan komma upp igen/],
    ['calls', 'the list of calls', /lista/],
    ['screenshots', 'pictures of the screen', /bilder/],
  ],
  '/o/en/traces': [
    ['history', 'that the history remains', /history/],
    ['private', 'a private window', /private window/],
    ['only-this', 'how to remove this page alone', /only this page/],
    ['only-this', 'that an empty history is noticed', /suddenly empty can raise questions/],
    ['first', 'a borrowed device', /a friend.{1,8}s, one at work or one at a library/],
    ['spyware', 'that spyware sees everything', /can see (?:all|everything)/],
    ['synced', 'shared accounts and tabs', /account[^]*tabs/],
    ['suggestions', 'suggestions of searches', /can come (?:back|up)[^]*cross/],
    ['calls', 'the list of calls', /list of calls/],
    ['screenshots', 'pictures of the screen', /photos|pictures/],
  ],
} as const

/** The text under a heading of a page about the site, by the heading's key. */
const under = (body: string, key: string): string => {
  const [, rest = ''] = body.split(`id="o-${key}"`)
  return textOf(rest.split('<h2')[0] ?? '')
}

requirement(
  38,
  'the page about traces tells all ten things, in every language, and every page links to it',
  async (visit) => {
    const pages = await everyPage(visit)
    for (const [path, told] of Object.entries(TOLD)) {
      const page = pages.find((one) => one.path === path)
      assert.ok(page !== undefined, path)
      for (const [key, what, words] of told) has(under(page.body, key), words, `${path} does not tell ${what}`)
    }
    for (const { path, body } of pages.filter((page) => isHtml(page) && !isPiece(page)))
      has(body, /href="\/o\/(?:[a-z-]+\/)?traces"/, path)
  },
  [
    replacing('no word of an empty history', 'plötsligt är tom', 'är bra', /^\/o\/traces/),
    replacing('no word of spyware', 'id="o-spyware"', 'id="o-other"', /^\/o\/en/),
    replacing('a page without the link', /href="\/o\/(?:[a-z-]+\/)?traces"/, 'href="/o"', /^\/s\/ar/),
  ],
)

/** What nobody can keep. The names of lines and the words of laws are not ours, and hold none of these. */
const PROMISES =
  /spårlös|utan spår|\bsäker\b|\bsäkert\b|\bsäkra\b|helt anonym|fullständigt anonym|\bsafe(?:ly)?\b|\bsecure(?:ly)?\b|untraceable|completely (?:anonymous|private|secret)|100 ?%/iu

requirement(
  39,
  'no page promises that nothing is left, that one is safe or that nobody can know',
  async (visit) => {
    for (const { path, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))])
      assert.equal(PROMISES.exec(textOf(body))?.[0], undefined, path)
  },
  [
    planting('a promise', '<p>Du är helt anonym här.</p>', /^\/o/),
    planting('a promise in English', '<p>This page is safe to read.</p>', /^\/s\/en/),
    replacing('a promise in a button', /<button>[^<]*/, '<button>Lämna sidan spårlöst'),
  ],
)

/** How the list of calls is told of, and how to take a call out of it, in each language. */
const CALL_LIST: Readonly<Record<string, RegExp>> = {
  sv: /Samtalet kan synas i telefonens samtalslista\.[^<]*ta bort det/,
  'sv-simple': /Samtalet kan synas i mobilens lista\.[^<]*ta bort/,
  en: /The call may show in the phone(?:&#39;|'|’)s list of calls\.[^<]*remove it/,
}
/** A card has no words but its language's name, which this test has no pattern for. */
const spoken = (path: string): string => /^\/[so]\/([a-z]{2,3}(?:-[a-zA-Z]+)?)(?:\/|$)/.exec(path)?.[1] ?? 'sv'

requirement(
  40,
  'a number is called by nobody but who presses it; beside it stands that the call can be seen, and what to do',
  async (visit) => {
    const pages = (await everyPage(visit)).filter((page) => isHtml(page) && !isPiece(page))
    for (const { path, body } of pages) {
      hasNot(body, /http-equiv="refresh"|location(?:\.href)? ?= ?["'`]tel:|<body[^>]*onload/, path)
      // Whatever presses numbers by itself would have to go by way of the script.
      const script = /<script>([\s\S]*?)<\/script>/.exec(body)?.[1] ?? ''
      hasNot(script, /\.click\(\)|tel:\$\{|["'`]tel:["'`] ?\+/, path)
    }
    for (const { path, body } of pages.filter((page) => isHelp(page) || isFindable(page))) {
      const words = CALL_LIST[spoken(path)]
      if (words !== undefined) has(body, words, path)
    }
  },
  [
    replacing(
      'a number that calls by itself',
      '<script>',
      `<script>document.querySelector('a[href^="tel:"]').click();`,
    ),
    replacing('a page that calls', '<head>', '<head><meta http-equiv="refresh" content="0; url=tel:112">', /^\/k/),
    replacing('no word of the list of calls', /<p class="note screen">[^<]*/, '<p class="note screen">', /^\/s\/en/),
  ],
)

const FIRST =
  /<body>\s*<form id="exit"[^>]*><button>[^<]+<\/button><\/form>\s*<section class="danger"[^>]*><p>[\s\S]{0,200}?href="tel:112"/

requirement(
  62,
  'on every page 112 comes first after the way out, before any heading, picture or word of anything else',
  async (visit) => {
    const shown = [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))].filter(
      (page) => isHtml(page) && !isPiece(page) && page.body !== '' && !page.path.startsWith('/x'),
    )
    for (const { path, body } of shown) has(body, FIRST, path)
  },
  [
    planting('something before', '<h1>Välkommen</h1>', /^\/s\/1497\/a/),
    replacing('something between', '<section class="danger"', '<p>Statistik</p><section class="danger"', /^\/zq/),
    replacing('no 112', 'href="tel:112"', 'href="tel:114"', /^\/o/),
  ],
)

const MOST_BYTES = 100_000

requirement(
  63,
  'a page weighs less than 100 kB with all there is to it, and nothing of it needs a script to be read or called',
  async (visit) => {
    for (const page of (await everyPage(visit)).filter(isHtml)) {
      const bytes = Buffer.byteLength(page.body)
      assert.ok(bytes <= MOST_BYTES, `${page.path}: ${bytes} bytes`)
      const without = page.body.replaceAll(/<script>[\s\S]*?<\/script>/g, '')
      hasNot(without, /<[^>]*\s(?:hidden[\s=>]|on[a-z]+=)/, page.path)
      if (isHelp(page))
        assert.ok(numbersOn(without) >= 2, `${page.path} shows ${numbersOn(without)} numbers without script`)
    }
  },
  [
    planting('a heavy page', `<p>${'Tung '.repeat(20_000)}</p>`, /^\/o\/traces/),
    replacing('numbers that only a script brings', / href="tel:(?!112)[^"]*"/, ' data-number', /^\/s/),
    replacing('a page hidden until a script shows it', '<main ', '<main hidden ', /^\/s/),
  ],
)

/** Numbers that can be called by pressing them and read as text, beside 112. */
const numbersOn = (html: string): number =>
  [...html.matchAll(/<a class="tel" href="tel:(?!112")[^"]+"[^>]*><bdi dir="ltr">[\d -]+<\/bdi>/g)].length

requirement(
  65,
  'nothing sounds or moves by itself: there is no sound or film on any page',
  async (visit) => {
    for (const { path, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      hasNot(
        body,
        /<(?:audio|video|object|embed|iframe|marquee|blink|bgsound)\b|autoplay|new Audio|speechSynthesis|AudioContext/i,
        path,
      )
      hasNot(body, /@keyframes|animation(?:-name)?:|<animate/i, path)
    }
  },
  [
    planting('a film that starts by itself', '<video autoplay muted src="/f/a.mp4"></video>', /^\/o/),
    replacing('something that moves', '<style>', '<style>@keyframes a { to { opacity: 0 } }', /^\/k/),
  ],
)
notYet(65, 'films have captions and a transcript', 'there is no film')

let known: Promise<RunningSite> | undefined
const folder = mkdtempSync(join(tmpdir(), 'operator-'))
after(async () => {
  await (await known)?.stop()
  rmSync(folder, { recursive: true })
})
const BODY = 'Exempelkommunen'

/** The site of an operator who has filled in who they are. */
const knownSite = async (): Promise<RunningSite> => {
  const file = join(folder, 'operator.yaml')
  writeFileSync(file, `body: ${BODY}\n`)
  known ??= startSite({ OPERATOR_FILE: file })
  return known
}

const NOT_FILLED_IN: Readonly<Record<string, RegExp>> = { sv: /inte fyllt i sitt namn/, en: /not filled in their name/ }
const anonymous: Mutation = replacing('nobody stands behind it', new RegExp(BODY), '…')

requirement(
  68,
  'the title is neutral, but every page says who is behind it, or that this is not filled in',
  async (visit) => {
    const site = await knownSite()
    const proxy = await startProxy(site.url, visit.mutation)
    try {
      for (const path of ['/', '/s/1497', '/s/en/1497/a', '/s/ar/0000', '/k/1497', '/o', '/o/sv-simple/privacy', '/zq'])
        has(lastOf((await ask(proxy.url, path)).body), new RegExp(BODY), path)
    } finally {
      await proxy.close()
    }
    for (const { path, body } of (await everyPage(visit)).filter((page) => isHtml(page) && !isPiece(page)))
      has(lastOf(body), NOT_FILLED_IN[spoken(path)] ?? /./, path)
  },
  [anonymous, replacing('no word that nobody is named', /<p class="note">[^<]*fyllt i[^<]*<\/p>/, '', /^\/s/)],
)

const lastOf = (body: string): string => body.slice(body.indexOf('<footer'))
