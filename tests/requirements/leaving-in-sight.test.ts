import assert from 'node:assert/strict'
import { planting, replacing, together, type Mutation } from '#tests/support/mutating-proxy.ts'
import { requirementInBrowsers, type Visit } from '#tests/support/requirement.ts'
import type { Tab } from '#tests/support/tab.ts'

/* Where the way out stands on the screen: always in sight, never covered, first to be reached, and in the same place. */

const FULL = process.env['RACKHALL_TEST_FULL'] === '1'

type Screen = { readonly name: string; readonly width: number; readonly height: number }

const SCREENS: readonly Screen[] = [
  { name: 'a small phone', width: 320, height: 568 },
  { name: 'a phone', width: 360, height: 640 },
  { name: 'a tablet', width: 768, height: 1024 },
  { name: 'a computer', width: 1280, height: 800 },
  { name: 'a large screen', width: 1920, height: 1080 },
  // 1280 × 1024 at 400 % has as much room as this; so has a phone on its side, with its keyboard open.
  { name: '400 % zoom', width: 320, height: 256 },
]
const PATHS: readonly string[] = FULL
  ? [
      '/',
      '/s/0000',
      '/s/0000/a',
      '/s/1497/b',
      '/s/en/1497',
      '/s/ar/1497',
      '/o/traces',
      '/o/en/privacy',
      '/k/1497',
      '/nowhere',
    ]
  : ['/s/0000/a', '/nowhere']
const SAMPLED = FULL ? undefined : `${PATHS.length} of 10 pages on ${SCREENS.length} screens, both directions`

/**
 * Scrolls the whole page in steps smaller than the screen, and answers with what is wrong with the way out anywhere:
 * out of the window, smaller than a finger, or covered at its middle or near its corners.
 */
const WRONG_ANYWHERE = `(() => {
  const wrong = []
  const button = document.querySelector('#exit button')
  if (button === null) return ['there is none']
  const end = document.documentElement.scrollHeight
  for (let y = 0; y <= end; y += Math.max(1, Math.floor(innerHeight * ${FULL ? 0.1 : 0.6}))) {
    scrollTo({ top: Math.min(y, end - innerHeight), behavior: 'instant' })
    const { left, top, right, bottom, width, height } = button.getBoundingClientRect()
    const wide = document.documentElement.clientWidth
    if (left < 0 || top < 0 || right > wide || bottom > innerHeight) wrong.push('out of sight at ' + scrollY)
    if (width < 44 || height < 44) wrong.push('too small at ' + scrollY)
    for (const [x, y] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]) {
      const there = document.elementFromPoint(left + x * width, top + y * height)
      if (there !== button) wrong.push('covered by ' + (there?.outerHTML ?? 'nothing').slice(0, 60) + ' at ' + scrollY)
    }
  }
  return wrong.slice(0, 3)
})()`

const everywhere = async (tab: Tab, { url }: Visit, prepare: string): Promise<void> => {
  for (const path of PATHS) {
    await tab.go(`${url}${path}`)
    for (const { name, width, height } of SCREENS)
      for (const direction of ['ltr', 'rtl']) {
        await tab.resize(width, height)
        await tab.evaluate(`(() => { document.documentElement.dir = '${direction}'; ${prepare} })()`)
        assert.deepEqual(await tab.evaluate(WRONG_ANYWHERE), [], `${path} on ${name}, ${direction}`)
      }
  }
}

/** A style at the end of the site's own. */
const styling = (name: string, style: string): Mutation => replacing(name, '</style>', `${style}</style>`)

requirementInBrowsers(
  3,
  'the way out is in the window at every scroll position, from 320 to 1920 px, at 400 % zoom, in both directions',
  async (tab, visit) => everywhere(tab, visit, ''),
  [
    styling('a way out that scrolls away', '#exit{position:static}'),
    styling('one too small for a finger', '#exit button{min-height:24px;padding:0;line-height:1}'),
    styling('one beside the screen', '[dir=rtl] #exit{position:fixed;left:-9em}'),
    styling('one as wide as a computer’s screen', '#exit{width:1000px}'),
  ],
  { sampled: SAMPLED },
)

requirementInBrowsers(
  4,
  'nothing ever covers the way out: no reveal, no sentence, no focused field',
  async (tab, visit) =>
    everywhere(
      tab,
      visit,
      `for (const reveal of document.querySelectorAll('details')) reveal.open = true; document.getElementById('place')?.focus()`,
    ),
  [
    together(
      planting('a box about cookies', '<div id="cookies">Kakor</div>'),
      styling('it lies over the page', '#cookies{position:fixed;inset:auto 0 0 0;height:95vh;z-index:99}'),
    ),
    styling('a notice over everything', 'main{position:relative;z-index:99;margin-top:-40px}'),
    styling('a reveal over everything', 'details[open]{position:fixed;inset:0;z-index:99}'),
  ],
  { sampled: SAMPLED },
)

/** Where the button is in the part of the page that is seen, in that part's own measures. */
const SEEN = `(() => {
  const { top, bottom, left, right } = document.querySelector('#exit button').getBoundingClientRect()
  const { offsetTop, offsetLeft, width, height, scale } = visualViewport
  return { scale, moved: offsetTop, above: top - offsetTop, below: offsetTop + height - bottom, seen: Math.min(right, offsetLeft + width) - Math.max(left, offsetLeft) }
})()`
type Seen = { scale: number; moved: number; above: number; below: number; seen: number }

requirementInBrowsers(
  4,
  'on a phone, zoomed in with two fingers or moved up by the keyboard, the way out stays in the part that is seen',
  async (tab, { url }) => {
    await tab.go(`${url}/s/0000/a`)
    assert.match(
      await tab.evaluate(`document.querySelector('meta[name=viewport]').content`),
      /interactive-widget=resizes-content/,
    )
    await tab.pinch(2.5)
    const seen = await tab.evaluate<Seen>(`new Promise((resolve) => requestAnimationFrame(() => resolve(${SEEN})))`)
    assert.ok(seen.scale > 1.5 && seen.moved > 20, `nothing was zoomed: ${JSON.stringify(seen)}`)
    assert.ok(seen.above >= -1 && seen.below >= 0 && seen.seen >= 44, JSON.stringify(seen))
  },
  [
    replacing('a way out that does not follow', '.style.top=', '.style.bottom='),
    replacing('a keyboard that lies over the page', ', interactive-widget=resizes-content', ''),
  ],
  { browsers: ['Chromium'], start: { touch: true } },
)

requirementInBrowsers(
  10,
  'the way out is the first stop with Tab',
  async (tab, { url }) => {
    for (const path of ['/s/0000', '/s/0000/a', '/o/traces', '/nowhere']) {
      await tab.go(`${url}${path}`)
      await tab.press('Tab')
      assert.ok(await tab.evaluate(`document.activeElement?.matches('#exit button') ?? false`), path)
    }
  },
  [
    planting('links before it', '<a href="/">1</a><a href="/">2</a>'),
    replacing('one that is left out', '"><button>', '"><button tabindex="-1">'),
  ],
)

requirementInBrowsers(
  12,
  'the way out stands in the same place in every language',
  async (tab, { url }) => {
    const places = new Set<string>()
    await tab.resize(360, 640)
    for (const path of ['/s/0000', '/s/sv-simple/0000', '/s/en/0000', '/s/ar/0000', '/s/th/0000', '/s/ti/0000']) {
      await tab.go(`${url}${path}`)
      places.add(
        await tab.evaluate(`(() => {
          const { x, y, width, height } = document.querySelector('#exit button').getBoundingClientRect()
          return [x, y, width, height].map(Math.round).join()
        })()`),
      )
    }
    assert.equal(places.size, 1, `it stands at ${[...places].join(' and ')}`)
  },
  [styling('another place in one language', ':lang(en) #exit{padding-top:30px}')],
)
