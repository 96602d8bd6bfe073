import type { CDPSession, Page, Route } from 'playwright-core'
import type { Capture } from '../crawl/capture.ts'
import { answerFromCopy, isForTab, withoutFragment } from './answer.ts'
import type { ExitPressed } from './browser-visit.ts'
import { openWorld } from './in-world.ts'
import { aimAtExit } from './look.ts'
import { until } from './until.ts'

const LONGEST_LOAD_MS = 5000
const LONGEST_WAIT_MS = 1500
const QUIET_MS = 80
const MOST_ASKED = 20
/** Those who offer the key ask for it to be pressed up to three times. */
const ESCAPES = 3

const ELSEWHERE = { status: 200, contentType: 'text/html; charset=utf-8', body: '<!doctype html><title>…</title>' }

type WayOut = {
  readonly url: string
  /** What finds it; nothing when the page only names the key Escape. */
  readonly selector: string | undefined
  readonly saysEscape: boolean
}

/**
 * What answers the questions of a copy, and what a press on it asked for. Everything comes from the captures and every
 * other host is blocked; where the press leads is noted and not sent, and an empty page stands in its place.
 */
export const openCopy = (captures: ReadonlyMap<string, Capture>) => {
  const asksFor: string[] = []
  const state = { pressed: false, moved: false, opensTab: false, lacked: false, lastAt: 0 }
  const fromCopy = answerFromCopy(captures, async (route) => {
    state.lacked ||= state.pressed
    return route.abort('blockedbyclient')
  })
  const answer = async (route: Route): Promise<void> => {
    if (!state.pressed || !isForTab(route.request())) return fromCopy(route)
    state.lastAt = performance.now()
    if (asksFor.length < MOST_ASKED) asksFor.push(route.request().url())
    return route.fulfill(ELSEWHERE)
  }
  return { answer, asksFor, state }
}

/**
 * Loads the page once more, as the copy that answers, and presses the way out. The same captures give the same answer.
 * Nothing when the copy does not show the page. Throws when the page does not let itself be asked.
 */
export const pressOnCopy = async (
  page: Page,
  cdp: CDPSession,
  { asksFor, state }: ReturnType<typeof openCopy>,
  { url, selector, saysEscape }: WayOut,
): Promise<ExitPressed | undefined> => {
  await page.goto(url, { waitUntil: 'load', timeout: LONGEST_LOAD_MS })
  page.on('framenavigated', (frame) => void (state.moved ||= state.pressed && frame === page.mainFrame()))
  page.context().on('page', () => void (state.opensTab ||= state.pressed))
  const before = await historyOf(cdp)
  if (!holdsPage(before.at, url)) return undefined

  const settled = async (): Promise<void> => {
    await until(() => page.isClosed() || state.moved || state.opensTab, LONGEST_WAIT_MS)
    await until(() => performance.now() - state.lastAt > QUIET_MS, LONGEST_WAIT_MS)
  }
  const aim = selector === undefined ? undefined : await aimAtExit(await openWorld(cdp), selector)
  state.pressed = true
  if (aim !== undefined) {
    // What lies over it would take the press: by the keyboard it is reached all the same.
    const pressing = aim.free ? page.mouse.click(aim.x, aim.y) : page.keyboard.press('Enter')
    // A page that the press sends away may never say that it has dealt with it.
    pressing.catch(() => undefined)
    await settled()
  }
  if (saysEscape && !state.moved && !state.opensTab) {
    for (let times = 0; times < ESCAPES; times += 1) await page.keyboard.press('Escape')
    await settled()
  }
  const { opensTab } = state
  if (page.isClosed()) return { asksFor, replaces: true, opensTab, helpStillThere: false }
  // What was needed for it is not in the copy: that it leads nowhere says nothing of the page.
  if (asksFor.length === 0 && state.lacked) return undefined
  const { at, entries } = await historyOf(cdp)
  const helpStillThere = entries.some((entry) => holdsPage(entry, url))
  const replaces = !helpStillThere && entries.length <= before.entries.length && !holdsPage(at, url)
  return { asksFor, replaces, opensTab, helpStillThere }
}

const holdsPage = (entry: string, url: string): boolean => withoutFragment(entry) === withoutFragment(url)

const historyOf = async (cdp: CDPSession): Promise<{ readonly at: string; readonly entries: readonly string[] }> => {
  const { currentIndex, entries } = await cdp.send('Page.getNavigationHistory')
  return { at: entries[currentIndex]?.url ?? '', entries: entries.map(({ url }) => url) }
}
