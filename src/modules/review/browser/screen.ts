import type { Browser, BrowserContext } from 'playwright-core'

export const WIDTH = 360
const HEIGHT = 640

/** Ways out that no question to the page needs and that routing does not see. */
const UNNEEDED = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker']

/** A fresh profile on a small phone in Sweden: nothing allowed, nothing downloaded, nothing left behind. */
export const freshPhone = async (browser: Browser): Promise<BrowserContext> => {
  const [major = '0'] = browser.version().split('.')
  const context = await browser.newContext({
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    permissions: [],
    acceptDownloads: false,
    serviceWorkers: 'block',
    // No request carries it: it is what the page's scripts read, and they leave things out for what calls itself a robot.
    userAgent: `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Mobile Safari/537.36`,
  })
  await context.addInitScript(`for (const name of ${JSON.stringify(UNNEEDED)}) delete globalThis[name]`)
  return context
}
