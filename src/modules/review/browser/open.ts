import { chromium, type Browser } from 'playwright-core'
import type { BrowserOptions, PageBrowser } from './page-browser.ts'
import { findChromium } from './program.ts'
import { showPage } from './show.ts'

/**
 * No name is looked up and nothing goes out but through a proxy that is nowhere: whatever is not answered by us (a
 * connection opened ahead, a worker's question, a report) ends here.
 */
const NO_WAY_OUT = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--dns-prefetch-disable',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
]
const NOWHERE = { server: 'http://nowhere.invalid:9', bypass: '<-loopback>' }

const launch = async (program: string, args: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [...args, ...NO_WAY_OUT],
    proxy: NOWHERE,
    // Root may not use it, and a server in a container is often root.
    chromiumSandbox: process.getuid?.() !== 0,
  })

/**
 * Starts the browser that pages are shown with; one is enough for a process. Nothing, and a sentence to `say`, when the
 * machine has none or it does not start. One that breaks down is started again with the next page.
 */
export const openBrowser = async (options: BrowserOptions = {}): Promise<PageBrowser | undefined> => {
  const { say = () => undefined, now = () => new Date(), longestMs } = options
  const found = options.program === undefined ? await findChromium() : { program: options.program, args: [] }
  if (found === undefined) {
    say('There is no Chromium on this machine (CHROMIUM_PATH names one): what only a browser sees cannot be told.')
    return undefined
  }
  let running: Browser
  try {
    running = await launch(found.program, found.args)
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : []
    say(`${found.program} did not start: ${reason}. What only a browser sees cannot be told.`)
    return undefined
  }
  const stuck = (): void => void running.close().catch(() => undefined)
  return {
    name: `Chromium ${running.version()}`,
    visit: async (url, ask) => {
      if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return { url, why: 'no-answer' }
      if (!running.isConnected()) {
        const again = await launch(found.program, found.args).catch(() => undefined)
        if (again === undefined) return { url, why: 'no-browser' }
        running = again
      }
      return showPage({ browser: running, now, stuck, ...(longestMs === undefined ? {} : { longestMs }) }, url, ask)
    },
    close: async () => running.close(),
  }
}
