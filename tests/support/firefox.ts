import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import { programFolders, programIn } from '#modules/review/browser/program.ts'
import { bidiOf, type Bidi } from './bidi.ts'
import { inTime, until, type Browser, type Start, type Tab } from './tab.ts'

/** A program installed on this machine, or nothing. */
export const findProgram = (...names: readonly string[]): string | undefined => programIn(names, programFolders())

/** A mouse that can point finely and hover; a browser without a screen believes to have none. */
const MOUSE = 6

/** Pages kept alive in memory and apart from each other, as they are for a person: drivers turn both off. */
const preferences = ({ script = true, dark = false }: Start): Record<string, unknown> => ({
  'fission.bfcacheInParent': true,
  'fission.webContentIsolationStrategy': 1,
  'javascript.enabled': script,
  'ui.primaryPointerCapabilities': MOUSE,
  'ui.allPointerCapabilities': MOUSE,
  'ui.systemUsesDarkTheme': dark ? 1 : 0,
  // No processes ready for pages that are never opened.
  'dom.ipc.processPrelaunch.enabled': false,
})

/** What Firefox compiles at its first start and not again: of itself, and nothing of what was visited. */
const COMPILED = ['compatibility.ini', 'addonStartup.json.lz4', 'extensions.json', 'startupCache']

/** Kept for the next Firefox of the same run, which starts in half the time. */
const keepCompiled = (profile: string, kept: string): void => {
  const all = COMPILED.every((name) => existsSync(join(profile, name)))
  if (!all || existsSync(kept)) return
  const making = mkdtempSync(`${kept}-`)
  for (const name of COMPILED)
    cpSync(join(profile, name), join(making, name), { recursive: true, preserveTimestamps: true })
  try {
    renameSync(making, kept)
  } catch {
    // Another test's was there first.
    rmSync(making, { recursive: true, force: true })
  }
}

/** Starts Firefox with a profile of its own. */
export const startFirefox = async (program: string, start: Start = {}): Promise<Browser> => {
  const home = mkdtempSync(join(tmpdir(), 'firefox-'))
  const [profile, kept] = [join(home, 'profile'), join(tmpdir(), `compiled-firefox-${process.getuid?.() ?? 0}`)]
  if (existsSync(kept)) cpSync(kept, profile, { recursive: true, preserveTimestamps: true })
  else mkdirSync(profile)
  const browser = await launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    userDataDir: profile,
    // The list of a tab's pages is read in the browser's own window.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: preferences(start),
    env: { ...process.env, HOME: home, MOZ_CRASHREPORTER_DISABLE: '1' },
  })
  return browserOn(await bidiOf(browser), start, async () => {
    await browser.close()
    keepCompiled(profile, kept)
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })
}

type Tree = { readonly contexts: readonly { readonly context: string; readonly url: string }[] }

const browserOn = (bidi: Bidi, { script = true }: Start, end: () => Promise<void>): Browser => ({
  name: 'Firefox',
  version: bidi.version,
  open: async () => {
    const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' })
    return tabOn(bidi, context, script)
  },
  tabs: async () => (await bidi.send<Tree>('browsingContext.getTree', {})).contexts.map(({ url }) => url),
  settled: async () => {
    const { contexts } = await bidi.send<Tree>('browsingContext.getTree', {})
    for (const { context } of contexts)
      await until('the page of a tab', async () => {
        const target = { context }
        const expression = `String(document.readyState !== 'loading')`
        const answer = await bidi.send<Evaluated>('script.evaluate', { expression, target, awaitPromise: false })
        return answer.type === 'success' && answer.result.value === 'true'
      })
  },
  closeTabs: async () => {
    const { contexts } = await bidi.send<Tree>('browsingContext.getTree', {})
    // The first one is the window's own: without it the browser would end.
    for (const { context } of contexts.slice(1)) await bidi.send('browsingContext.close', { context })
  },
  close: end,
})

/** Keys as WebDriver names them (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const KEYS: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Space: ' ',
}

const THERE_OR_BLANK =
  "document.readyState === 'complete' || (document.readyState === 'interactive' && document.body?.innerText.trim() === '')"

const tabOn = (bidi: Bidi, context: string, script: boolean): Tab => {
  const evaluateIn = async <T>(target: object, expression: string): Promise<T> => {
    const asking = bidi.send<Evaluated>('script.evaluate', { expression, target, awaitPromise: true })
    const answer = await inTime(asking, 'the page to answer')
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
    return JSON.parse(answer.result.value ?? 'null') as T
  }
  // As JSON: BiDi's own form of a value is another for every kind of value. Where pages may not run scripts, a promise
  // would never be kept.
  const evaluate = async <T>(expression: string): Promise<T> =>
    evaluateIn<T>(
      { context },
      script
        ? `Promise.resolve(${expression}).then((value) => JSON.stringify(value) ?? 'null')`
        : `JSON.stringify(${expression})`,
    )
  const address = async (): Promise<string> =>
    (await bidi.send<Tree>('browsingContext.getTree', { root: context, maxDepth: 0 })).contexts[0]?.url ?? ''
  const keys = async (actions: readonly object[]): Promise<void> => {
    await bidi.send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] })
  }
  const history = async (): ReturnType<Tab['history']> => {
    const { contexts } = await bidi.send<Tree>('browsingContext.getTree', { 'moz:scope': 'chrome' })
    return evaluateIn({ context: contexts[0]?.context }, entriesOf(context))
  }
  const step = async (delta: 1 | -1): Promise<boolean> => {
    const before = await history()
    const to = before.at + delta
    if (to < 0 || to >= before.addresses.length) return false
    await bidi.send('browsingContext.traverseHistory', { context, delta })
    await until(
      'the step in the history',
      async () => (await history()).at === to || (await address()) !== before.addresses[before.at],
    )
    // A page that would have to be sent a form again stays blank, and never gets beyond that.
    await until('the page to be there', async () => evaluate<boolean>(THERE_OR_BLANK))
    return true
  }
  return {
    evaluate,
    address,
    history,
    go: async (url) => void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await bidi.send('browsingContext.reload', { context, wait: 'complete' })),
    click: async (selector, { button, holding } = {}) => {
      const at = await evaluate<{ x: number; y: number }>(middleOf(selector))
      const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } }
      const which = { button: button === 'middle' ? 1 : 0 }
      if (holding !== undefined) await keys([{ type: 'keyDown', value: KEYS[holding] }])
      await bidi.send('input.performActions', {
        context,
        actions: [
          {
            ...pointer,
            actions: [
              { type: 'pointerMove', ...at },
              { type: 'pointerDown', ...which },
              { type: 'pointerUp', ...which },
            ],
          },
        ],
      })
      if (holding !== undefined) await keys([{ type: 'keyUp', value: KEYS[holding] }])
    },
    tap: async (selector) => {
      const at = await evaluate<{ x: number; y: number }>(middleOf(selector))
      const down = { type: 'pointerDown', button: 0 }
      const actions = [{ type: 'pointerMove', ...at }, down, { type: 'pointerUp', button: 0 }]
      const finger = { type: 'pointer', id: 'finger', parameters: { pointerType: 'touch' }, actions }
      await bidi.send('input.performActions', { context, actions: [finger] })
    },
    pinch: async () => Promise.reject(new Error('Firefox has no fingers here.')),
    press: async (...pressed) => {
      for (const combination of pressed) {
        const held = combination.split('+').map((key) => KEYS[key] ?? key)
        await keys([
          ...held.map((value) => ({ type: 'keyDown', value })),
          ...held.toReversed().map((value) => ({ type: 'keyUp', value })),
        ])
      }
    },
    type: async (text) =>
      keys(
        [...text].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      ),
    back: async () => step(-1),
    forward: async () => step(1),
    title: async () => evaluate('document.title'),
    text: async () => evaluate(`document.body?.innerText ?? ''`),
    print: async () => {
      // Firefox takes no size from the page when a driver prints: A5, as the page asks for.
      const { data } = await bidi.send<{ data: string }>('browsingContext.print', {
        context,
        page: { width: 14.8, height: 21 },
        margin: { top: 0.9, bottom: 0.9, left: 0.9, right: 0.9 },
      })
      return Buffer.from(data, 'base64')
    },
    screenshot: async () => {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', { context })
      return Buffer.from(data, 'base64')
    },
    heard: async () => Promise.resolve(undefined),
    offline: async (away) => {
      const networkConditions = away ? { type: 'offline' } : null
      await bidi.send('emulation.setNetworkConditions', { contexts: [context], networkConditions })
    },
    holdPasskeys: async () => Promise.reject(new Error('Only Chromium can be given a keeper of passkeys.')),
    resize: async (width, height) =>
      void (await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } })),
    close: async () => void (await bidi.send('browsingContext.close', { context })),
  }
}

type Evaluated =
  | { readonly type: 'success'; readonly result: { readonly value?: string } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } }

/** Read in the browser's own window: the session history that its Back button walks. */
const entriesOf = (context: string): string => `(async () => {
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const { sessionHistory } = NavigableManager.getBrowsingContextById(${JSON.stringify(context)}).top
  const addresses = Array.from({ length: sessionHistory.count }, (_, at) => sessionHistory.getEntryAtIndex(at).URI.spec)
  return JSON.stringify({ at: sessionHistory.index, addresses })
})()`

/** Scrolls an element into view and finds the middle of what is seen of it. */
export const middleOf = (selector: string): string => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)})
  if (element === null) throw new Error('There is no ' + ${JSON.stringify(selector)} + ' at ' + location.href)
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
  const box = element.getClientRects()[0]
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }
})()`
