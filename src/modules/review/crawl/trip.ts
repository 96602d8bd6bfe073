import type { BrowserVisit } from '../browser/browser-visit.ts'
import { onSite, type Site } from '../site.ts'
import { askedAs, keyOf } from './address.ts'
import { over, leadsTo, type Outcome, type OwnerOf } from './arrival.ts'
import { isBusy, restMs } from './busy.ts'
import type { Capture, FetchFailure, Purpose } from './capture.ts'
import { openFrontier, type Frontier } from './frontier.ts'
import type { LinkWords } from './link-words.ts'
import type { OutlinedForm } from './outline.ts'
import { robotsAddressOf, robotsOf, type Robots } from './robots.ts'
import type { BrowserMode } from './visit.ts'

/** What a visit wants next: to ask an address, or to have a page shown in a browser. */
export type Step =
  | {
      readonly kind: 'ask'
      readonly url: string
      readonly purpose: Purpose
      readonly method: 'GET' | 'HEAD'
      /** Since the origin was last asked. */
      readonly delayMs: number
      /** Of another site: what it answers is the same for every visit of the day. */
      readonly foreign: boolean
    }
  | ({ readonly kind: 'browse'; readonly robots: Robots; readonly delayMs: number } & Showable)

/** A page that can be shown as it came, without asking for it once more, and what it will ask for at once. */
export type Showable = {
  readonly url: string
  readonly came: Capture | undefined
  readonly loads: readonly string[]
}

/** What the step before came to; nothing when a browser could not show the page. */
export type Told = Capture | BrowserVisit | undefined

/** A part of a visit. */
export type Part<T> = Generator<Step, T, Told>

export type TripPlan = {
  readonly site: Site
  /** The label of the site, as a rule a municipality's code. */
  readonly code: string
  readonly delayMs: number
  readonly pageLimit: number
  readonly browser: BrowserMode
  readonly words: LinkWords
  readonly ownerOf: OwnerOf
}

/** A page that was read on the way, as far as the way needs it. */
export type Passed = Showable & {
  readonly depth: number
  /** About violence, for whom it concerns, as far as one look tells. */
  readonly isHelp: boolean
  /** Where its main text leads, on the site and off it; kept for help pages alone. */
  readonly leadsTo: readonly string[]
  /** Much script and little text: what is to be read is put there by a browser. */
  readonly isScripted: boolean
}

/** A visit under way: what it knows so far, made of what it was told and of nothing else. */
export type Trip = {
  readonly plan: TripPlan
  readonly frontier: Frontier
  readonly robots: Map<string, Robots>
  readonly passed: Passed[]
  /** Every address that was asked, letter for letter. */
  readonly asked: Set<string>
  sites: readonly Site[]
  /** The start page's own address, after what it led to. */
  home: string
  /** As they stand: what is on the start page too is in the frame of every page. */
  startLinks: ReadonlySet<string>
  /** The site's own search, the first that was seen. */
  search: OutlinedForm | undefined
  readonly shown: Set<string>
  documents: number
  kept: number
  /** Requests that count against the limit of pages. */
  pages: number
  busyInARow: number
  failedInARow: number
  forbiddenInARow: number
  /** Set when the visit must end now. */
  over: Outcome | undefined
}

const UNREAD =
  /\.(?:jpe?g|png|gif|svg|webp|avif|ico|bmp|css|m?js|json|zip|gz|mp[34]|m4a|avi|mov|webm|wav|ics|rss|atom|exe|dmg|woff2?|ttf|eot)$/i

export const newTrip = (plan: TripPlan): Trip => {
  const trip: Trip = {
    plan,
    frontier: openFrontier(plan.words, (address) => isOurs(trip, address) && !UNREAD.test(new URL(address).pathname)),
    robots: new Map(),
    passed: [],
    asked: new Set(),
    sites: [plan.site],
    home: `${plan.site.origin}/`,
    startLinks: new Set(),
    search: undefined,
    shown: new Set(),
    documents: 0,
    kept: 0,
    pages: 0,
    busyInARow: 0,
    failedInARow: 0,
    forbiddenInARow: 0,
    over: undefined,
  }
  return trip
}

export const isOurs = ({ sites }: Trip, address: string): boolean => sites.some((site) => onSite(site, address))

/** How long to leave an address's origin alone between two questions. */
export const delayOf = ({ plan, robots }: Trip, address: string): number =>
  Math.max(plan.delayMs, robots.get(new URL(address).origin)?.delayMs ?? 0)

const COUNTED: ReadonlySet<Purpose> = new Set(['page', 'document', 'search'])
export const pagesLeft = ({ plan, pages }: Trip): number => plan.pageLimit - pages

const ASKED_TWICE: ReadonlySet<FetchFailure> = new Set(['connection-reset', 'timeout'])
const MOST_TRIES = 3
const MOST_BUSY = 6
const MOST_FAILED = 6
const MOST_FORBIDDEN = 8
/** A server that wants to be left alone for longer than this is not waited for. */
const LONGEST_REST_MS = 10 * 60_000

/** Asks one address of the site: again where that may help, and ends the visit where nothing more will. */
export function* asking(trip: Trip, url: string, purpose: Purpose, method: 'GET' | 'HEAD' = 'GET'): Part<Capture> {
  trip.asked.add(url)
  for (let tries = 1; ; tries += 1) {
    const delayMs = delayOf(trip, url)
    if (COUNTED.has(purpose)) trip.pages += 1
    const capture = (yield { kind: 'ask', url, purpose, method, delayMs, foreign: false }) as Capture
    note(trip, capture, delayMs)
    const again = isBusy(capture)
      ? tries < MOST_TRIES
      : tries === 1 && capture.failure !== undefined && ASKED_TWICE.has(capture.failure)
    if (!again || trip.over !== undefined || (COUNTED.has(purpose) && pagesLeft(trip) <= 0)) return capture
  }
}

const note = (trip: Trip, capture: Capture, delayMs: number): void => {
  const busy = isBusy(capture)
  trip.busyInARow = busy ? trip.busyInARow + 1 : 0
  trip.failedInARow = capture.failure === undefined ? 0 : trip.failedInARow + 1
  trip.forbiddenInARow = capture.status === 403 ? trip.forbiddenInARow + 1 : 0
  if (busy && (trip.busyInARow >= MOST_BUSY || restMs(capture, delayMs) > LONGEST_REST_MS)) {
    trip.over = over('busy', String(capture.status))
  } else if (trip.failedInARow >= MOST_FAILED) trip.over = over('unreachable', capture.failure)
  else if (trip.forbiddenInARow >= MOST_FORBIDDEN) trip.over = over('forbidden', '403')
}

const MOST_REDIRECTS = 5

/** What is at the end of the way that an address leads, and where that is; `to` where it left the site, unasked. */
export type Led = { readonly capture: Capture; readonly url: string; readonly to: string | undefined }

/** Asks an address and follows where it leads, within the site and as far as robots.txt allows. */
export function* following(trip: Trip, address: string, purpose: Purpose): Part<Led | undefined> {
  let url = address
  for (let steps = 0; ; steps += 1) {
    const robots = yield* robotsFor(trip, url)
    if (trip.over !== undefined || !robots.allows(url)) return undefined
    const capture = yield* asking(trip, url, purpose)
    const to = leadsTo(capture)
    if (to === undefined || steps === MOST_REDIRECTS || trip.over !== undefined) return { capture, url, to: undefined }
    if (!isOurs(trip, to)) return { capture, url, to }
    // What has been asked already is in the archive, wherever the way to it began.
    if (trip.asked.has(to) || askedAs(to) === undefined) return { capture, url, to: undefined }
    if (keyOf(to) !== keyOf(url)) trip.frontier.done(to)
    if (COUNTED.has(purpose) && pagesLeft(trip) <= 0) return { capture, url, to: undefined }
    url = to
  }
}

/** The rules of an address's origin, asked for once in a visit; redirects are followed wherever they lead (RFC 9309). */
export function* robotsFor(trip: Trip, address: string): Part<Robots> {
  const { origin } = new URL(address)
  const known = trip.robots.get(origin)
  if (known !== undefined) return known
  const own = robotsAddressOf(address)
  let url = own
  let capture = yield* asking(trip, url, 'robots')
  for (let steps = 0; steps < MOST_REDIRECTS; steps += 1) {
    const to = leadsTo(capture)
    if (to === undefined || to === url) break
    url = to
    capture = yield* isOurs(trip, url) ? asking(trip, url, 'robots') : foreign(trip, url, 'robots', 'GET')
  }
  const robots = robotsOf(own, capture)
  trip.robots.set(origin, robots)
  return robots
}

/** Asks an address of another site, once. */
export function* foreign(trip: Trip, url: string, purpose: Purpose, method: 'GET' | 'HEAD'): Part<Capture> {
  trip.asked.add(url)
  return (yield { kind: 'ask', url, purpose, method, delayMs: delayOf(trip, url), foreign: true }) as Capture
}
