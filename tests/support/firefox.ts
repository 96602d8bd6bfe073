import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { connectBidi, type Bidi } from './bidi.ts'
import { inTime, until, type Browser, type Start, type Tab } from './tab.ts'

/** The Firefox installed on this machine, or nothing. */
export const findProgram = (...names: readonly string[]): string | undefined => {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A mouse that can point finely and hover; a browser without a screen believes to have none. */
const MOUSE = 6

/** No network of the browser's own, and the pages kept alive in memory as they are for a person. */
const preferences = ({ script = true, dark = false }: Start): string =>
  Object.entries({
    'javascript.enabled': script,
    'ui.primaryPointerCapabilities': MOUSE,
    'ui.allPointerCapabilities': MOUSE,
    'ui.systemUsesDarkTheme': dark ? 1 : 0,
    'app.update.disabledForTesting': true,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'browser.startup.homepage_override.mstone': 'ignore',
    'datareporting.policy.dataSubmissionEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'network.manage-offline-status': false,
    'remote.prefs.recommended': true,
    'toolkit.telemetry.reportingpolicy.firstRun': false,
  })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('')

/** Starts Firefox with a profile of its own. */
export const startFirefox = async (program: string, start: Start = {}): Promise<Browser> => {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'))
  writeFileSync(join(profile, 'user.js'), preferences(start))
  const running = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', '--remote-allow-system-access'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' } },
  )
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    const patience = setTimeout(() => running.kill('SIGKILL'), 3000)
    if (running.exitCode === null && running.signalCode === null) await ended
    clearTimeout(patience)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  try {
    const bidi = await connectBidi(await listening(running))
    return browserOn(bidi, start, end)
  } catch (error) {
    running.kill()
    await end()
    throw error
  }
}

const listening = async ({ stderr }: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    stderr?.on('data', (part: Buffer) => {
      said += String(part)
      const address = /listening on (ws:\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    stderr?.once('close', () => reject(new Error(`Firefox ended before it could be used:\n${said}`)))
  })

type Tree = { readonly contexts: readonly { readonly context: string; readonly url: string }[] }

const browserOn = (bidi: Bidi, { script = true }: Start, end: () => Promise<void>): Browser => ({
  name: 'Firefox',
  version: bidi.version,
  open: async () => {
    const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' })
    return tabOn(bidi, context, script)
  },
  tabs: async () => (await bidi.send<Tree>('browsingContext.getTree', {})).contexts.map(({ url }) => url),
  closeTabs: async () => {
    const { contexts } = await bidi.send<Tree>('browsingContext.getTree', {})
    // The first one is the window's own: without it the browser would end.
    for (const { context } of contexts.slice(1)) await bidi.send('browsingContext.close', { context })
  },
  close: async () => {
    await bidi.send('browser.close', {}).catch(() => undefined)
    bidi.close()
    await end()
  },
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
