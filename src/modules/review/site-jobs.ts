import type { ItemEnd, Jobs } from '#platform/jobs/index.ts'
import { ArchiveTaken } from './archive/fault.ts'
import { siteFolder } from './archive/place.ts'
import type { SiteGiven } from './crawl/sites-file.ts'
import type { BrowserMode } from './crawl/visit.ts'
import type { SharedWorld } from './crawl/visit-site.ts'
import { openWorlds, type WorldsOptions } from './crawl/worlds.ts'

const QUEUE = 'review-sites'
/** A site is asked once a second at most, so one process has time for many. */
const AT_ONCE = 100

/** A site to visit, as it waits in the queue: all that whichever worker takes it must know. */
export type SiteOrder = {
  /** The folder of archives; the same for every worker, on a disk that they share. */
  readonly archive: string
  readonly run: string
  readonly site: string
  readonly code: string
  readonly delayMs: number
  readonly pageLimit: number
  readonly browser: BrowserMode
  readonly userAgent: string
  readonly allowLoopback: boolean
}

/** Puts the sites of a run in the queue. Answers how many did not wait there already. */
export const orderSites = async (
  jobs: Jobs,
  sites: readonly SiteGiven[],
  common: Omit<SiteOrder, 'site' | 'code'>,
): Promise<number> =>
  jobs.order(
    QUEUE,
    sites.map(({ code, url }) => ({
      key: `${common.run}/${siteFolder(code, url)}`,
      data: { ...common, site: url, code } satisfies SiteOrder,
    })),
  )

/** Takes sites of the queue and visits them, politely together with every other worker, as long as the process works. */
export const takeSites = async (jobs: Jobs, options: WorldsOptions): Promise<void> => {
  const worlds = openWorlds(options)
  await jobs.take<SiteOrder>(QUEUE, AT_ONCE, async (order, signal) =>
    worlds.use(order, (world) => visit(order, { ...world, signal })),
  )
}

const visit = async (order: SiteOrder, world: SharedWorld): Promise<ItemEnd> => {
  const { visitSite } = await import('./crawl/visit-site.ts')
  const { userAgent: _agent, allowLoopback: _loopback, ...plan } = order
  try {
    const { end, about } = await visitSite(plan, world)
    // A full disk, a fault of ours: another time, or on another machine, it may go.
    if (end === 'fault') throw new Error(`The visit to ${order.site} broke off: ${about ?? 'nothing said why'}`)
    return end === undefined || end === 'stopped' ? 'later' : 'done'
  } catch (cause) {
    // The lock of a worker that was killed on another machine holds for a minute.
    if (cause instanceof ArchiveTaken) return 'later'
    throw cause
  }
}
