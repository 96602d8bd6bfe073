import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stockholm } from '#kernel/dates.ts'
import type { Database } from '#platform/db/index.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { storedTurns } from '../crawl/turns-store.ts'
import { openProposals, PROPOSALS_CHANNEL, type SiteToRead } from './proposal-store.ts'

export type OwnSitesOptions = {
  /** The project's folder. */
  readonly root: string
  readonly db: Database
  /** Where the program keeps its data. */
  readonly folder: string
  /** Told to each site: where its owner can turn. Without one no site is read, and the reading ends with a fault. */
  readonly contact: string | undefined
  readonly say: (sentence: string) => void
}

const EVERY_MINUTE = '* * * * *'
const AT_ONCE = 4

/** Has every site read that somebody has asked for: at once, and each minute for what was not heard of. */
export const readOwnSites = async (jobs: Jobs, options: OwnSitesOptions): Promise<void> => {
  const { db } = options
  await jobs.take<SiteToRead>('own-site', AT_ONCE, async (site, signal) => {
    // Fetching, parsing and driving a browser take their memory when there is a use for them.
    const { readOwnSite, ONBOARDING } = await import('./own-site-jobs.ts')
    const { openSharedWorld } = await import('../crawl/visit-site.ts')
    const { ownerAmong } = await import('../crawl/owners.ts')
    const { userAgentOf } = await import('../crawl/user-agent.ts')
    const { loadKnown } = await import('../known.ts')
    const { root, contact, say, folder } = options
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const shared = await openSharedWorld({
      root,
      userAgent: userAgentOf({ version, contact, isTest: false }),
      allowLoopback: false,
      turns: storedTurns(db),
      ownerOf: ownerAmong(loadReference(root).municipalities),
      browser: ONBOARDING.browser,
      signal,
      say,
    })
    try {
      const now = (): Date => new Date()
      const known = () => loadKnown(root, stockholm(now()).date)
      return await readOwnSite(site, { db, shared, folder: join(folder, ONBOARDING.folder), known, now })
    } finally {
      await shared.close()
    }
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
