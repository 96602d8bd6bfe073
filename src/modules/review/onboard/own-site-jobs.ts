import { join } from 'node:path'
import { stockholm } from '#kernel/dates.ts'
import type { Database } from '#platform/db/index.ts'
import type { ItemEnd } from '#platform/jobs/index.ts'
import { folderOf } from '../archive/place.ts'
import { faultSentence, isFault } from '../archive/fault.ts'
import { prunable, prune } from '../archive/prune.ts'
import { readVisit } from '../archive/read.ts'
import type { VisitRead } from '../archive/site-archive.ts'
import type { VisitPlan } from '../crawl/crawl-world.ts'
import { runFor } from '../crawl/run.ts'
import { visitSite, type SharedWorld } from '../crawl/visit-site.ts'
import { endedWhole } from '../crawl/visit.ts'
import type { Known } from '../known.ts'
import { proposedOf } from './proposed.ts'
import { endProposal, type SiteToRead } from './proposal-store.ts'

export type OwnSites = {
  readonly db: Database
  readonly shared: SharedWorld
  /** The folder below which each municipality has an archive of its own. */
  readonly folder: string
  readonly known: () => Known
  readonly now: () => Date
  readonly pace?: Pick<VisitPlan, 'delayMs' | 'browser'>
}

/** As much as a municipality waits for: enough for its pages about violence, contact and crisis. */
export const ONBOARDING = { folder: 'own-sites', pageLimit: 40, delayMs: 1000, browser: 'auto' } as const
/** The reading that holds, and the one before it. */
const KEPT = 2

/**
 * Reads one municipality's own site and notes what its help page could say; once, however often it is tried. `later` when
 * the process is to stop in the middle: it goes on where it was.
 */
export const readOwnSite = async (site: SiteToRead, world: OwnSites): Promise<ItemEnd> => {
  const { db, folder, now, pace = ONBOARDING } = world
  const archive = join(folder, site.code)
  const { run } = await runFor(archive, [{ code: site.code, url: site.site }], stockholm(now()).date)
  const plan = { archive, run, site: site.site, code: site.code }
  const visit = await visitSite(
    { ...plan, pageLimit: ONBOARDING.pageLimit, delayMs: pace.delayMs, browser: pace.browser },
    world.shared,
  )
  if (visit.end === undefined || visit.end === 'stopped') return 'later'
  const lines = endedWhole(visit) ? proposedOf(await asWritten(folderOf(plan)), site.code, world.known()) : []
  await endProposal(db, { id: site.id, end: visit.end, about: visit.about, lines, at: now() })
  for (const old of await prunable(archive, KEPT)) await prune(archive, old)
  return 'done'
}

/** Throws for an archive that was damaged since it was written a moment ago. */
const asWritten = async (folder: string): Promise<VisitRead> => {
  const read = await readVisit(folder)
  if (isFault(read)) throw new Error(faultSentence(read))
  return read
}
