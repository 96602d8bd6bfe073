import { chromium, type Browser as Program, type BrowserContext, type CDPSession, type Page } from 'playwright-core'
import { middleOf } from './firefox.ts'
import { inTime, until, type Browser, type Start, type Tab } from './tab.ts'

const PHONE = { width: 360, height: 740 }
const DESK = { width: 1280, height: 800 }

/** What runs in this process, and how many use it: each has a context of its own, which shares nothing with another. */
let running: { readonly program: Promise<Program>; users: number } | undefined

const join = async (program: string, args: readonly string[]): Promise<Program> => {
  running ??= {
    program: chromium.launch({
      executablePath: program,
      args: [...new Set([...args, '--no-sandbox', '--disable-dev-shm-usage'])],
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    }),
    users: 0,
  }
  running.users += 1
  return running.program
}

const leave = async (): Promise<void> => {
  if (running === undefined || (running.users -= 1) > 0) return
  const { program } = running
  running = undefined
  await (await program).close()
}

/** Starts Chromium as it is for a person: pages are kept alive in memory, which drivers otherwise turn off. */
export const startChromium = async (program: string, args: readonly string[], start: Start = {}): Promise<Browser> => {
  const { script = true, touch = false, dark = false, forced = false } = start
  const browser = await join(program, args)
  const context = await browser.newContext({
    javaScriptEnabled: script,
    hasTouch: touch,
    isMobile: touch,
    viewport: touch ? PHONE : DESK,
    colorScheme: dark ? 'dark' : 'light',
    forcedColors: forced ? 'active' : 'none',
  })
  return {
    name: 'Chromium',
    version: browser.version(),
    open: async () => openTab(context),
    tabs: async () => Promise.resolve(context.pages().map((page) => page.url())),
    settled: async () =>
      void (await Promise.all(context.pages().map(async (page) => page.waitForLoadState('domcontentloaded')))),
    closeTabs: async () => void (await Promise.all(context.pages().map(async (page) => page.close()))),
    close: async () => {
      await context.close()
      await leave()
    },
  }
}

const openTab = async (context: BrowserContext): Promise<Tab> => {
  const page = await context.newPage()
  return tabOn(page, await context.newCDPSession(page))
}

type Entries = {
  readonly currentIndex: number
  readonly entries: readonly { readonly id: number; readonly url: string }[]
}
type Evaluated = {
  readonly result: { readonly value?: unknown }
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } }
}

const LONGEST_TOUCH_MS = 5000

/**
 * The browser says that a touch has been dealt with once the page has dealt with it, and a page that the touch sent away
 * may never say so. What the touch led to is for whoever asks next.
 */
const delivered = async (touch: Promise<void>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const waiting = setTimeout(resolve, LONGEST_TOUCH_MS)
  try {
    await Promise.race([touch, promise])
  } finally {
    clearTimeout(waiting)
    // Closing the tab ends a touch that nobody answered.
    touch.catch(() => undefined)
  }
}

/** Through the browser's own protocol where the driver would wait for a load that a page brought back to life never has. */
const tabOn = (page: Page, cdp: CDPSession): Tab => {
  // Not to be had for the moment in which one page takes the place of another.
  const entries = async (): Promise<Entries> =>
    until('the tab’s list of pages', async () => cdp.send('Page.getNavigationHistory'))
  const evaluate = async <T>(expression: string): Promise<T> => {
    const asking = cdp.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
    const answer: Evaluated = await inTime(asking, 'the page to answer')
    if (answer.exceptionDetails === undefined) return answer.result.value as T
    throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text)
  }
  /** The driver knows only the letters of an American keyboard. */
  const pressed = async (combination: string): Promise<void> => {
    const key = combination.split('+').at(-1) ?? ''
    if (key.length > 1 || key < '\u0080') return page.keyboard.press(combination)
    const holding = combination.split('+').slice(0, -1)
    for (const held of holding) await page.keyboard.down(held)
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key })
    for (const held of holding) await page.keyboard.up(held)
  }
  const step = async (delta: 1 | -1): Promise<boolean> => {
    const before = await until('the list of pages', entries)
    const to = before.entries[before.currentIndex + delta]
    // The empty page that every tab begins with is no page one goes back to.
    if (to === undefined || to.url === 'about:blank') return false
    // While one page gives way to another the browser knows neither, and refuses: it is asked again.
    await until('the browser to take the step', async () => {
      await cdp.send('Page.navigateToHistoryEntry', { entryId: to.id })
      return true
    })
    await until('the step in the history', async () => (await entries()).currentIndex === before.currentIndex + delta)
    await until('the page to be there', async () => (await evaluate('document.readyState')) === 'complete')
    return true
  }
  return {
    evaluate,
    go: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    click: async (selector, { button, holding } = {}) => {
      const { x, y } = await evaluate<{ x: number; y: number }>(middleOf(selector))
      if (holding !== undefined) await page.keyboard.down(holding)
      await delivered(page.mouse.click(x, y, { button: button ?? 'left' }))
      if (holding !== undefined) await page.keyboard.up(holding)
    },
    tap: async (selector) => {
      const { x, y } = await evaluate<{ x: number; y: number }>(middleOf(selector))
      await delivered(page.touchscreen.tap(x, y))
    },
    pinch: async (times) => {
      const { width, height } = page.viewportSize() ?? PHONE
      await cdp.send('Input.synthesizePinchGesture', { x: width / 2, y: height * 0.8, scaleFactor: times })
    },
    press: async (...keys) => {
      for (const key of keys) await pressed(key)
    },
    type: async (text) => page.keyboard.type(text),
    back: async () => step(-1),
    forward: async () => step(1),
    history: async () => {
      const { currentIndex, entries: list } = await entries()
      const addresses = list.map(({ url }) => url)
      return addresses[0] === 'about:blank'
        ? { at: currentIndex - 1, addresses: addresses.slice(1) }
        : { at: currentIndex, addresses }
    },
    address: async () => {
      const { currentIndex, entries: list } = await entries()
      return list[currentIndex]?.url ?? ''
    },
    title: async () => evaluate('document.title'),
    // Asked of a page that is giving way to another, the browser refuses: the other's text is what she sees then.
    text: async () => until('the page’s text', async () => evaluate<string>(`document.body?.innerText ?? ''`)),
    print: async () => page.pdf({ preferCSSPageSize: true }),
    screenshot: async () => {
      const { data } = await inTime(cdp.send('Page.captureScreenshot'), 'a picture of the page')
      return Buffer.from(data, 'base64')
    },
    heard: async () => {
      const { nodes } = await inTime(cdp.send('Accessibility.getFullAXTree'), 'what a screen reader hears')
      return nodes
        .filter(({ ignored, role }) => !ignored && role?.value !== 'RootWebArea')
        .map(({ role, name }) => `${String(role?.value)} ${String(name?.value ?? '')}`)
    },
    offline: async (away) => page.context().setOffline(away),
    resize: async (width, height) => page.setViewportSize({ width, height }),
    holdPasskeys: async () => {
      await cdp.send('WebAuthn.enable')
      await cdp.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      })
    },
    close: async () => page.close(),
  }
}
