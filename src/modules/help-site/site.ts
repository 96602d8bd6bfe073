import type { PublicSite } from '#platform/http/public-server.ts'
import type { Rendered } from '#platform/http/page-cache.ts'
import type { PublicReviews } from '#modules/review/index.ts'
import { parseAddress } from './address.ts'
import { answerTo, faultPage } from './answers.ts'
import { renderPage } from './render.ts'
import type { MonthOfVisits } from './visits.ts'
import { ABOUT_SCOPE, type Known, type Prepared, type World } from './world.ts'

/** The public site in memory: what its pages are made of now, and how to take in a change. */
export type Site = PublicSite & {
  /** Grows with every change of what the pages of a scope (a municipality's code) show. */
  version(scope: string): number
  /** Takes in what has changed: for one municipality, or for all when `code` is left out. */
  changed(known: Known, code?: string): void
  /** Takes in visits as written. */
  counted(visits: readonly MonthOfVisits[]): void
  /** Takes in what is public of the review. */
  reviewed(reviews: PublicReviews): void
  readonly world: () => World
}

export const openSite = (prepared: Prepared, known: Known, visits: readonly MonthOfVisits[], now: () => Date): Site => {
  let world: World = { ...known, prepared, visits }
  let everywhere = 0
  const places = new Map<string, number>()
  return {
    world: () => world,
    version: (scope) => everywhere + (places.get(scope) ?? 0),
    changed: (changed, code) => {
      world = { ...world, ...changed }
      if (code === undefined) everywhere += 1
      else places.set(code, (places.get(code) ?? 0) + 1)
    },
    counted: (visits) => {
      world = { ...world, visits }
      places.set(ABOUT_SCOPE, (places.get(ABOUT_SCOPE) ?? 0) + 1)
    },
    reviewed: (reviews) => {
      world = { ...world, reviews }
      places.set(ABOUT_SCOPE, (places.get(ABOUT_SCOPE) ?? 0) + 1)
    },
    page: (path, at): Rendered | undefined => renderPage(world, parseAddress(path), at, 'live'),
    answer: (request, at) => answerTo(world, request, at),
    fault: (fault, status) => faultPage(world, fault, status, undefined, now()),
  }
}
