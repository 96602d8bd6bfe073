import assert from 'node:assert/strict'
import { HELP_SITE_ROUTES } from '#modules/help-site/routes.ts'
import { planting, replacing, withHeader, withoutHeader, type Mutation } from '#tests/support/mutating-proxy.ts'
import { notYet, requirement } from '#tests/support/requirement.ts'
import { ask, everyOtherAnswer, everyPage, has, hasNot, isFindable, isHtml, isPiece, valuesOf } from './every-page.ts'
import { plantingInHead, withStatus } from './faults.ts'
import { tellingWord } from './words.ts'

/*
 * What the network, other sites and search engines are told (requirements 43 to 50, 52 and 54), read in what the site
 * answers. What only a browser, or the program itself, can show is in network-browsers.test.ts and network-programs.test.ts.
 */

/** Whatever a browser fetches by itself when it shows a page. */
const FETCHED =
  /<(?:img|iframe|frame|embed|object|audio|video|source|track|input)\b[^>]*\b(?:src|srcset|data|poster)="(?!data:)|<script\b[^>]*\bsrc=|<link\b(?![^>]*\brel="icon")[^>]*>|@import|url\(|<form\b[^>]*\baction="(?!\/)|<base\b/i

requirement(
  43,
  'a page is whole in itself: nothing is fetched for it, from us or from anybody else',
  async (visit) => {
    for (const { path, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))])
      assert.equal(FETCHED.exec(body)?.[0], undefined, path)
  },
  [
    planting('a picture from somewhere else', '<img src="https://example.org/p.gif" alt="">', /^\/o/),
    plantingInHead('a font from somewhere else', '<style>@import "https://example.org/f.css"</style>'),
    plantingInHead('a script from somewhere else', '<script src="https://example.org/a.js"></script>', /^\/k/),
  ],
)

requirement(
  44,
  'every answer forbids telling other sites where one comes from',
  async (visit) => {
    for (const { path, headers, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      assert.equal(headers['referrer-policy'], 'no-referrer', path)
      hasNot(body, /referrerpolicy=|name="referrer"/i, path)
    }
    const tooMuch = await fetch(visit.site.url, { headers: { 'X-Long': 'a'.repeat(20_000) } })
    assert.equal(tooMuch.status, 431)
    assert.equal(tooMuch.headers.get('referrer-policy'), 'no-referrer')
  },
  [
    withoutHeader('Referrer-Policy'),
    withHeader('Referrer-Policy', 'origin', /^\/f/),
    planting('a link that tells after all', '<a href="https://example.org/" referrerpolicy="unsafe-url">Mer</a>'),
  ],
)

const changedPolicy = (from: string, to: string): Mutation => ({
  name: `the policy with ${to === '' ? 'no' : `“${to}” instead of`} “${from.trim()}”`,
  change: (answer) => {
    const policy = String(answer.headers['content-security-policy']).replace(from, to)
    return { ...answer, headers: { ...answer.headers, 'content-security-policy': policy } }
  },
})

const STRICT = {
  'default-src': "'none'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}
const HASHES = /^(?:'none'|(?:'sha256-[A-Za-z0-9+/]{43}=' ?)+)$/

requirement(
  45,
  'a strict Content-Security-Policy on every answer: no unsafe word, own host alone, in nobody’s frame',
  async (visit) => {
    for (const { path, headers } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      const policy = String(headers['content-security-policy'])
      const parts = Object.fromEntries(policy.split('; ').map((part) => part.split(/ (.*)/, 2))) as Record<
        string,
        string
      >
      assert.doesNotMatch(policy, /unsafe-|\*|https?:/, path)
      for (const [name, value] of Object.entries(STRICT)) assert.equal(parts[name], value, `${name} at ${path}`)
      assert.match(parts['script-src'] ?? '', HASHES, path)
      assert.match(parts['style-src'] ?? '', HASHES, path)
      assert.deepEqual(
        Object.keys(parts).toSorted(),
        [...Object.keys(STRICT), 'img-src', 'script-src', 'style-src'].toSorted(),
        path,
      )
    }
  },
  [
    withoutHeader('Content-Security-Policy'),
    withHeader('Content-Security-Policy', "default-src 'self' 'unsafe-inline'", /^\/o/),
    changedPolicy("frame-ancestors 'none'", 'frame-ancestors *'),
    changedPolicy("form-action 'self'; ", ''),
  ],
)

const NEVER_ALLOWED = ['geolocation', 'camera', 'microphone', 'payment', 'usb', 'bluetooth', 'midi', 'display-capture']
const ASKS_WHERE = /geolocation|getCurrentPosition|watchPosition/

requirement(
  46,
  'position, camera and microphone are denied to the site itself, which never asks where somebody is',
  async (visit) => {
    for (const { path, headers, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      const denied = String(headers['permissions-policy']).split(', ')
      for (const feature of NEVER_ALLOWED) assert.ok(denied.includes(`${feature}=()`), `${feature} at ${path}`)
      for (const one of denied) assert.match(one, /^[a-z-]+=\(\)$/, path)
      hasNot(body, ASKS_WHERE, path)
    }
  },
  [
    withoutHeader('Permissions-Policy'),
    withHeader('Permissions-Policy', 'geolocation=(self), camera=()', /^\/s/),
    replacing('a question where somebody is', '<script>', '<script>navigator.geolocation.getCurrentPosition(place);'),
  ],
)

requirement(
  47,
  'search engines may show the findable page alone, with a description of its own, and keep no copy',
  async (visit) => {
    for (const page of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      const said = page.headers['x-robots-tag']
      assert.equal(
        said,
        isFindable(page) && page.status === 200 ? 'noarchive' : 'noindex, noarchive, nosnippet',
        page.path,
      )
      const described = /<meta name="description" content="[^"]{50,300}"/.test(page.body)
      assert.equal(described, isFindable(page) && page.status === 200, `a description at ${page.path}`)
      hasNot(page.body, /<meta name="robots"/, page.path)
    }
  },
  [
    withoutHeader('X-Robots-Tag'),
    withHeader('X-Robots-Tag', 'noarchive', /^\/s\/1497/),
    withHeader('X-Robots-Tag', 'noindex', /^\/k/),
    replacing('no description', /<meta name="description"[^>]*>/, ''),
  ],
)
notYet(47, 'the channel’s pages are never indexed', 'the contact channel comes later')

requirement(
  48,
  'one host serves every municipality: the place stands in the path, and no other host of ours is needed',
  async (visit) => {
    for (const { path } of HELP_SITE_ROUTES) assert.match(path, /^\//)
    for (const page of (await everyPage(visit)).filter((one) => !isPiece(one))) {
      // What is shown to be copied on the web editors' page is a whole address.
      const own = valuesOf(page.body, 'href').filter(
        (address) => !/^(?:https?:\/\/[^/]+(?:\/|$)|tel:|data:|#)/.test(address),
      )
      for (const address of own) assert.match(address, /^\/(?!\/)/, page.path)
      const whole = valuesOf(page.body, 'href').filter((address) => /^https?:.*\/[sokf]\/(?:\w+\/)?\d{4}/.test(address))
      assert.deepEqual(whole, [], page.path)
    }
    const asOther = await fetch(`${visit.url}/s/1497`, { headers: { 'X-Forwarded-Host': 'hjo.example.org' } })
    assert.doesNotMatch(await asOther.text(), /hjo\.example\.org/)
  },
  [
    replacing('a host for each municipality', /href="\/s\/1497/, 'href="https://hjo.example.org/s/1497'),
    replacing('addresses without their beginning', 'href="/o', 'href="o'),
  ],
)

const LOOKS_AHEAD = /rel="(?:preconnect|dns-prefetch|prefetch|preload|prerender|modulepreload)|type="speculationrules"/

requirement(
  49,
  'no browser looks up, connects to or loads anything ahead',
  async (visit) => {
    for (const { path, headers, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      assert.equal(headers['x-dns-prefetch-control'], 'off', path)
      assert.equal(headers['link'], undefined, path)
      assert.equal(headers['speculation-rules'], undefined, path)
      hasNot(body, LOOKS_AHEAD, path)
    }
  },
  [
    withoutHeader('X-DNS-Prefetch-Control'),
    withHeader('Link', '<https://example.org>; rel=preconnect', /^\/k/),
    plantingInHead('a lookup ahead', '<link rel="dns-prefetch" href="//example.org">'),
    plantingInHead('a rule for loading ahead', '<script type="speculationrules">{}</script>', /^\/o/),
  ],
)

const TRACKED = ['utm_source=kommunen', 'fbclid=IwAR0', 'gclid=x&utm_medium=cpc', 'q=misshandel', '']
const TRACKED_PAGES = ['/', '/s/1497', '/s/1497/a', '/s/en/0000', '/k/1497', '/o', '/o/traces', '/f/1497.html']

requirement(
  50,
  'what links are given on their way is taken off before anything is shown, and no link of ours carries any',
  async (visit) => {
    for (const path of TRACKED_PAGES)
      for (const query of TRACKED) {
        const { status, headers, body } = await ask(visit.url, `${path}?${query}`)
        assert.deepEqual([status, headers.location, body], [308, path, ''], `${path}?${query}`)
      }
    for (const { path, body } of await everyPage(visit))
      for (const address of valuesOf(body, 'href')) assert.doesNotMatch(address, /\?/, path)
  },
  [
    withStatus('shown with what it was given', 308, 200),
    withHeader('Location', '/s/1497?utm_source=kommunen', /^\/s\/1497\?/),
    replacing('a link that counts', 'href="https://', 'href="https://example.org/?ref=rackhall&to=', /^\/s/),
  ],
)

const BOTS = ['Slackbot-LinkExpanding 1.0', 'WhatsApp/2.24', 'facebookexternalhit/1.1', 'Twitterbot/1.0', 'TelegramBot']

requirement(
  52,
  'a preview of a link shows neutral words and no picture, to whichever bot asks',
  async (visit) => {
    for (const { path, body } of (await everyPage(visit)).filter((page) => isHtml(page) && !isPiece(page))) {
      const previewed = [
        ...body.matchAll(/<meta (?:property|name)="((?:og|twitter|article|al):[^"]+)" content="([^"]*)"/g),
      ]
      assert.deepEqual(
        previewed.map(([, name]) => name),
        ['og:title'],
        path,
      )
      if (!path.startsWith('/k/'))
        for (const [, , text = ''] of previewed) assert.equal(tellingWord(text), undefined, path)
      hasNot(body, /application\/ld\+json|rel="image_src"|itemprop=/, path)
    }
    const asPerson = await ask(visit.url, '/s/1497/a')
    for (const bot of BOTS) {
      const seen = await ask(visit.url, '/s/1497/a', { headers: { 'User-Agent': bot } })
      assert.equal(seen.body, asPerson.body, bot)
    }
  },
  [
    plantingInHead('a picture in previews', '<meta property="og:image" content="https://example.org/p.png">'),
    plantingInHead('a description in previews', '<meta property="og:description" content="Om misshandel">', /^\/s/),
    replacing('a preview that says it', 'property="og:title" content="', 'property="og:title" content="Kvinnofrid: '),
  ],
)
notYet(53, 'the channel’s answers all have one of a few sizes', 'the contact channel comes later')

requirement(
  54,
  'nothing that Tor’s strictest setting takes away is needed, and nobody is turned away for where they come from',
  async (visit) => {
    const pages = (await everyPage(visit)).filter(isHtml)
    for (const { path, body } of pages) {
      hasNot(body, /@font-face|captcha|<canvas|<math/i, path)
      // Signs beside words; whoever does not see them misses nothing.
      for (const [drawn] of body.matchAll(/<svg\b[^>]*>/g)) assert.match(drawn, /aria-hidden="true"/, path)
      const without = body.replaceAll(/<(script|svg)\b[\s\S]*?<\/\1>/g, '')
      has(without, /href="tel:112"[^>]*>[^<]*<bdi dir="ltr">112<\/bdi>|^<section class="rackhall"/, path)
    }
    const plain = await ask(visit.url, '/s/1497')
    const hidden = await ask(visit.url, '/s/1497', {
      headers: {
        'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
        'X-Forwarded-For': '185.220.101.1',
      },
    })
    assert.deepEqual([hidden.status, hidden.body], [200, plain.body])
  },
  [
    plantingInHead('a font in a file', '<style>@font-face { font-family: a; src: url(/a.woff2) }</style>', /^\/s\/ar/),
    replacing('numbers drawn as pictures', /<bdi dir="ltr">[^<]*<\/bdi>/, '<svg aria-hidden="true"></svg>'),
    planting('a captcha', '<div class="g-recaptcha"></div>', /^\/k/),
  ],
)
