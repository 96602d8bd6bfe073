import { join } from 'node:path'
import { stockholm } from '#kernel/dates.ts'
import type { Database } from '#platform/db/index.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import { programVersion } from '#platform/version.ts'
import { openWorlds, type WorldsOptions } from '../crawl/worlds.ts'
import { openProposals, PROPOSALS_CHANNEL, type SiteToRead } from './proposal-store.ts'

export type OwnSitesOptions = WorldsOptions & {
  readonly db: Database
  /** Where the program keeps its data. */
  readonly folder: string
  /** Told to each site: where its owner can turn. Without one no site is read, and the operator is told. */
  readonly contact: string | undefined
}

const EVERY_MINUTE = '* * * * *'
const AT_ONCE = 4

/** Has every site read that somebody has asked for: at once, and each minute for what was not heard of. */
export const readOwnSites = async (jobs: Jobs, options: OwnSitesOptions): Promise<void> => {
  const { db, root, contact, folder } = options
  const worlds = openWorlds(options)
  await jobs.take<SiteToRead>('own-site', AT_ONCE, async (site, signal) => {
    // What reads pages takes its memory when there is a use for it.
    const { readOwnSite, ONBOARDING } = await import('./own-site-jobs.ts')
    const { userAgentOf } = await import('../crawl/user-agent.ts')
    const { loadKnown } = await import('../known.ts')
    const userAgent = userAgentOf({ version: programVersion(), contact, isTest: false })
    const { browser, folder: below } = ONBOARDING
    return worlds.use({ run: below, userAgent, browser, allowLoopback: false }, async (world) => {
      const now = (): Date => new Date()
      const known = () => loadKnown(root, stockholm(now()).date)
      return readOwnSite(site, { db, shared: { ...world, signal }, folder: join(folder, below), known, now })
    })
  })
  await jobs.schedule('own-sites', EVERY_MINUTE, async () => {
    const open = await openProposals(db)
    await jobs.order(
      'own-site',
      open.map((site) => ({ key: String(site.id), data: site })),
    )
  })
  const soon = (): void => void jobs.runNow('own-sites').catch(() => undefined)
  await db.listen(PROPOSALS_CHANNEL, soon, soon)
}
