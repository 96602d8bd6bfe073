import type { Browser } from 'puppeteer-core'

/** Commands of WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
export type Bidi = {
  /** The browser's version, as it says itself. */
  readonly version: string
  /** Sends a command and returns its result. Throws with the browser's own message when it refuses. */
  send<T>(method: string, parameters: object): Promise<T>
}

/** Longer than any page takes: a browser that does not answer must not keep a test waiting for ever. */
const LONGEST_ANSWER_MS = 20_000

type Connection = { send(method: string, parameters: object, timeout?: number): Promise<{ readonly result: unknown }> }

/**
 * The connection a started Firefox is driven by. Puppeteer's own pages wait for loads that a page brought back to life
 * never has, and cannot read the list of a tab's pages: those commands are sent as they are.
 */
export const bidiOf = async (browser: Browser): Promise<Bidi> => {
  if (!('connection' in browser)) throw new Error('This Firefox is not driven over WebDriver BiDi.')
  const connection = browser.connection as Connection
  const send = async <T>(method: string, parameters: object): Promise<T> => {
    try {
      return (await connection.send(method, parameters, LONGEST_ANSWER_MS)).result as T
    } catch (error) {
      const [first] = error instanceof Error ? error.message.split('\n') : [String(error)]
      throw new Error(`${method}: ${first}`, { cause: error })
    }
  }
  return { version: (await browser.version()).replace(/^firefox\//i, ''), send }
}
