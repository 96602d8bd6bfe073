import type { Browser, BrowserContext, CDPSession, Page, Route } from 'playwright-core'
import type { Capture } from '../crawl/capture.ts'
import { answerFromCopy, isForTab, safely, withoutFragment } from './answer.ts'
import type { ExitPressed } from './browser-visit.ts'
import { openWorld } from './in-world.ts'
import { aimAtExit } from './look.ts'
import { freshPhone } from './screen.ts'
import { until } from './until.ts'

const LONGEST_LOAD_MS = 5000
const LONGEST_WAIT_MS = 1500
const QUIET_MS = 120
const MOST_ASKED = 20
/** Those who offer the key ask for it to be pressed up to three times. */
const ESCAPES = 3

const ELSEWHERE = { status: 200, contentType: 'text/html; charset=utf-8', body: '<!doctype html><title>…</title>' }

export type WayOut = {
  readonly url: string
  /** What finds it; nothing when the page only names the key Escape. */
  readonly selector: string | undefined
  readonly saysEscape: boolean
}

/**
 * Presses the way out of a page on a copy of it: everything comes from the captures, every other host is blocked, and
 * what the press asks for is noted and not sent. The same captures give the same answer. Nothing when the copy does not
 * show the page.
 */
export const pressOnCopy = async (
  browser: Browser,
  captures: ReadonlyMap<string, Capture>,
  way: WayOut,
): Promise<ExitPressed | undefined> => {
  const context = await freshPhone(browser)
  try {
    return await pressIn(context, captures, way)
  } finally {
    await context.close().catch(() => undefined)
  }
}

const pressIn = async (
  context: BrowserContext,
  captures: ReadonlyMap<string, Capture>,
  { url, selector, saysEscape }: WayOut,
): Promise<ExitPressed | undefined> => {
  const page = await context.newPage()
  const asksFor: string[] = []
  const after = { pressed: false, moved: false, opensTab: false, lastAt: 0 }
  const note = (address: string): void => {
    after.lastAt = performance.now()
    if (asksFor.length < MOST_ASKED) asksFor.push(address)
  }
  let lacked = false
  const blocked = async (route: Route): Promise<void> => {
    lacked ||= after.pressed
    return route.abort('blockedbyclient')
  }
  const fromCopy = answerFromCopy(captures, blocked)
  const elsewhere = async (route: Route): Promise<void> => {
    if (!after.pressed || !isForTab(route.request())) return fromCopy(route)
    note(route.request().url())
    return route.fulfill(ELSEWHERE)
  }
  await context.route('**/*', safely(elsewhere))
  await context.routeWebSocket(/.*/, async (socket) => socket.close())
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
  page.on('framenavigated', (frame) => void (after.moved ||= after.pressed && frame === page.mainFrame()))
  context.on('page', () => void (after.opensTab ||= after.pressed))

  await page.goto(url, { waitUntil: 'commit', timeout: LONGEST_LOAD_MS })
  await page.waitForLoadState('load', { timeout: LONGEST_LOAD_MS })
  const cdp = await context.newCDPSession(page)
  const before = await historyOf(cdp)
  if (!holdsPage(before.at, url)) return undefined

  const settled = async (): Promise<void> => {
    await until(() => page.isClosed() || after.moved || after.opensTab, LONGEST_WAIT_MS)
    await until(() => performance.now() - after.lastAt > QUIET_MS, LONGEST_WAIT_MS)
  }
  after.pressed = true
  if (selector !== undefined) {
    await press(page, cdp, selector)
    await settled()
  }
  if (saysEscape && !after.moved && !after.opensTab) {
    for (let times = 0; times < ESCAPES; times += 1) await page.keyboard.press('Escape')
    await settled()
  }
  if (page.isClosed()) return { asksFor, replaces: true, opensTab: after.opensTab, helpStillThere: false }
  // What was needed for it is not in the copy: that it leads nowhere says nothing of the page.
  if (asksFor.length === 0 && lacked) return undefined
  const { at, entries } = await historyOf(cdp)
  const helpStillThere = entries.some((entry) => holdsPage(entry, url))
  const replaces = !helpStillThere && entries.length <= before.entries.length && !holdsPage(at, url)
  return { asksFor, replaces, opensTab: after.opensTab, helpStillThere }
}

const holdsPage = (entry: string, url: string): boolean => withoutFragment(entry) === withoutFragment(url)

const historyOf = async (cdp: CDPSession): Promise<{ readonly at: string; readonly entries: readonly string[] }> => {
  const { currentIndex, entries } = await cdp.send('Page.getNavigationHistory')
  return { at: entries[currentIndex]?.url ?? '', entries: entries.map(({ url }) => url) }
}

const press = async (page: Page, cdp: CDPSession, selector: string): Promise<void> => {
  const aim = await aimAtExit(await openWorld(cdp), selector)
  if (aim === undefined) return
  // What lies over it would take the press: by the keyboard it is reached all the same.
  const pressing = aim.free ? page.mouse.click(aim.x, aim.y) : page.keyboard.press('Enter')
  // A page that the press sends away may never say that it has dealt with it.
  pressing.catch(() => undefined)
  await Promise.race([pressing, until(() => false, LONGEST_WAIT_MS)])
}
