import { outlineOfCapture } from './passing.ts'
import { searchAddress, SEARCH_WORDS } from './site-search.ts'
import { following, pagesLeft, type Part, type Trip } from './trip.ts'

const SMALLEST_LIMIT = 30

/** How many of the pages that may be asked for are kept for the search; none of a limit too small to share. */
export const keptForSearch = ({ plan }: Trip): number => (plan.pageLimit >= SMALLEST_LIMIT ? SEARCH_WORDS.length : 0)

// A hit says nothing of how far from the start page it is.
const HIT_DEPTH = 3

/**
 * Asks the site's own search for each word, as whoever types it would: only a form that sends by GET, only where
 * robots.txt allows, only while there are pages left for all of it. What it finds is looked at.
 */
export function* searching(trip: Trip): Part<void> {
  if (trip.search === undefined || pagesLeft(trip) < keptForSearch(trip) || keptForSearch(trip) === 0) return
  for (const word of SEARCH_WORDS) {
    const address = searchAddress(trip.search, trip.home, word)
    if (address === undefined) return
    const led = yield* following(trip, address, 'search')
    const outline = led === undefined || led.to !== undefined ? undefined : outlineOfCapture(led.capture)
    if (led === undefined || outline === undefined || trip.over !== undefined) return
    for (const link of outline.links) {
      if (link.inMain) trip.frontier.add(link, { base: led.url, depth: HIT_DEPTH, bonus: 0 })
    }
  }
}
