import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Words } from '#platform/http/words.ts'
import type { Reference } from '../reference.ts'
import { readOverview } from './overview-store.ts'
import { soughtIn, type Overviewed, type ReceptionStanding } from './overview.ts'
import type { Listed } from './overview-views.ts'

/** What the overviews are made of. */
export type OverviewNeed = {
  readonly db: Database
  readonly reference: Pick<Reference, 'municipalities'>
  /** Which municipalities a reception answers for, by code; known by the room that keeps receptions. */
  readonly receptions: (tx: Queryable) => Promise<ReadonlyMap<string, ReceptionStanding>>
  /** Scheme, host and port of the public pages. */
  readonly publicOrigin: string
  /** A letter is in Swedish, whatever language whoever sends it reads. */
  readonly swedish: Words
}

/** What whoever acts supports, of all there are or of these alone. */
export const overviewIn = async (
  tx: Queryable,
  { reference, receptions }: OverviewNeed,
  now: Date,
  municipalities = reference.municipalities.all,
): Promise<readonly Overviewed[]> => readOverview(tx, municipalities, await receptions(tx), now)

/** The list as the address narrows it. */
export const listedFor = async (need: OverviewNeed, { query, now }: Visit, who: SignedIn): Promise<Listed> => {
  const all = await asOrganisation(need.db, who.acting, async (tx) => overviewIn(tx, need, now))
  const sought = { name: query.get('q')?.trim() ?? '', county: query.get('county') ?? '' }
  return { all, found: soughtIn(all, sought), sought }
}
