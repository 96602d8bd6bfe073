/** What a person can do in a browser's tab, and what a test can see of it; the same for Chromium and Firefox. */
export type Tab = {
  /** Opens an address as if it were typed; answers when the page is there. */
  go(address: string): Promise<void>
  /** A real click in the middle of the first element that matches, scrolled into view. Does not wait for what follows. */
  click(selector: string, how?: Click): Promise<void>
  /** A finger's tap in the middle of the first element that matches. */
  tap(selector: string): Promise<void>
  /** Zooms in with two fingers, in the lower part of the screen (Chromium alone). */
  pinch(times: number): Promise<void>
  /** Presses and lets go of keys, one after the other: `Tab`, `Enter`, `Shift`, `Escape`, `a`; `Shift+a` holds the first. */
  press(...keys: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  /** False when there is nothing to go back to. Answers when what the browser went to is there. */
  back(): Promise<boolean>
  forward(): Promise<boolean>
  reload(): Promise<void>
  /** The value of an expression in the page, also where the page itself may not run scripts. */
  evaluate<T>(expression: string): Promise<T>
  /** The tab's own list of pages, as the browser keeps it. */
  history(): Promise<{ readonly at: number; readonly addresses: readonly string[] }>
  address(): Promise<string>
  title(): Promise<string>
  /** What can be read on the page. */
  text(): Promise<string>
  screenshot(): Promise<Buffer>
  /** The page as PDF, as it comes out on paper of the size that the page asks for. */
  print(): Promise<Buffer>
  /** All that a screen reader could say of the page; undefined where the browser cannot be asked. */
  heard(): Promise<readonly string[] | undefined>
  /** Takes the network away from the browser, or gives it back. */
  offline(away: boolean): Promise<void>
  resize(width: number, height: number): Promise<void>
  /** Gives the tab a keeper of passkeys that always says yes, as a finger on a reader would (Chromium alone). */
  holdPasskeys(): Promise<void>
  close(): Promise<void>
}

export type Click = { readonly button?: 'middle'; readonly holding?: 'Control' }

export type BrowserName = 'Chromium' | 'Firefox'

/** A started browser. */
export type Browser = {
  readonly name: BrowserName
  readonly version: string
  /** A tab with nothing behind it; tabs of one browser share what the browser stores. */
  open(): Promise<Tab>
  /** The addresses of all open tabs, those that pages opened included. */
  tabs(): Promise<readonly string[]>
  /** Answers when the pages of all open tabs are there. */
  settled(): Promise<void>
  closeTabs(): Promise<void>
  close(): Promise<void>
}

export type Start = {
  /** False: pages may not run scripts. */
  readonly script?: boolean
  /** True: as a phone, with a finger instead of a mouse (Chromium alone). */
  readonly touch?: boolean
  readonly dark?: boolean
  /** True: with the colours that a person has chosen in the system (Chromium alone). */
  readonly forced?: boolean
}

/** Nothing that a browser does by itself takes longer on a busy machine. */
const LONGEST_WAIT_MS = 10_000
const AGAIN_MS = 20
const LONGEST_ANSWER_MS = 3000
let patience = LONGEST_WAIT_MS

/** What was waited for never came. */
export class WaitedInVain extends Error {
  override name = 'WaitedInVain'
}

/** Runs `work` in which waiting is given up after so many milliseconds: for what is expected never to come. */
export const withPatience = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
  patience = ms
  try {
    return await work()
  } finally {
    patience = LONGEST_WAIT_MS
  }
}

/**
 * Waits until `holds` answers with something, and returns that. Throws WaitedInVain, naming `what`, when it never does.
 */
export const until = async <T>(what: string, holds: () => Promise<T | false | undefined>): Promise<T> => {
  const longest = patience
  const begun = performance.now()
  let last: unknown
  for (;;) {
    try {
      const answer = await holds()
      if (answer !== false && answer !== undefined) return answer
    } catch (error) {
      // A page that is being left answers with errors for a moment.
      last = error
    }
    if (performance.now() - begun > longest)
      throw new WaitedInVain(`Waited ${longest} ms in vain for ${what}.`, { cause: last })
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

/** A page that is being left may never answer what it was asked: then this is thrown instead of waiting for ever. */
export const inTime = async <T>(answer: Promise<T>, what: string): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  // Made here, so that it says who asked.
  const inVain = new WaitedInVain(`Waited ${LONGEST_ANSWER_MS} ms in vain for ${what}.`)
  const waiting = setTimeout(() => reject(inVain), LONGEST_ANSWER_MS)
  try {
    return await Promise.race([answer, promise])
  } finally {
    clearTimeout(waiting)
  }
}

/** Waits until the tab shows a whole page whose address fits, and returns the address. */
export const arrived = async (tab: Tab, fits: (address: string) => boolean, what = 'a page'): Promise<string> =>
  until(what, async () => {
    const address = await tab.address()
    return fits(address) && (await tab.evaluate<string>('document.readyState')) === 'complete' && address
  })
