import type { Browser, BrowserContext, CDPSession, Frame, Page, Request, Route } from 'playwright-core'
import { bringAxe, runAxe } from './accessibility.ts'
import { openAnswers, safely, type Served } from './answer.ts'
import type { BrowserFailure, BrowserVisit, CookieSet } from './browser-visit.ts'
import { openHosts } from './hosts.ts'
import { openWorld, type World } from './in-world.ts'
import { look } from './look.ts'
import type { Ask, PageShown } from './page-browser.ts'
import { isThirdParty } from './owner.ts'
import { openCopy, pressOnCopy } from './press.ts'
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
  const copy = openCopy(served.captures)
  const door = { copying: false }
  const work = async (): Promise<Shown> => {
    const page = await context.newPage()
    page.on('crash', () => crashed('crashed'))
    page.on('dialog', (dialog) => void (door.copying ? dialog.accept() : dialog.dismiss()).catch(() => undefined))
    page.on('websocket', (socket) => void (door.copying || hosts.note(socket.url(), 'websocket')))
    context.on('page', (opened) => void (door.copying || opened.close().catch(() => undefined)))
    const answerAll = async (route: Route): Promise<void> => {
      if (door.copying) return copy.answer(route)
      return isOf(route.request(), page) ? answer(route) : route.abort('blockedbyclient')
    }
    await context.route('**/*', safely(answerAll))
    const cdp = await context.newCDPSession(page)
    const { saysEscape, ...seen } = await shown(showing, page, cdp, url, served)
    const { exit } = seen.visit
    if (exit === undefined && !saysEscape) return seen
    // From here on nothing is asked for any more.
    door.copying = true
    // A copy that does not work says nothing of the page.
    const pressing = pressOnCopy(page, cdp, copy, { url, selector: exit?.selector, saysEscape })
    const pressed = await pressing.catch(() => undefined)
    return { ...seen, visit: { ...seen.visit, pressed } }
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

const shown = async (
  { now }: Showing,
  page: Page,
  cdp: CDPSession,
  url: string,
  served: Served,
): Promise<Shown & { readonly saysEscape: boolean }> => {
  const visitedAt = now().toISOString()
  await page.goto(url, { waitUntil: 'commit', timeout: 0 })
  const early = openLookingWorld(cdp).catch(() => undefined)
  await page.waitForLoadState('load', { timeout: 0 })
  await quiet(served)
  const world = await stillThere(await early, cdp)
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'png' })
  const { saysEscape, ...looked } = await look(world, WIDTH)
  const html = await world.evaluate<string>(`document.documentElement.outerHTML.slice(0, ${LONGEST_HTML})`)
  const axe = await runAxe(world)
  await quiet(served)
  return {
    visit: {
      visitedAt,
      html,
      cookies: await cookiesOf(page.context(), url),
      storage: await storageOf(page),
      axe,
      pressed: undefined,
      screenshot: undefined,
      ...looked,
    },
    screenshot: Buffer.from(data, 'base64'),
    saysEscape,
  }
}

/** Made while the page loads, which waits for others most of the time. */
const openLookingWorld = async (cdp: CDPSession): Promise<World> => {
  const world = await openWorld(cdp)
  await bringAxe(world)
  return world
}

/** The world made early, or another where the page has given way to one since. */
const stillThere = async (early: World | undefined, cdp: CDPSession): Promise<World> => {
  const there = await early?.evaluate<boolean>('document.defaultView !== null').catch(() => false)
  return early !== undefined && there === true ? early : openLookingWorld(cdp)
}

const quiet = async (served: Served): Promise<boolean> =>
  until(() => served.waiting === 0 && performance.now() - served.lastAt > QUIET_MS, LONGEST_QUIET_MS)

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
