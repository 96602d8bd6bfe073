import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { after, test } from 'node:test'
import type { Noted } from '../requirements/catalogue.ts'
import { missing, startBrowser } from './browsers.ts'
import { startElsewhere, type Elsewhere, type Seen } from './elsewhere.ts'
import { startProxy, type Mutation } from './mutating-proxy.ts'
import { startSite, type RunningSite } from './running-site.ts'
import { WaitedInVain, withPatience, type Browser, type BrowserName, type Start, type Tab } from './tab.ts'

/** The site as a check sees it: through a proxy that may have made one deliberate fault. */
export type Visit = {
  readonly url: string
  /** What has been asked of the site during this check. */
  readonly requests: readonly Seen[]
  readonly elsewhere: Elsewhere
  readonly site: RunningSite
  /** The deliberate fault, for a check that looks at more than what comes through the proxy. */
  readonly mutation: Mutation | undefined
}

const note = (noted: Noted): void => {
  const file = process.env['REQUIREMENTS_LOG']
  if (file !== undefined && file !== '') appendFileSync(file, `${JSON.stringify(noted)}\n`)
}

/** What a file's tests share: one running site, one rest of the web, and a browser of each kind. */
const shared: {
  running?: Promise<{ site: RunningSite; elsewhere: Elsewhere }>
  readonly browsers: Map<string, Promise<Browser>>
} = { browsers: new Map() }

const running = async (): Promise<{ site: RunningSite; elsewhere: Elsewhere }> => {
  shared.running ??= (async () => {
    const elsewhere = await startElsewhere()
    try {
      return { elsewhere, site: await startSite({ EXIT_URL: elsewhere.weather }) }
    } catch (error) {
      // Left open, it would keep the file from ever ending.
      await elsewhere.close()
      throw error
    }
  })()
  return shared.running
}

const browserFor = async (name: BrowserName, start: Start): Promise<Browser> => {
  const key = JSON.stringify([name, start])
  const known = shared.browsers.get(key)
  if (known !== undefined) return known
  const starting = startBrowser(name, start)
  shared.browsers.set(key, starting)
  return starting
}

after(async () => {
  const browsers = await Promise.allSettled(shared.browsers.values())
  await Promise.all(
    browsers.map(async (browser) => (browser.status === 'fulfilled' ? browser.value.close() : undefined)),
  )
  if (shared.running === undefined) return
  const { site, elsewhere } = await shared.running
  await Promise.all([site.stop(), elsewhere.close()])
})

/** Opens the site through a proxy for the time `work` takes. */
export const visiting = async <T>(mutation: Mutation | undefined, work: (visit: Visit) => Promise<T>): Promise<T> => {
  const { site, elsewhere } = await running()
  const proxy = await startProxy(site.url, mutation)
  try {
    return await work({ url: proxy.url, requests: proxy.requests, elsewhere, site, mutation })
  } finally {
    await proxy.close()
  }
}

/** The same visit on a bad connection: no fault of the site's, but what a check must hold on as well. */
export const through = async <T>(visit: Visit, bad: Mutation, work: (visit: Visit) => Promise<T>): Promise<T> => {
  const proxy = await startProxy(visit.url, bad)
  try {
    return await work({ ...visit, url: proxy.url, requests: proxy.requests })
  } finally {
    await proxy.close()
  }
}

/**
 * A test of one of the 68 requirements: its name begins with the number. The check must hold for the site as it is,
 * and must fail for each deliberate fault; a check that does not notice them would prove nothing.
 */
export const requirement = (
  number: number,
  title: string,
  check: (visit: Visit) => Promise<void>,
  mutations: readonly [Mutation, ...Mutation[]],
  sampled?: string,
): void => {
  test(`R${number} ${title}`, async (t) => {
    if (sampled !== undefined) t.diagnostic(`sampled: ${sampled}`)
    await proving({ number, title }, (mutation) => visiting(mutation, check), mutations)
  })
}

/** Opens what a check looks at, with a deliberate fault or without, for the time `work` takes. */
type Opening<V> = (mutation: Mutation | undefined, work: (visit: V) => Promise<void>) => Promise<void>

export type InBrowsers<V> = (
  number: number,
  title: string,
  check: (tab: Tab, visit: V, browser: Browser) => Promise<void>,
  mutations: readonly [Mutation, ...Mutation[]],
  how?: How,
) => void

const BOTH: readonly BrowserName[] = ['Chromium', 'Firefox']

type How = {
  readonly browsers?: readonly BrowserName[]
  readonly start?: Start
  /** How much of everything there is to try is tried, for the last lines of the run. */
  readonly sampled?: string | undefined
}

/** The same in real browsers, each check in a tab of its own; the deliberate faults are tried in the first browser. */
export const requirementInBrowsers: InBrowsers<Visit> = (...asked) => inBrowsers<Visit>(visiting)(...asked)

/** The same on something else than the running site. With `oneTab` a test's checks come one after the other in one tab. */
export const inBrowsers =
  <V>(opening: Opening<V>, { oneTab = false } = {}): InBrowsers<V> =>
  (number, title, check, mutations, { browsers = BOTH, start = {}, sampled } = {}) =>
    browsers.forEach((name, place) => {
      const why = missing(name)
      const named = { number, title: `${title} (${name})` }
      if (why !== undefined) note({ ...named, result: 'skipped', why })
      test(`R${number} ${named.title}`, { skip: why ?? false }, async (t) => {
        if (sampled !== undefined) t.diagnostic(`sampled: ${sampled}`)
        const browser = await browserFor(name, start)
        let tab: Tab | undefined
        const checked = async (visit: V): Promise<void> => {
          tab ??= await browser.open()
          try {
            await check(tab, visit, browser)
          } finally {
            if (!oneTab) {
              tab = undefined
              await browser.closeTabs()
            }
          }
        }
        try {
          await proving(named, (mutation) => opening(mutation, checked), place === 0 ? mutations : [])
        } finally {
          await browser.closeTabs()
        }
      })
    })

/** Shorter than for the site as it is: what a fault took away does not come, however long one waits. */
const PATIENCE_WITH_FAULT_MS = 600

const proving = async (
  named: { readonly number: number; readonly title: string },
  run: (mutation: Mutation | undefined) => Promise<void>,
  mutations: readonly Mutation[],
): Promise<void> => {
  try {
    await run(undefined)
    for (const mutation of mutations) {
      const fault = await withPatience(PATIENCE_WITH_FAULT_MS, async () => run(mutation)).then(
        () => undefined,
        (error: unknown) => error,
      )
      assert.ok(fault !== undefined, `the test does not notice this deliberate fault: ${mutation.name}`)
      // Anything else is a test that broke, and not one that found something.
      if (fault instanceof assert.AssertionError || fault instanceof WaitedInVain) continue
      throw new Error(`the test broke on this deliberate fault: ${mutation.name}`, { cause: fault })
    }
    note({ ...named, result: 'pass', mutations: mutations.map(({ name }) => name) })
  } catch (error) {
    note({
      ...named,
      result: 'fail',
      why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    })
    throw error
  }
}

/** A requirement, or a part of one, that comes with a later part of the house. */
export const notYet = (number: number, title: string, why: string): void => {
  note({ number, title, result: 'not yet', why })
  test(`R${number} ${title}`, { skip: `not yet: ${why}` }, () => undefined)
}

/** A requirement that no test on a machine like this can decide; `why` also says how it is looked after instead. */
export const notTestable = (number: number, title: string, why: string): void => {
  note({ number, title, result: 'not testable here', why })
  test(`R${number} ${title}`, { skip: `not testable here: ${why}` }, () => undefined)
}
