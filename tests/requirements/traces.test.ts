import assert from 'node:assert/strict'
import { factsOf, loadReference, readExitHosts } from '#modules/municipality/index.ts'
import { exportAddresses, fileOf } from '#modules/help-site/export/addresses.ts'
import { HELP_SITE_ROUTES } from '#modules/help-site/routes.ts'
import { PROJECT_ROOT, readConfig } from '#platform/config.ts'
import { planting, replacing, withHeader, withoutHeader } from '#tests/support/mutating-proxy.ts'
import { notTestable, notYet, requirement } from '#tests/support/requirement.ts'
import { prepareSite } from '../../src/app.ts'
import {
  everyOtherAnswer,
  everyPage,
  hasNot,
  isData,
  isFindable,
  isHtml,
  isPiece,
  valuesOf,
  type Answered,
  SAMPLED,
} from './every-page.ts'
import { plantingInHead } from './faults.ts'
import { tellingAddress, tellingWord } from './words.ts'

/*
 * What a visit leaves in the browser's history, tab, task list and folder of downloads (requirements 25 to 28, 31, 33,
 * 36 and 37), read in what the site answers. What browsers store is in storage.test.ts.
 */

const CHANNEL = 'the contact channel comes later'

const sayNothing = (addresses: readonly string[], where: string): void => {
  for (const address of addresses) {
    const word = tellingAddress(address)
    assert.equal(word, undefined, `${where} has the address ${address}`)
  }
}

const ownAddresses = ({ body }: Answered): readonly string[] =>
  ['href', 'action', 'data-exit', 'formaction']
    .flatMap((attribute) => valuesOf(body, attribute))
    .filter((address) => /^[/#]/.test(address))

requirement(
  25,
  'no address, link, form, anchor or exported file says what the site is about',
  async (visit) => {
    sayNothing(
      HELP_SITE_ROUTES.map(({ path }) => path),
      'the list of routes',
    )
    for (const page of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      sayNothing(ownAddresses(page), page.path)
      // No link leads to them, but anyone can make one.
      for (const id of valuesOf(page.body, 'id')) assert.equal(tellingWord(id), undefined, `${page.path}#${id}`)
      sayNothing([(page.headers.location ?? '/').replace(/^https?:\/\/[^/]*/, '')], page.path)
    }
    sayNothing(exportedFiles(), 'the exported site')
  },
  [
    replacing('an audience address in words', 'href="/s/0000/a"', 'href="/s/0000/utsatt"'),
    replacing('an anchor in words', '<h2', '<h2 id="vald"', /^\/s\/en/),
    withHeader('Location', '/s/0000?q=abuse'),
  ],
  SAMPLED,
)
notTestable(
  25,
  'the host name says nothing',
  'the operator chooses it; docs/operations.md says what must not stand in it',
)

const exportedFiles = (): readonly string[] => {
  const { prepared } = prepareSite(readConfig({}, readExitHosts(PROJECT_ROOT)).config)
  const world = { prepared, facts: factsOf(loadReference(PROJECT_ROOT)), receptions: [], visits: [] }
  return exportAddresses(world).map(({ path }) => fileOf(path))
}

const titleOf = ({ body }: Answered): string => /<title>([^<]*)<\/title>/.exec(body)?.[1] ?? ''
const ogOf = ({ body }: Answered): readonly string[] =>
  [...body.matchAll(/<meta property="og:[a-z_]+" content="([^"]*)"/g)].map(([, content = '']) => content)
/** The languages of the site; a card has its own. */
const spokenAt = (path: string): string => /^\/[so]\/([a-z]{2,3}(?:-[a-z]+)?)(?:\/|$)/.exec(path)?.[1] ?? 'sv'

requirement(
  26,
  'every title and preview is neutral, and no two pages of a language have the same',
  async (visit) => {
    const pages = (await everyPage(visit)).filter((page) => !isFindable(page) && !isPiece(page) && !isData(page))
    const answers = (await everyOtherAnswer(visit)).filter((answer) => isHtml(answer) && answer.body !== '')
    for (const page of [...pages, ...answers]) {
      assert.notEqual(titleOf(page), '', `${page.path} has no title`)
      for (const text of [titleOf(page), ...ogOf(page)])
        assert.equal(tellingWord(text), undefined, `${page.path} is called “${text}”`)
    }
    const known = new Map<string, string>()
    for (const page of pages) {
      const name = `${spokenAt(page.path)}: ${titleOf(page)}`
      assert.equal(known.get(name), undefined, `${page.path} and ${known.get(name)} are both called “${name}”`)
      known.set(name, page.path)
    }
  },
  [
    replacing('a title that says it', '<title>', '<title>Hjälp mot våld – ', /^\/s\/en\/1497\/p$/),
    replacing('the same title everywhere', /<title>[^<]*/, '<title>Information'),
    replacing('a preview that says it', 'property="og:title" content="', 'property="og:title" content="Kvinnofrid: '),
  ],
)

const ICON = '<link rel="icon" href="data:,">'
const LOOKS =
  /<link\b[^>]*rel="(?!canonical|alternate)[^"]*"[^>]*>|<meta name="(?:theme-color|application-name|apple-[^"]*|msapplication-[^"]*)"[^>]*>/g

requirement(
  27,
  'icon, colour and manifest are the same on every page: an empty icon and nothing else',
  async (visit) => {
    const html = [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))].filter(
      (page) => isHtml(page) && !isPiece(page) && page.body !== '',
    )
    for (const { path, body } of html) assert.deepEqual(body.match(LOOKS), [ICON], path)
  },
  [
    replacing('no icon on the blank page, so that one is asked for', ICON, '', /^\/x/),
    plantingInHead('a colour of its own', '<meta name="theme-color" content="#800080">', /^\/k/),
    plantingInHead('a touch icon', '<link rel="apple-touch-icon" href="/icon.png">'),
  ],
)

const ASKS_TO_STAY = /rel="manifest"|serviceWorker|beforeinstallprompt|PushManager|Notification|showNotification/

requirement(
  28,
  'nothing can be installed, and no page asks to send notices or to work in the background',
  async (visit) => {
    for (const { path, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))])
      assert.equal(ASKS_TO_STAY.exec(body)?.[0], undefined, path)
    for (const path of ['/manifest.json', '/manifest.webmanifest', '/site.webmanifest', '/sw.js'])
      assert.equal((await fetch(visit.url + path)).status, 404, path)
  },
  [
    plantingInHead('a manifest', '<link rel="manifest" href="/m">'),
    replacing('a question about notices', '<script>', '<script>Notification.requestPermission();'),
    {
      name: 'a background worker',
      change: (answer, path) => (path === '/sw.js' ? { ...answer, status: 200 } : answer),
    },
  ],
)

notYet(30, 'the channel’s keys are in memory alone', CHANNEL)

requirement(
  31,
  'no browser keeps a page, and no file of the site has a name',
  async (visit) => {
    for (const answer of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      if (!isPiece(answer) && !isData(answer))
        assert.match(String(answer.headers['cache-control']), /\bno-store\b/, answer.path)
      hasNot(answer.body, /<(?:script|link|img)\b[^>]*\b(?:src|href)="(?!data:)/, answer.path)
    }
  },
  [
    withHeader('Cache-Control', 'private, max-age=60', /^\/o/),
    withoutHeader('Cache-Control'),
    plantingInHead('a style in a file', '<link rel="stylesheet" href="/kvinnofrid.css">'),
  ],
)
notYet(31, 'the channel’s pages are not stored', CHANNEL)
notYet(32, 'the channel’s pages ask the server when they come alive again', CHANNEL)

requirement(
  33,
  'a field is one that no browser remembers, checks the spelling of or offers to fill in',
  async (visit) => {
    const pages = [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]
    const fields = pages.flatMap(({ path, body }) =>
      [...body.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)].map(([field]) => ({ path, field })),
    )
    assert.ok(fields.length > 0)
    for (const { path, field } of fields.filter((one) => !one.field.includes('type="hidden"'))) {
      assert.match(field, /\bautocomplete="off"/, path)
      assert.match(field, /\bspellcheck="false"/, path)
      // Browsers keep what is typed under the names they know: names of a letter say nothing to them.
      assert.match(field, /\bname="[a-z]"/, path)
      assert.match(field, /\btype="text"/, path)
    }
    for (const { path, body } of pages)
      for (const [form] of body.matchAll(/<form\b[^>]*action="\/"[^>]*>/g))
        assert.match(form, /autocomplete="off"/, path)
  },
  [
    replacing('a field that is remembered', ' autocomplete="off"', ''),
    replacing('a field whose spelling is sent away', ' spellcheck="false"', ''),
    replacing('a field with a name that is known', 'name="q"', 'name="city"'),
    planting('a password', '<input type="password" name="p" autocomplete="off" spellcheck="false">'),
  ],
)
notYet(33, 'the channel’s fields are remembered nowhere', CHANNEL)
notYet(35, 'the channel is blank in the list of open apps', CHANNEL)

requirement(
  36,
  'nothing is downloaded, and every exported file has a neutral name',
  async (visit) => {
    for (const { path, headers, body } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))]) {
      assert.equal(headers['content-disposition'], undefined, path)
      hasNot(body, /<a\b[^>]*\sdownload\b/, path)
    }
    for (const file of exportedFiles()) {
      assert.match(file, /^(?:index|[skfo](?:\/[A-Za-z0-9-]+){0,3})\.(?:html|json)$/)
      assert.equal(tellingAddress(file), undefined, file)
    }
  },
  [
    withHeader('Content-Disposition', 'attachment; filename="kvinnofrid.html"', /^\/f/),
    planting('a file to take home', '<a href="/f/0000.json" download="misshandel.json">Spara</a>'),
  ],
)
notYet(36, 'printed matter has neutral file names and titles', 'posters and cards as PDF come later')

requirement(
  37,
  'every page asks the browser to keep it off the record',
  async (visit) => {
    for (const answer of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))])
      assert.equal(answer.headers['request-otr'], '1', answer.path)
  },
  [withoutHeader('Request-OTR'), withHeader('Request-OTR', '0', /^\/x/)],
)
