import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AXE } from '#tests/support/axe.ts'
import { startBrowser } from '#tests/support/browsers.ts'
import { furnishedWorkplace } from '#tests/support/furnished-workplace.ts'
import { staffPages, type StaffPage } from '#tests/support/staff-pages.ts'
import { until, type Start, type Tab } from '#tests/support/tab.ts'

/*
 * Every page of the staff side in a browser, which runs no script but axe. In a short run axe looks at each in one of four ways, light
 * or dark and narrow or wide, which one turns from page to page; in a long run in all four.
 */

const FULL = process.env['RACKHALL_TEST_FULL'] === '1'
const LOOKS = [
  { dark: false, width: 320 },
  { dark: true, width: 1280 },
  { dark: false, width: 1280 },
  { dark: true, width: 320 },
] as const

/** All 290 municipalities say no more than those of one county. */
const FEWER: Readonly<Record<string, string>> = { '/overview': '?county=14' }

const workplace = await furnishedWorkplace({ after })
const pages = staffPages(workplace)

/** Opens one page after the other as whoever may, in a browser of its own. */
const through = async (
  start: Start,
  work: (tab: Tab, page: StaffPage) => Promise<void>,
  wanted: (page: StaffPage) => boolean = () => true,
): Promise<void> => {
  const browser = await startBrowser('Chromium', start)
  try {
    const tab = await browser.open()
    let role: StaffPage['role']
    for (const page of pages) {
      if (!wanted(page)) continue
      if (page.role !== undefined && page.role !== role) await tab.go(await workplace.letIn(page.role))
      role = page.role ?? role
      await tab.go(workplace.site.origin + page.address + (FEWER[page.address] ?? ''))
      await work(tab, page)
    }
  } finally {
    await browser.close()
  }
}

const REVEAL = `for (const reveal of document.querySelectorAll('main details')) reveal.open = true`
const LOOK = `axe.run().then(({ violations }) => { window.found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))) });undefined`
const STICKS_OUT = `document.documentElement.scrollWidth > document.documentElement.clientWidth`

/** The ways in which a page is looked at, in light or in dark. */
const looksAt = (place: number, dark: boolean): readonly number[] =>
  LOOKS.filter((look, turn) => look.dark === dark && (FULL || turn === place % LOOKS.length)).map(({ width }) => width)

for (const dark of [false, true])
  test(`axe finds nothing on any page, and none is scrolled sideways, ${dark ? 'dark' : 'light'}`, async () => {
    const wrong: string[] = []
    await through(
      { dark },
      async (tab, page) => {
        const { address } = page
        for (const width of looksAt(pages.indexOf(page), dark)) {
          await tab.resize(width, 800)
          await tab.evaluate(`window.found = undefined;${REVEAL};${AXE};${LOOK}`)
          const found = await until(`axe on ${address}`, async () => tab.evaluate<readonly string[]>('window.found'))
          wrong.push(...found.map((fault) => `${address} at ${width}: ${fault}`))
        }
        // 320 pixels is also 1280 at 400 %.
        await tab.resize(320, 800)
        if (await tab.evaluate<boolean>(STICKS_OUT)) wrong.push(`${address} sticks out`)
      },
      (page) => looksAt(pages.indexOf(page), dark).length > 0,
    )
    assert.deepEqual(wrong, [])
  })

/** What is in reach of the Tab key, in the order of the page. */
const REACHABLE = `[...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex="0"]')]
  .filter((element) => element.checkVisibility() && element.tabIndex >= 0 && !(element.matches('[type=radio]:not(:checked)') && element.form.querySelector('[name="' + element.name + '"]:checked') !== null))`
const FOCUS = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
  return { place: ${REACHABLE}.indexOf(document.activeElement), outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }
})()`
const stillIn = (place: number): string =>
  `document.activeElement.matches('[type=date], [type=time]') && ${REACHABLE}.indexOf(document.activeElement) === ${place}`
const BY_KEYBOARD = new Set(['/', '/people', '/receptions/vastra'])

test('by keyboard everything is reached in its order, and one sees where one is', async () => {
  await through(
    { script: false },
    async (tab, { address }) => {
      await tab.resize(1280, 800)
      const all = await tab.evaluate<number>(`${REACHABLE}.length`)
      for (let place = 0; place < all; place += 1) {
        await tab.press('Tab')
        // A day or a time is gone through part by part.
        for (let part = 0; part < 6 && (await tab.evaluate<boolean>(stillIn(place - 1))); part += 1)
          await tab.press('Tab')
        assert.deepEqual(
          await tab.evaluate(FOCUS),
          { place, outlined: true },
          `${address}: press ${place + 1} of ${all}`,
        )
      }
    },
    ({ role, address }) => role === 'municipality.lead' && (FULL || BY_KEYBOARD.has(address)),
  )
})

/** What the style says for paper, on the screen. */
const ON_PAPER = `for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all'`
const CUT = `[...document.querySelectorAll('body *')].filter((element) => element.checkVisibility() && !element.matches('.skip, .skip *') &&
  ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowY)).map((element) => element.outerHTML.slice(0, 80))`

test('on paper there is no navigation, no form and nothing cut', async () => {
  await through(
    { script: false },
    async (tab, { address }) => {
      await tab.evaluate(`${ON_PAPER};undefined`)
      const shown = await tab.evaluate<number>(
        `[...document.querySelectorAll('nav[aria-label], .ways, form')].filter((element) => element.checkVisibility()).length`,
      )
      assert.equal(shown, 0, address)
      assert.deepEqual(await tab.evaluate(CUT), [], address)
    },
    ({ role, address }) => FULL || (role === 'municipality.lead' && BY_KEYBOARD.has(address)),
  )
})
