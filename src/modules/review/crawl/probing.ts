import { leadsTo } from './arrival.ts'
import { isBusy } from './busy.ts'
import type { Capture } from './capture.ts'
import { asking, foreign, isOurs, robotsFor, type Part, type Trip } from './trip.ts'
import { robotsAddressOf, robotsOf, type Robots } from './robots.ts'

/** Addresses that can be said aloud or printed on a card. */
export const SHORT_ADDRESSES = ['/vald', '/våld'] as const
const MOST_LINKS = 30
const MOST_REDIRECTS = 5
const FIRST_OPEN_PORT = 1024

const isWeb = (address: string): boolean => {
  const { port } = new URL(address)
  // What listens below is no website, but for the two ports that an address leaves out.
  return port === '' || Number(port) >= FIRST_OPEN_PORT
}

/** Asks only whether something answers: short addresses, and where the help pages lead, other sites among them. */
export function* probing(trip: Trip): Part<void> {
  const short = SHORT_ADDRESSES.map((path) => new URL(path, trip.home).href)
  const links = trip.passed.filter(({ isHelp }) => isHelp).flatMap((page) => page.leadsTo)
  const left = [...new Set(links)].filter((address) => isWeb(address) && !isAsked(trip, address))
  for (const address of [...short, ...left.slice(0, MOST_LINKS)]) {
    if (trip.over !== undefined) return
    yield* probe(trip, address)
  }
}

const isAsked = (trip: Trip, address: string): boolean =>
  trip.asked.has(address) || (isOurs(trip, address) && trip.frontier.isDone(address))

function* probe(trip: Trip, address: string): Part<void> {
  let url = address
  for (let steps = 0; steps <= MOST_REDIRECTS; steps += 1) {
    const ours = isOurs(trip, url)
    const robots = yield* ours ? robotsFor(trip, url) : robotsElsewhere(trip, url)
    // A host that is not there has no rules either: that it is not there is what was asked.
    if (trip.over !== undefined || (robots.unanswered === undefined && !robots.allows(url))) return
    const capture = yield* answering(trip, url, ours)
    const to = leadsTo(capture)
    if (to === undefined || trip.asked.has(to) || !isWeb(to)) return
    url = to
  }
}

const HEAD_IS_UNKNOWN = new Set([400, 403, 404, 405, 500, 501])

/** HEAD, and GET where the server may only not know HEAD, or where it gave no answer: once more is sure. */
function* answering(trip: Trip, url: string, ours: boolean): Part<Capture> {
  const head = yield* ours ? asking(trip, url, 'probe', 'HEAD') : foreign(trip, url, 'probe', 'HEAD')
  const { failure, status } = head
  const mayAnswer = failure === 'connection-reset' || failure === 'protocol' || failure === 'timeout'
  if (isBusy(head) || !(mayAnswer || HEAD_IS_UNKNOWN.has(status))) return head
  return yield* ours ? asking(trip, url, 'probe', 'GET') : foreign(trip, url, 'probe', 'GET')
}

function* robotsElsewhere(trip: Trip, address: string): Part<Robots> {
  const { origin } = new URL(address)
  const known = trip.robots.get(origin)
  if (known !== undefined) return known
  const own = robotsAddressOf(address)
  let capture = yield* foreign(trip, own, 'robots', 'GET')
  for (let steps = 0; steps < MOST_REDIRECTS; steps += 1) {
    const to = leadsTo(capture)
    if (to === undefined || trip.asked.has(to)) break
    capture = yield* foreign(trip, to, 'robots', 'GET')
  }
  const robots = robotsOf(own, capture)
  trip.robots.set(origin, robots)
  return robots
}
