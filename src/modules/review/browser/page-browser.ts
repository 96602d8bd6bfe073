import type { Capture } from '../crawl/capture.ts'
import type { BrowserFailure, BrowserVisit } from './browser-visit.ts'

/** What a page asks for while the browser shows it: always a GET, and nothing of the browser's own goes with it. */
export type BrowserRequest = {
  /** Without its fragment. */
  readonly url: string
  /** In the browser's own words: `document`, `script`, `stylesheet`, `image`, `fetch` … */
  readonly kind: string
}

/**
 * Fetches for the browser, which has no other way out: politeness, the ban on private addresses, the limits and the
 * archive hold for it too. What is in the archive already may come from there. A redirect is given as it is, and where it
 * leads is asked for next. Nothing when it may not be asked for; a capture with `failure` when there was no answer.
 */
export type Ask = (request: BrowserRequest) => Promise<Capture | undefined>

/** What came of showing a page, and its picture: PNG, 360 × 640 at double density, before anything was scrolled. */
export type PageShown = { readonly visit: BrowserVisit; readonly screenshot: Uint8Array }

/** A browser that shows one page at a time, each in a fresh profile. `why` is only in a failure, `visit` in the other. */
export type PageBrowser = {
  /** Its name and version, for the archive. */
  readonly name: string
  /**
   * Shows the page and answers every question of it in one load. The way out of the page is pressed on a copy, served
   * from what `ask` gave, with every other host blocked. Never throws for what a page may do.
   */
  visit(url: string, ask: Ask): Promise<PageShown | BrowserFailure>
  close(): Promise<void>
}

export type BrowserOptions = {
  /** The program to start instead of looking for one. */
  readonly program?: string
  /** Told once, in a sentence, when there is no browser to be had. */
  readonly say?: (sentence: string) => void
  readonly now?: () => Date
  /** How long a page may take of its own, in milliseconds, waiting for its turns apart. */
  readonly longestMs?: number
}
