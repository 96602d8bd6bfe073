import { ArchiveTaken } from '../archive/fault.ts'
import { openSiteArchive } from '../archive/write.ts'
import type { PageBrowser } from '../browser/page-browser.ts'
import { crawl } from './crawl.ts'
import type { CrawlWorld, VisitPlan } from './crawl-world.ts'
import { openFetcher, type FetcherOptions } from './fetch.ts'
import { loadLinkWords } from './link-words.ts'
import type { OwnerOf } from './arrival.ts'
import type { Turns } from './turns.ts'
import type { BrowserMode, Visit } from './visit.ts'

/** What the visits of one process share. */
export type SharedWorld = Omit<CrawlWorld, 'archive' | 'seen'> & { readonly close: () => Promise<void> }

export type SharedOptions = FetcherOptions & {
  /** The project's folder, where data/ is. */
  readonly root: string
  readonly turns: Turns
  readonly ownerOf: OwnerOf
  readonly browser: BrowserMode
  readonly signal: AbortSignal
  /** Told, in a sentence, when there is no browser though one is wanted. */
  readonly say: (sentence: string) => void
}

/** Opens what visits share: connections, the browser (unless it is never used), words, and what other sites answered. */
export const openSharedWorld = async (options: SharedOptions): Promise<SharedWorld> => {
  const { root, turns, ownerOf, browser, signal, say, now = () => new Date() } = options
  const fetcher = openFetcher(options)
  const words = loadLinkWords(root)
  const pageBrowser = browser === 'never' ? undefined : await browserHere(say)
  return {
    fetcher,
    turns,
    words,
    ownerOf,
    pageBrowser,
    signal,
    now,
    elsewhere: new Map(),
    close: async () => {
      await pageBrowser?.close()
      await fetcher.close()
    },
  }
}

/** What drives a browser takes as much memory as everything else, so it is loaded when there is a use for it. */
const browserHere = async (say: SharedOptions['say']): Promise<PageBrowser | undefined> => {
  const { openBrowser } = await import('../browser/open.ts')
  return openBrowser({ say })
}

/**
 * Visits one site into its folder below `archive`, new or where it was left: what a job does, and the command for each of
 * its sites. Whatever breaks is this visit's own: it then ends `fault`. Throws ArchiveTaken alone, while another process
 * visits the same site in the same run.
 */
export const visitSite = async (
  plan: VisitPlan & { readonly archive: string },
  shared: SharedWorld,
  seen?: CrawlWorld['seen'],
): Promise<Visit> => {
  const { archive: folder, ...visit } = plan
  try {
    const archive = await openSiteArchive({ archive: folder, run: plan.run, site: plan.site, code: plan.code })
    try {
      return await crawl(visit, { ...shared, archive, ...(seen === undefined ? {} : { seen }) })
    } finally {
      await archive.close()
    }
  } catch (cause) {
    if (cause instanceof ArchiveTaken) throw cause
    const at = shared.now().toISOString()
    return { ...visit, begunAt: at, endedAt: at, end: 'fault', about: String(cause), captures: 0 }
  }
}
