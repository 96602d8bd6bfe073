/**
 * The review (granska): judges a municipality's website by the criteria of `data/criteria`, from an archive of what was
 * fetched, with evidence that a person can check, and says what to mend first.
 *
 * It must never send a form, open a chat or call a number; never ask an origin faster than it may; never show a finding
 * to the public before the municipality has had it; never judge what it has not seen whole; and never overwrite a verdict.
 */
export { loadCatalogue } from './criteria/catalogue.ts'
export { onboardDue } from './onboard/onboard-due.ts'
export { onboardRoutes } from './onboard/onboard-routes.ts'
export { readOwnSites } from './onboard/own-sites.ts'
export type { PublicPaths } from './public/public-review.ts'
export type { PublicReviews } from './public/public-reviews.ts'
export { openPublicReviews, type ReadPublic } from './public/public-store.ts'
export { readQuality } from './report/quality.ts'
export { reviewRoutes } from './staff/routes.ts'
export { reviewDue } from './staff/staff-due.ts'
export { takeSites } from './site-jobs.ts'
