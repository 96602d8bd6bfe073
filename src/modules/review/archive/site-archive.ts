import type { BrowserFailure, BrowserVisit } from '../browser/browser-visit.ts'
import type { Capture } from '../crawl/capture.ts'
import type { Visit } from '../crawl/visit.ts'

/** What a crawl writes to and goes on from: the archive of one site in one run. Only one process has it at a time. */
export type SiteArchive = {
  /** What was fetched before it was stopped, in order; empty for a new visit. A torn last record has been cut away. */
  readonly before: readonly Capture[]
  readonly browserBefore: readonly BrowserVisit[]
  /** Resolves when it has left this process, which may then be killed; a loss of power may take the last second. */
  keep(capture: Capture): Promise<void>
  keepBrowser(visit: BrowserVisit | BrowserFailure, screenshot?: Uint8Array): Promise<void>
  /** What the run before had of an address: sent along so that the server may answer 304; its body then stands. */
  previous(url: string): Promise<Capture | undefined>
  writeVisit(visit: Visit): Promise<void>
  /** Lets go of it. */
  close(): Promise<void>
}

/** The archive of one visit as it is read: everything that judging it needs, without any network. */
export type VisitRead = {
  readonly visit: Visit
  readonly captures: readonly Capture[]
  readonly browser: readonly BrowserVisit[]
  readonly browserFailures: readonly BrowserFailure[]
}
