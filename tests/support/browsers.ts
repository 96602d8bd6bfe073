import { startChromium } from './chromium.ts'
import { findProgram, startFirefox } from './firefox.ts'
import { packagedChromium } from '#modules/review/browser/packaged-chromium.ts'
import type { Browser, BrowserName, Start } from './tab.ts'

export type { Browser, BrowserName, Tab } from './tab.ts'

/** Why a journey cannot be made in a browser on this machine, or nothing when it can. */
export const missing = (name: BrowserName): string | undefined => {
  if (name === 'Firefox') return findProgram('firefox-esr', 'firefox') === undefined ? 'no Firefox here' : undefined
  return undefined
}

/** The system's own Chromium where there is one, otherwise the one among the packages. */
const chromiumHere = async (): Promise<{ program: string; args: readonly string[] }> => {
  const own = findProgram('chromium', 'chromium-browser', 'google-chrome')
  const found = own === undefined ? await packagedChromium() : { program: own, args: [] }
  if (found === undefined)
    throw new Error('There is no Chromium here, and the packages for developers are not installed.')
  return found
}

/** Starts a browser. Throws when it is not there: ask `missing` first. */
export const startBrowser = async (name: BrowserName, start: Start = {}): Promise<Browser> => {
  if (name === 'Chromium') {
    const { program, args } = await chromiumHere()
    return startChromium(program, args, start)
  }
  const program = findProgram('firefox-esr', 'firefox')
  if (program === undefined) throw new Error('There is no Firefox here.')
  return startFirefox(program, start)
}

/** Starts Chromium for `work` and closes it whatever happens. */
export const withChromium = async <T>(start: Start, work: (browser: Browser) => Promise<T>): Promise<T> =>
  withBrowser('Chromium', start, work)

const withBrowser = async <T>(name: BrowserName, start: Start, work: (browser: Browser) => Promise<T>): Promise<T> => {
  const browser = await startBrowser(name, start)
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}
