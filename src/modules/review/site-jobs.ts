import type { ItemEnd, Jobs } from '#platform/jobs/index.ts'
import type { Queryable } from '#platform/db/index.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { ArchiveTaken } from './archive/fault.ts'
import { siteFolder } from './archive/place.ts'
import type { SiteGiven } from './crawl/sites-file.ts'
import { storedTurns } from './crawl/turns-store.ts'
import type { BrowserMode } from './crawl/visit.ts'
import type { SharedWorld } from './crawl/visit-site.ts'

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

export type ReviewerOptions = {
  readonly root: string
  readonly db: Queryable
  readonly say: (sentence: string) => void
}

/** Takes sites of the queue and visits them, politely together with every other worker, as long as the process works. */
export const takeSites = async (jobs: Jobs, options: ReviewerOptions): Promise<void> => {
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

type Worlds = { readonly use: <T>(order: SiteOrder, work: (world: SharedWorld) => Promise<T>) => Promise<T> }

/** What the visits of a run share in this process: opened for the first of them, closed after the last. */
const openWorlds = ({ root, db, say }: ReviewerOptions): Worlds => {
  const open = new Map<string, { readonly opening: Promise<SharedWorld>; users: number }>()
  const opened = async ({ userAgent, allowLoopback, browser }: SiteOrder): Promise<SharedWorld> => {
    // Fetching, parsing and driving a browser take their memory when there is a use for them.
    const { openSharedWorld } = await import('./crawl/visit-site.ts')
    const { ownerAmong } = await import('./crawl/owners.ts')
    const ownerOf = ownerAmong(loadReference(root).municipalities)
    const signal = new AbortController().signal
    return openSharedWorld({ root, userAgent, allowLoopback, turns: storedTurns(db), ownerOf, browser, signal, say })
  }
  return {
    async use(order, work) {
      const key = JSON.stringify([order.run, order.userAgent, order.allowLoopback, order.browser])
      const shared = open.get(key) ?? { opening: opened(order), users: 0 }
      open.set(key, shared)
      shared.users++
      try {
        return await work(await shared.opening)
      } finally {
        shared.users--
        if (shared.users === 0) {
          open.delete(key)
          await shared.opening.then(
            (world) => world.close(),
            () => undefined,
          )
        }
      }
    },
  }
}
