import robotsParser from 'robots-parser'
import type { Capture, FetchFailure } from './capture.ts'

/** The name that robots.txt knows this program by (RFC 9309, 2.2.1). */
export const PRODUCT = 'Rackhall'
const LONGEST_DELAY_MS = 30_000
/** Its types say that the function is inside what is exported; it is what is exported. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default

/** What an origin's robots.txt lets this program do. */
export type Robots = {
  readonly allows: (address: string) => boolean
  /** Its Crawl-delay in milliseconds, at most 30 s; 0 when it asks for none. */
  readonly delayMs: number
  readonly sitemaps: readonly string[]
  /** Why nothing is known of it, when the server could not be asked at all. */
  readonly unanswered?: FetchFailure
}

const everything: Robots = { allows: () => true, delayMs: 0, sitemaps: [] }
const nothing: Robots = { allows: () => false, delayMs: 0, sitemaps: [] }

/**
 * Reads what came of asking for robots.txt (RFC 9309, 2.3.1): no such file means that all is allowed; a server that
 * could not answer means that nothing is. `address` is where the file belongs, whatever it was redirected to.
 */
export const robotsOf = (address: string, capture: Capture): Robots => {
  const { status, body, failure } = capture
  if (failure === 'too-many-redirects' || failure === 'bad-redirect') return everything
  if (failure !== undefined) return { ...nothing, unanswered: failure }
  if (status === 0 || status >= 500 || status === 429) return nothing
  if (status !== 200) return everything
  const text = new TextDecoder().decode(body)
  // A page for every address that is not there: no rules at all.
  if (/^\s*<(?:!doctype|html|head|body)/i.test(text)) return everything
  const rules = parseRobots(address, text)
  return {
    allows: (asked) => rules.isAllowed(asked, PRODUCT) !== false,
    delayMs: Math.min(LONGEST_DELAY_MS, Math.max(0, (rules.getCrawlDelay(PRODUCT) ?? 0) * 1000)),
    sitemaps: rules.getSitemaps(),
  }
}

/** Where the robots.txt of an address is. */
export const robotsAddressOf = (address: string): string => new URL('/robots.txt', address).href
