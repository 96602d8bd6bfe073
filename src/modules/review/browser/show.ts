import type { Browser, BrowserContext, Frame, Page, Request, Route } from 'playwright-core'
import type { Capture } from '../crawl/capture.ts'
import { runAxe } from './accessibility.ts'
import { openAnswers, safely, type Served } from './answer.ts'
import type { BrowserFailure, BrowserVisit, CookieSet } from './browser-visit.ts'
import { openHosts } from './hosts.ts'
import { openWorld } from './in-world.ts'
import { look } from './look.ts'
import type { Ask, PageShown } from './page-browser.ts'
import { isThirdParty } from './owner.ts'
import { pressOnCopy } from './press.ts'
import { freshPhone, WIDTH } from './screen.ts'
import { until, withinOwnTime } from './until.ts'

/** Of the page's own; what it waits for its turn to ask is not the page's fault, and has a longer limit. */
const LONGEST_MS = 30_000
const LONGEST_WITH_WAITING_MS = 180_000
/** Scripts that put something into the page do it within this after the last answer. */
const QUIET_MS = 250
const LONGEST_QUIET_MS = 5000
const LONGEST_CLOSING_MS = 5000
const LONGEST_HTML = 3_000_000
const MOST_FRAMES = 20
const MOST_KEYS = 100

export type Showing = {
  readonly browser: Browser
  readonly now: () => Date
  readonly longestMs?: number
  /** The browser did not let go of the page in time: it is not to be used again. */
  readonly stuck: () => void
}

/** Shows one page in a fresh profile and answers every question of it. Throws only what `ask` throws. */
export const showPage = async (showing: Showing, url: string, ask: Ask): Promise<PageShown | BrowserFailure> => {
  const context = await freshPhone(showing.browser).catch(() => undefined)
  if (context === undefined) return { url, why: 'crashed' }
  const hosts = openHosts(new URL(url).host)
  const { answer, served } = openAnswers(url, ask, hosts)
  const { promise: crash, resolve: crashed } = Promise.withResolvers<'crashed'>()
  const work = async (): Promise<Shown> => {
    const page = await context.newPage()
    page.on('crash', () => crashed('crashed'))
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined))
    context.on('page', (opened) => void opened.close().catch(() => undefined))
    const ofPage = async (route: Route): Promise<void> =>
      isOf(route.request(), page) ? answer(route) : route.abort('blockedbyclient')
    await context.route('**/*', safely(ofPage))
    await context.routeWebSocket(/.*/, async (socket) => {
      hosts.note(socket.url(), 'websocket')
      await socket.close()
    })
    return shown(showing, page, url, served)
  }
  try {
    const asked = Promise.race([work(), crash])
    const seen = await withinOwnTime(asked, {
      ownMs: showing.longestMs ?? LONGEST_MS,
      allMs: LONGEST_WITH_WAITING_MS,
      paused: () => served.waiting > 0,
    })
    // A rejection that comes after the time is out is nobody's.
    asked.catch(() => undefined)
    if (served.thrown !== undefined) throw served.thrown.error
    if (served.fault !== undefined) return { url, why: served.fault }
    if (typeof seen === 'string') return { url, why: seen }
    return {
      visit: { ...seen.visit, url, hosts: hosts.all() },
      screenshot: seen.screenshot,
    }
  } catch {
    if (served.thrown !== undefined) throw served.thrown.error
    return { url, why: served.fault ?? 'crashed' }
  } finally {
    await closed(context, showing)
  }
}

type Shown = { readonly visit: Omit<BrowserVisit, 'url' | 'hosts'>; readonly screenshot: Uint8Array }

const shown = async (showing: Showing, page: Page, url: string, served: Served): Promise<Shown> => {
  const visitedAt = showing.now().toISOString()
  await page.goto(url, { waitUntil: 'commit', timeout: 0 })
  await page.waitForLoadState('load', { timeout: 0 })
  await quiet(served)
  const cdp = await page.context().newCDPSession(page)
  const world = await openWorld(cdp)
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'png' })
  const { saysEscape, ...looked } = await look(world, WIDTH)
  const html = await world.evaluate<string>(`document.documentElement.outerHTML.slice(0, ${LONGEST_HTML})`)
  // The copy is pressed while axe counts: each has a profile of its own.
  const [axe, pressed] = await Promise.all([
    runAxe(world),
    pressedOnCopy(showing.browser, served.captures, url, looked.exit?.selector, saysEscape),
  ])
  await quiet(served)
  return {
    visit: {
      visitedAt,
      html,
      cookies: await cookiesOf(page.context(), url),
      storage: await storageOf(page),
      axe,
      pressed,
      screenshot: undefined,
      ...looked,
    },
    screenshot: Buffer.from(data, 'base64'),
  }
}

const quiet = async (served: Served): Promise<boolean> =>
  until(() => served.waiting === 0 && performance.now() - served.lastAt > QUIET_MS, LONGEST_QUIET_MS)

/** A copy that does not work says nothing of the page. */
const pressedOnCopy = async (
  browser: Browser,
  captures: ReadonlyMap<string, Capture>,
  url: string,
  selector: string | undefined,
  saysEscape: boolean,
): Promise<BrowserVisit['pressed']> =>
  selector === undefined && !saysEscape
    ? undefined
    : pressOnCopy(browser, captures, { url, selector, saysEscape }).catch(() => undefined)

const cookiesOf = async (context: BrowserContext, url: string): Promise<readonly CookieSet[]> => {
  const { hostname } = new URL(url)
  const cookies = await context.cookies()
  return cookies.map(({ name, domain }) => ({
    name,
    domain,
    thirdParty: isThirdParty(domain.replace(/^\./, ''), hostname),
  }))
}

const KEYS = `[...Object.keys(localStorage), ...Object.keys(sessionStorage)].slice(0, ${MOST_KEYS}).map((key) => key.slice(0, 100))`

const storageOf = async (page: Page): Promise<BrowserVisit['storage']> => {
  const keysIn = async (frame: Frame): Promise<readonly string[]> =>
    // A frame may be forbidden to keep anything, and says so by throwing.
    frame.evaluate<string[]>(KEYS).catch(() => [])
  const found = new Map<string, Set<string>>()
  for (const frame of page.frames().slice(0, MOST_FRAMES)) {
    const origin = URL.parse(frame.url())?.origin ?? 'null'
    const keys = origin === 'null' ? [] : await keysIn(frame)
    for (const key of keys) found.set(origin, (found.get(origin) ?? new Set<string>()).add(key))
  }
  return [...found].map(([origin, keys]) => ({ origin, keys: [...keys] }))
}

/** Whether the shown page asks, and no window that it opened. */
const isOf = (request: Request, page: Page): boolean => {
  try {
    return request.frame().page() === page
  } catch {
    // A window that is only about to open has no frame yet.
    return false
  }
}

const closed = async (context: BrowserContext, { stuck }: Showing): Promise<void> => {
  let done = false
  const closing = context.close().then(
    () => void (done = true),
    () => void (done = true),
  )
  await Promise.race([closing, until(() => done, LONGEST_CLOSING_MS)])
  if (!done) stuck()
}
