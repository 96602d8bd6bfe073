import { siteOf } from '../site.ts'
import { isBusy, restMs } from './busy.ts'
import type { Capture, Purpose } from './capture.ts'
import type { CrawlWorld } from './crawl-world.ts'
import type { Step } from './trip.ts'

type AskStep = Step & { readonly kind: 'ask' }

/** How a visit gets its answers: from its archive when that has them, else from the site, in its turn. */
export type Answers = {
  /** As a visit reads it: what was not changed since the run before has that run's body. */
  step(step: AskStep): Promise<Capture>
  /** What a page asks for while a browser shows it. */
  browser(url: string, delayMs: number): Promise<Capture>
}

const NOT_MODIFIED = 304
/** Asked for again on a new review as if for the first time: what is small, and what must be of the day. */
const ALWAYS_ANEW: ReadonlySet<Purpose> = new Set(['robots', 'probe', 'search', 'browser'])

const keyOf = (purpose: Purpose, method: string, url: string): string => `${purpose} ${method} ${url}`

/** `kept` is told of each capture when it is in the archive, but of none that was there before. */
export const answers = (
  { archive, fetcher, turns, signal, now, elsewhere }: Omit<CrawlWorld, 'words'>,
  kept: (capture: Capture) => void,
): Answers => {
  const before = new Map<string, Capture[]>()
  for (const capture of archive.before) {
    const key = keyOf(capture.purpose, capture.method, capture.url)
    const same = before.get(key)
    if (same === undefined) before.set(key, [capture])
    else same.push(capture)
  }

  const inTurn = async (step: AskStep, previous: Capture | undefined): Promise<Capture> => {
    const { url, purpose, method, delayMs } = step
    // A site is one origin with its twin, and one server: http and https have the same turns.
    const origin = siteOf(url)?.key ?? url
    const turn = await turns.take(origin, delayMs, signal)
    try {
      const capture = await fetcher.fetch({ url, purpose, method, previous })
      if (isBusy(capture)) await turns.rest(origin, now().getTime() + restMs(capture, delayMs))
      return capture
    } finally {
      await turn.done()
    }
  }

  const fromElsewhere = async (step: AskStep): Promise<Capture> => {
    const key = `${step.method} ${step.url}`
    const known = elsewhere.get(key)
    if (known !== undefined) return known
    const asked = inTurn(step, undefined)
    elsewhere.set(key, asked)
    // One visit's being stopped is no answer for another.
    asked.catch(() => elsewhere.delete(key))
    return asked
  }

  const previousOf = async ({ purpose, method, url }: AskStep): Promise<Capture | undefined> =>
    method === 'GET' && !ALWAYS_ANEW.has(purpose) ? archive.previous(url) : undefined

  return {
    async step(step) {
      const had = before.get(keyOf(step.purpose, step.method, step.url))?.shift()
      const previous =
        step.foreign || (had !== undefined && had.status !== NOT_MODIFIED) ? undefined : await previousOf(step)
      const capture = had ?? (step.foreign ? await fromElsewhere(step) : await inTurn(step, previous))
      if (had === undefined) {
        await archive.keep(capture)
        kept(capture)
      }
      if (capture.status !== NOT_MODIFIED || previous === undefined) return capture
      return {
        ...capture,
        status: previous.status,
        headers: { ...previous.headers, ...capture.headers },
        body: previous.body,
      }
    },
    async browser(url, delayMs) {
      const had = before.get(keyOf('browser', 'GET', url))?.shift()
      if (had !== undefined) return had
      const capture = await inTurn(
        { kind: 'ask', url, purpose: 'browser', method: 'GET', delayMs, foreign: false },
        undefined,
      )
      await archive.keep(capture)
      kept(capture)
      return capture
    },
  }
}
