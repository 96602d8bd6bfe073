import type { BrowserVisit } from '../browser/browser-visit.ts'
import type { Answers } from './answers.ts'
import type { Capture } from './capture.ts'
import type { CrawlWorld, VisitPlan } from './crawl-world.ts'
import { onSite, siteOf } from '../site.ts'
import type { Step } from './trip.ts'

type BrowseStep = Step & { readonly kind: 'browse' }

/** A page that needs more turns than its time allows has them the second time: what it had is not asked for again. */
const MOST_TRIES = 3
/** Of what pages share, so much is kept at hand while the help pages are shown. */
const MOST_KEPT_BYTES = 6_000_000

/** Browsers are heavy, and one shows one page at a time: whoever comes later waits. */
const queues = new WeakMap<object, Promise<unknown>>()
const oneAtATime = async <T>(browser: object, work: () => Promise<T>): Promise<T> => {
  const mine = (queues.get(browser) ?? Promise.resolve()).then(work)
  queues.set(
    browser,
    mine.catch(() => undefined),
  )
  return mine
}

/**
 * Shows a page in the browser, or gives back how it was shown before; nothing when it could not be. Whatever the page
 * asks for goes the way of every other question: in its turn, guarded and kept.
 */
export const showing = (
  plan: VisitPlan,
  { archive, pageBrowser, signal }: CrawlWorld,
  answers: Answers,
): ((step: BrowseStep) => Promise<BrowserVisit | undefined>) => {
  const before = new Map(archive.browserBefore.map((visit) => [visit.url, visit]))
  const site = siteOf(plan.site)
  const atHand = new Map<string, Capture>()
  let bytes = 0

  const asking =
    ({ robots, delayMs, came, ...page }: BrowseStep) =>
    async ({ url }: { readonly url: string }): Promise<Capture | undefined> => {
      const had = url === page.url ? came : atHand.get(url)
      if (had !== undefined) return had
      // What a page loads from others is loaded as any browser would, at our pace; the site's own rules hold for the site.
      const isOwn = site !== undefined && onSite(site, url)
      if (signal.aborted || URL.parse(url) === null || (isOwn && !robots.allows(url))) return undefined
      const capture = await answers.browser(url, isOwn ? delayMs : plan.delayMs)
      if (bytes + capture.body.length <= MOST_KEPT_BYTES) {
        bytes += capture.body.length
        atHand.set(url, capture)
      }
      return capture
    }

  return async (step) => {
    const had = before.get(step.url)
    if (had !== undefined) return had
    if (pageBrowser === undefined) {
      await archive.keepBrowser({ url: step.url, why: 'no-browser' })
      return undefined
    }
    // Asked for one by one, in our turn, before the browser is taken: it would only sit and wait, and others behind it.
    for (const url of step.loads) if (!signal.aborted) await asking(step)({ url })
    return oneAtATime(pageBrowser, async () => {
      for (let tries = 1; ; tries += 1) {
        const known = atHand.size
        const shown = await pageBrowser.visit(step.url, asking(step))
        if ('visit' in shown) {
          await archive.keepBrowser(shown.visit, shown.screenshot)
          return shown.visit
        }
        if (signal.aborted) return undefined
        const mayHelp = shown.why === 'timeout' && atHand.size > known && tries < MOST_TRIES
        if (mayHelp) continue
        await archive.keepBrowser(shown)
        return undefined
      }
    })
  }
}
