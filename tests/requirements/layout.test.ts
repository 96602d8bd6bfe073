import assert from 'node:assert/strict'
import { after } from 'node:test'
import { planting, replacing } from '#tests/support/mutating-proxy.ts'
import { arrived, until, type Tab } from '#tests/support/tab.ts'
import { styling } from './faults.ts'
import { closeFurnishedSite, CONFIRMED, requirementOnFurnishedSite, type Look } from './furnished-site.ts'

/** How pages stand on a screen (requirements 41, 61, 63 and 64): sizes, zoom, keyboard, direction and forced colours. */

const FRONT = `/s/${CONFIRMED}`
const RTL = `/s/qps-plocm/${CONFIRMED}`
/** A front page with all it can show, the longest text, the widest word, the list of all places, code, a table, a card. */
const VARIED = [FRONT, `${FRONT}/a`, `${RTL}/n`, '/', '/o/web-editors', '/o/counting', `/s/th/${CONFIRMED}`]

after(closeFurnishedSite)

/** Opens the varied pages one after the other; for a deliberate fault the first will do. */
const onVaried = async (
  { url, mutation }: Look,
  tab: Tab,
  work: (path: string) => Promise<void>,
  pages: readonly string[] = VARIED,
): Promise<void> => {
  for (const path of mutation === undefined ? pages : pages.slice(0, 1)) {
    await tab.go(url + path)
    await work(path)
  }
}

const TOO_SMALL = `(() => {
  const seen = (element) => { const { left, right } = element.getBoundingClientRect(); return element.checkVisibility() && right > 0 && left < innerWidth }
  const inText = (element) => getComputedStyle(element).display === 'inline' || (element.matches('.tel') && element.closest('.call, .danger > p') === null)
  const least = (element) => element.matches('#exit button, .big .tel, .danger > p .tel') ? 56 : 44
  return [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
    .filter((element) => seen(element) && !inText(element))
    .map((element) => ({ element: element.outerHTML.slice(0, 120), height: element.getBoundingClientRect().height, least: least(element) }))
    .filter(({ height, least }) => height < least - 0.01)
})()`

requirementOnFurnishedSite(
  61,
  'what one presses is 44 pixels high at least; the way out and the numbers to call first are 56',
  async (tab, visit) => {
    await tab.resize(320, 700)
    await onVaried(visit, tab, async (path) => assert.deepEqual(await tab.evaluate(TOO_SMALL), [], path))
  },
  [
    styling('a low way out', '#exit button{min-height:50px}'),
    styling('low numbers', '.big .tel{line-height:50px !important}'),
    styling('low links', 'footer a{min-height:0 !important;padding:0 !important}'),
  ],
  { browsers: ['Chromium'], start: { touch: true } },
)

/** What sticks out to the side; code may be scrolled in its own box. */
const STICKS_OUT = `({ wide: document.documentElement.scrollWidth, screen: document.documentElement.clientWidth })`

for (const { name, width, text } of [
  { name: 'at 320 pixels, which is 1280 at 400 %', width: 320, text: '' },
  { name: 'with text of twice the size', width: 640, text: '225%' },
]) {
  requirementOnFurnishedSite(
    61,
    `no page has to be scrolled sideways, ${name}`,
    async (tab, visit) => {
      await tab.resize(width, 800)
      await onVaried(visit, tab, async (path) => {
        await tab.evaluate(`document.documentElement.style.fontSize = '${text}'`)
        const { wide, screen } = await tab.evaluate<{ wide: number; screen: number }>(STICKS_OUT)
        assert.ok(wide <= screen, `${path}: ${wide} pixels on a screen of ${screen}`)
      })
    },
    [
      styling('something wide', 'main{min-width:700px}'),
      styling('words that stay on one line', 'p{white-space:nowrap}'),
    ],
  )
}

/** Everything that can have the focus, in the order of the page, by what it looks like. */
const REACHABLE = `[...document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')]
  .filter((element) => element.checkVisibility())`
const OUTLINE = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
  return { place: ${REACHABLE}.indexOf(document.activeElement), outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }
})()`

requirementOnFurnishedSite(
  61,
  'by keyboard alone everything is reached, in the order in which it stands, and one sees where one is',
  async (tab, visit) => {
    await tab.resize(1280, 800)
    await onVaried(
      visit,
      tab,
      async (path) => {
        await until('the script to have made the numbers', async () =>
          tab.evaluate<boolean>(`document.readyState === 'complete'`),
        )
        const all = await tab.evaluate<number>(`${REACHABLE}.length`)
        for (let place = 0; place < all; place += 1) {
          await tab.press('Tab')
          assert.deepEqual(
            await tab.evaluate(OUTLINE),
            { place, outlined: true },
            `${path}: press ${place + 1} of ${all}`,
          )
        }
      },
      [FRONT],
    )
  },
  [
    planting('something that cannot be reached', '<a href="/o" tabindex="-1">Om</a>'),
    replacing('something that is out of its place', '</main>', '<a href="/o" tabindex="3">Om</a></main>'),
    styling('no sign of where one is', ':focus-visible{outline:none !important}'),
  ],
)

const BORDERS = `['#exit button', '.danger', '.call', '.box', 'input#place', '.act'].filter((selector) =>
  parseFloat(getComputedStyle(document.querySelector(selector)).borderTopWidth) < 1)`

requirementOnFurnishedSite(
  61,
  'in forced colours, where backgrounds are gone, boxes and buttons have edges',
  async (tab, visit) =>
    onVaried(visit, tab, async (path) => assert.deepEqual(await tab.evaluate(BORDERS), [], path), [FRONT]),
  [replacing('no edges', 'forced-colors:active', 'forced-colors:none')],
  { browsers: ['Chromium'], start: { forced: true } },
)

/** The colours that stand for text on something, and how much they must differ (WCAG 1.4.6, and 1.4.11 for edges). */
const PAIRS = [
  ['ink', 'paper', 7],
  ['ink', 'soft', 7],
  ['accent', 'paper', 7],
  ['accent', 'soft', 7],
  ['exit-ink', 'exit', 7],
  ['danger-ink', 'danger', 7],
  ['line', 'paper', 3],
  ['danger', 'paper', 3],
] as const

const COLOURS = `Object.fromEntries(${JSON.stringify([...new Set(PAIRS.flatMap(([a, b]) => [a, b]))])}.map((name) =>
  [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))`

/** Relative luminance (WCAG 2.2) of #rgb or #rrggbb. */
const luminance = (colour: string): number => {
  const digits =
    /^#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))$/i.exec(colour)?.slice(1) ?? []
  const parts = digits.filter((digit) => digit !== undefined)
  assert.equal(parts.length, 3, `no colour: ${colour}`)
  const [r = 0, g = 0, b = 0] = parts.map((part) => {
    const value = Number.parseInt(part.length === 1 ? part + part : part, 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

for (const dark of [false, true]) {
  requirementOnFurnishedSite(
    61,
    `text stands out from what it stands on by 7 to 1, the way out too, ${dark ? 'dark' : 'light'}`,
    async (tab, visit) =>
      onVaried(
        visit,
        tab,
        async (path) => {
          const colours = await tab.evaluate<Readonly<Record<string, string>>>(COLOURS)
          for (const [text, under, least] of PAIRS) {
            const found = contrast(colours[text] ?? '', colours[under] ?? '')
            assert.ok(found >= least, `${path}: ${text} on ${under} is ${found.toFixed(1)} to 1`)
          }
        },
        [FRONT],
      ),
    [
      styling('grey text', ':root{--ink:#6b6b6b !important}'),
      styling('a pale way out', ':root{--exit:#8899aa !important}'),
    ],
    { browsers: ['Chromium'], start: { dark } },
  )
}

const DIRECTIONS = `(() => {
  const box = (element) => element.getBoundingClientRect()
  const h1 = document.querySelector('h1')
  const words = document.createRange()
  words.selectNodeContents(h1)
  const main = box(document.querySelector('main'))
  return {
    page: getComputedStyle(document.documentElement).direction,
    fromRight: main.right - box(words).right < box(words).left - main.left,
    numbers: [...document.querySelectorAll('.tel')].filter((tel) => {
      const number = tel.querySelector('bdi')
      return number === null || getComputedStyle(number).direction !== 'ltr' || !/^[\\d -]+$/.test(number.textContent)
    }).length,
    exit: box(document.querySelector('#exit button')).width > main.width * 0.9,
  }
})()`

requirementOnFurnishedSite(
  64,
  'a page that runs from the right is mirrored, and its numbers still run from the left',
  async (tab, visit) => {
    await tab.resize(360, 700)
    await onVaried(
      visit,
      tab,
      async (path) =>
        assert.deepEqual(
          await tab.evaluate(DIRECTIONS),
          { page: 'rtl', fromRight: true, numbers: 0, exit: true },
          path,
        ),
      [RTL, `${RTL}/a`],
    )
  },
  [
    replacing('a page that does not say how it runs', 'dir="rtl"', ''),
    replacing('numbers that turn round', '<bdi dir="ltr">', '<bdi dir="rtl">'),
    styling('a layout that stays as it was', 'h1{text-align:left;max-width:none}'),
  ],
)

const CAN_BE_MARKED = `[...document.querySelectorAll('main .tel')].filter((tel) => tel.checkVisibility()).map((tel) => {
  getSelection().selectAllChildren(tel)
  return getSelection().toString().trim()
})`

requirementOnFurnishedSite(
  41,
  'a number is text that can be marked and copied',
  async (tab, visit) =>
    onVaried(
      visit,
      tab,
      async (path) => {
        const marked = await tab.evaluate<readonly string[]>(CAN_BE_MARKED)
        assert.ok(marked.length >= 5, path)
        for (const text of marked) assert.match(text, /^[\d -]{3,}$/, path)
      },
      [FRONT, RTL],
    ),
  [
    styling('numbers that cannot be marked', '.tel{user-select:none}'),
    replacing(
      'numbers drawn and not written',
      /<bdi dir="ltr">[^<]*<\/bdi>/,
      '<bdi dir="ltr" aria-label="116 016"></bdi>',
    ),
  ],
)

requirementOnFurnishedSite(
  63,
  'without script one reads, finds one’s place and has numbers to press',
  async (tab, { url }) => {
    await tab.go(`${url}/s/0000`)
    await tab.click('#place')
    await tab.type('hjo')
    await tab.press('Enter')
    await arrived(tab, (address) => address.endsWith(FRONT), 'the page of Hjo')
    const numbers = await tab.evaluate<readonly string[]>(
      `[...document.querySelectorAll('.tel')].filter((tel) => tel.checkVisibility()).map((tel) => tel.getAttribute('href'))`,
    )
    assert.ok(numbers.length >= 5)
    for (const href of numbers) assert.match(href, /^tel:\+?\d+$/)
    assert.match(await tab.text(), /Du kan få hjälp i Hjo/)
  },
  [
    replacing(
      'a form that only a script sends',
      '<form class="screen" method="post" action="/"',
      '<form class="screen" method="dialog"',
    ),
    replacing('numbers that only a script makes', / href="tel:[^"]*"/, ''),
  ],
  { start: { script: false } },
)
