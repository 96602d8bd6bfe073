import type { SiteArchive } from '../archive/site-archive.ts'
import type { PageBrowser } from '../browser/page-browser.ts'
import type { OwnerOf } from './arrival.ts'
import type { Capture } from './capture.ts'
import type { Fetcher } from './fetch.ts'
import type { LinkWords } from './link-words.ts'
import type { Turns } from './turns.ts'
import type { BrowserMode } from './visit.ts'

/** What one visit is to be. */
export type VisitPlan = {
  /** The address of the site, as it was given. */
  readonly site: string
  /** The label it was given with. */
  readonly code: string
  readonly run: string
  readonly delayMs: number
  readonly pageLimit: number
  readonly browser: BrowserMode
}

/** Everything outside that a visit meets; shared by all visits of a process but for the archive. */
export type CrawlWorld = {
  readonly fetcher: Fetcher
  readonly turns: Turns
  readonly archive: SiteArchive
  readonly words: LinkWords
  /** Whose website a host is, by the register. */
  readonly ownerOf: OwnerOf
  /** Nothing when there is none: what needs one is then not shown. */
  readonly pageBrowser: PageBrowser | undefined
  /** What other sites have answered in this run, by address: a hundred sites link to the same helpline. */
  readonly elsewhere: Map<string, Promise<Capture>>
  /** Aborted when whoever runs it wants it to stop: what is under way ends, and the visit goes on another time. */
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Told of each capture that was asked for, and not of those that the archive had. */
  readonly seen?: (capture: Capture) => void
}
