import { asOrganisation } from '#platform/auth/acting.ts'
import type { Kind } from '#platform/auth/kind.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readOrganisations } from '#platform/auth/store.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Municipality, Reference } from '#modules/municipality/index.ts'
import type { Catalogue, Criterion } from '../criteria/catalogue.ts'
import { holding, standingOf, type Standing } from '../standing.ts'
import type { Review } from '../review.ts'
import { latestReviewOf, reviewBefore } from '../store.ts'
import { reportOf, type Report } from '../report/report.ts'
import type { Quality } from '../report/quality.ts'

/** What the pages of the review are made of. */
export type ReviewNeed = {
  readonly db: Database
  readonly reference: Pick<Reference, 'municipalities'>
  /** Read when it is first asked for. */
  readonly catalogue: () => Catalogue
  /** How often the machine is right; nothing where it was not measured. */
  readonly quality: () => Quality | undefined
}

/** Who asks: a municipality of its own review, or one who supports it. */
export type Asker = { readonly kind: Kind; readonly own: Municipality | undefined }

export const askerOf = async (tx: Queryable, { reference }: ReviewNeed, { acting }: SignedIn): Promise<Asker> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === acting.organisation)
  return {
    kind: own?.kind ?? 'operator',
    own: own?.kind === 'municipality' ? reference.municipalities.get(own.municipality) : undefined,
  }
}

/** The newest review of a municipality, as its page shows it. */
export type ShownReview = {
  readonly municipality: Municipality
  readonly asker: Asker
  readonly review: Review
  readonly report: Report
}

/** The review of a municipality as whoever acts may see it; nothing where there is none she may. */
export const shownReview = async (
  tx: Queryable,
  need: ReviewNeed,
  who: SignedIn,
  municipality: Municipality,
): Promise<ShownReview | undefined> => {
  const review = await latestReviewOf(tx, municipality.code)
  if (review === undefined) return undefined
  const catalogue = need.catalogue()
  const earlier = await reviewBefore(tx, review)
  const before =
    earlier?.verdicts === undefined
      ? undefined
      : { ...earlier.round, verdicts: holding(earlier.verdicts, earlier.acts, catalogue) }
  const report = reportOf(review, { catalogue, name: municipality.name, before, quality: need.quality() })
  return { municipality, asker: await askerOf(tx, need, who), review, report }
}

/** One verdict of a review, and what people have said of it. */
export type ShownVerdict = {
  readonly municipality: Municipality
  readonly asker: Asker
  readonly review: Review
  readonly criterion: Criterion
  readonly standing: Standing
}

/** The verdict that the address names, as whoever acts may see it; nothing where there is none. */
export const shownVerdict = async (
  tx: Queryable,
  need: ReviewNeed,
  { params }: Pick<Visit, 'params'>,
  who: SignedIn,
): Promise<ShownVerdict | undefined> => {
  const municipality = need.reference.municipalities.get(params['code'] ?? '')
  const criterion = need.catalogue().find(({ data }) => data.id === params['criterion'])
  if (municipality === undefined || criterion === undefined) return undefined
  const review = await latestReviewOf(tx, municipality.code)
  const machine = review?.verdicts?.[criterion.data.id]
  if (review === undefined || machine === undefined) return undefined
  const standing = standingOf(criterion.data, machine, review.acts)
  return { municipality, asker: await askerOf(tx, need, who), review, criterion, standing }
}

/** Works as the organisation of whoever is signed in. */
export const as = async <T>(
  { db }: ReviewNeed,
  { acting }: SignedIn,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> => asOrganisation(db, acting, work)
