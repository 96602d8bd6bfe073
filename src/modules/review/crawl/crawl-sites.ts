import { ArchiveTaken } from '../archive/fault.ts'
import type { Capture } from './capture.ts'
import type { SiteGiven } from './sites-file.ts'
import type { BrowserMode, Visit } from './visit.ts'
import { visitSite, type SharedWorld } from './visit-site.ts'

/** What all visits of a run have in common. */
export type RunPlan = {
  readonly archive: string
  readonly run: string
  readonly delayMs: number
  readonly pageLimit: number
  readonly browser: BrowserMode
  /** How many sites are visited at the same time. */
  readonly concurrency: number
}

export type RunSeen = {
  readonly began: () => void
  readonly asked: (capture: Capture) => void
  readonly ended: (visit: Visit) => void
  /** Another process visits it already. */
  readonly taken: (site: SiteGiven) => void
}

/** Visits sites, so many at a time, each in the order given; when the signal is aborted those that wait never begin. */
export const crawlSites = async (
  sites: readonly SiteGiven[],
  plan: RunPlan,
  shared: SharedWorld,
  seen: RunSeen,
): Promise<void> => {
  const { concurrency, ...common } = plan
  const waiting = sites.values()
  const visitor = async (): Promise<void> => {
    for (const { code, url } of waiting) {
      if (shared.signal.aborted) return
      seen.began()
      try {
        seen.ended(await visitSite({ ...common, site: url, code }, shared, seen.asked))
      } catch (cause) {
        if (!(cause instanceof ArchiveTaken)) throw cause
        seen.taken({ code, url })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, sites.length) }, visitor))
}
