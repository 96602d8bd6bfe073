import type { BrowserVisit } from '../browser/browser-visit.ts'
import { keyOf } from './address.ts'
import { alsoSite, endOfFailure, endOfLeading, endOfStart, over, type Outcome } from './arrival.ts'
import { outlineOf } from './outline.ts'
import { outlineOfCapture, pass } from './passing.ts'
import { probing } from './probing.ts'
import { keptForSearch, searching } from './searching.ts'
import { readSitemap } from './sitemap.ts'
import {
  delayOf,
  following,
  isOurs,
  newTrip,
  pagesLeft,
  robotsFor,
  type Part,
  type Passed,
  type Trip,
  type TripPlan,
} from './trip.ts'
import type { Waiting } from './frontier.ts'
import type { VisitEnd } from './visit.ts'

/**
 * A whole visit to a site, as the steps it takes: which address is asked next depends on what has been told so far and on
 * nothing else, no clock, no chance, no network. So a visit that was stopped goes on when what the archive holds of it is
 * told once more: the same choices, and no second question for what it had.
 *
 * The start page; the sitemap; then the best link first; the site's own search; what a browser must show; and where help
 * pages lead. Returns how it ended.
 */
export function* route(plan: TripPlan): Part<Outcome> {
  const trip = newTrip(plan)
  const refused = yield* arriving(trip)
  if (refused !== undefined) return refused
  yield* sitemaps(trip)
  yield* exploring(trip, keptForSearch(trip))
  yield* searching(trip)
  yield* exploring(trip, 0)
  yield* browsing(trip)
  const end = yield* exploring(trip, 0)
  // What a browser showed the way to is shown as well.
  yield* browsing(trip)
  yield* probing(trip)
  return trip.over ?? over(end)
}

/** The first page, and what speaks against going on; nothing when the visit goes on. */
function* arriving(trip: Trip): Part<Outcome | undefined> {
  const { plan } = trip
  let url = trip.home
  for (;;) {
    const { allows, unanswered } = yield* robotsFor(trip, url)
    if (trip.over !== undefined) return trip.over
    if (unanswered !== undefined) return endOfFailure(unanswered)
    if (!allows(url)) return over('refused-by-robots', new URL(url).host)
    const led = yield* following(trip, url, 'page')
    if (led === undefined) return trip.over ?? over('refused-by-robots', new URL(url).host)
    if (led.to !== undefined) {
      const end = endOfLeading(led.url, led.to, plan)
      if (end !== undefined) return end
      if (trip.asked.has(led.to)) return over('unreachable', 'too-many-redirects')
      // The same owner's other host is where the site is now.
      trip.sites = alsoSite(plan.site, led.to)
      url = led.to
      continue
    }
    const outline = outlineOfCapture(led.capture)
    const end = endOfStart(led.capture, outline, plan.words)
    if (end !== undefined || outline === undefined) return end ?? over('no-page')
    trip.home = led.url
    trip.frontier.done(led.url)
    pass(trip, outline, { url: led.url, depth: 0, came: led.capture })
    trip.startLinks = new Set(outline.links.map(({ href }) => href))
    return undefined
  }
}

const MOST_SITEMAPS = 6
const MOST_FROM_SITEMAP = 60
const SITEMAP_DEPTH = 3
/** A sitemap may name every page there is: only what says what is sought is taken from it. */
const SOUGHT = /v(?:a|å|%c3%a5)ld|kvinnofrid|heder|misshand|jour|brottsoffer|brottsutsatt|relation|violence|abuse/i

function* sitemaps(trip: Trip): Part<void> {
  const named = trip.robots.get(new URL(trip.home).origin)?.sitemaps ?? []
  const first = named.length > 0 ? named : [new URL('/sitemap.xml', trip.home).href]
  const waiting = first.map((address) => ({ address, isFirst: true }))
  let taken = 0
  for (let asked = 0; asked < MOST_SITEMAPS && trip.over === undefined; asked += 1) {
    const next = waiting.shift()
    if (next === undefined) return
    const address = URL.parse(next.address, trip.home)?.href
    if (address === undefined || trip.asked.has(address) || !isOurs(trip, address)) continue
    const led = yield* following(trip, address, 'sitemap')
    const map = led?.capture.status === 200 ? readSitemap(led.capture.body) : undefined
    if (map === undefined) continue
    if (map.kind === 'index') {
      if (next.isFirst) waiting.push(...map.addresses.map((address) => ({ address, isFirst: false })))
      continue
    }
    for (const href of map.addresses) {
      if (!SOUGHT.test(href) || (taken += 1) > MOST_FROM_SITEMAP) continue
      trip.frontier.add({ href, says: '', heading: '' }, { base: trip.home, depth: SITEMAP_DEPTH, bonus: 0 })
    }
  }
}

/** With fewer pages read than this, what is not found may only not have been come to. */
const FEWEST_PAGES = 12

const isSettled = ({ passed }: Trip): boolean => passed.length >= FEWEST_PAGES && passed.some(({ isHelp }) => isHelp)

/** Asks for what is best, until nothing is left that is worth it or `kept` pages of the limit are. Returns why it ended. */
function* exploring(trip: Trip, kept: number): Part<VisitEnd> {
  for (;;) {
    if (trip.over !== undefined) return trip.over.end
    const best = trip.frontier.best()
    if (best === undefined) return 'exhausted'
    if (best.score < trip.plan.words.worthAsking && isSettled(trip)) return 'settled'
    if (pagesLeft(trip) <= kept) return 'page-limit'
    trip.frontier.take(best)
    yield* visiting(trip, best)
  }
}

const DOCUMENT = /\.(?:pdf|docx?|odt|rtf)$/i
const MOST_DOCUMENTS = 20
/** As much as a link from a help page, or one that says what is sought, is worth. */
const WORTH_A_DOCUMENT = 45
const MOST_SCRIPTED = 10

function* visiting(trip: Trip, { address, score, depth }: Waiting): Part<void> {
  const isDocument = DOCUMENT.test(new URL(address).pathname)
  if (isDocument && (score < WORTH_A_DOCUMENT || (trip.documents += 1) > MOST_DOCUMENTS)) return
  const led = yield* following(trip, address, isDocument ? 'document' : 'page')
  const outline = led === undefined || led.to !== undefined ? undefined : outlineOfCapture(led.capture)
  if (led === undefined || outline === undefined) return
  const passed = pass(trip, outline, { url: led.url, depth, came: led.capture })
  if (passed.isScripted && trip.plan.browser === 'auto' && trip.shown.size < MOST_SCRIPTED) {
    yield* showing(trip, passed)
  }
}

const MOST_HELP_PAGES = 3

/** What has to be seen in a browser: the start page and the help pages, or every page there is. */
function* browsing(trip: Trip): Part<void> {
  const { plan, passed, home } = trip
  if (plan.browser === 'never') return
  const start = passed.filter(({ url }) => url === home)
  const help = passed.filter(({ isHelp }) => isHelp).slice(0, MOST_HELP_PAGES)
  for (const page of plan.browser === 'always' ? [...passed] : [...start, ...help]) {
    if (trip.over !== undefined) return
    if (!trip.shown.has(keyOf(page.url))) yield* showing(trip, page)
  }
}

function* showing(trip: Trip, { url, depth, came, loads }: Passed): Part<void> {
  trip.shown.add(keyOf(url))
  const robots = yield* robotsFor(trip, url)
  const told = yield { kind: 'browse', url, came, loads, robots, delayMs: delayOf(trip, url) }
  const shown = told as BrowserVisit | undefined
  if (shown !== undefined) pass(trip, outlineOf(shown.html), { url, depth, came: undefined })
}
