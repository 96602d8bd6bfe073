import { decodeHtml } from '../pages/decode.ts'
import { askedAs, keyOf } from './address.ts'
import { isPage } from './arrival.ts'
import type { Capture } from './capture.ts'
import type { LinkWords } from './link-words.ts'
import { outlineOf, type Outline } from './outline.ts'
import { isSearch } from './site-search.ts'
import type { Passed, Trip } from './trip.ts'

/** The outline of what came; nothing for what is no page. */
export const outlineOfCapture = (capture: Capture): Outline | undefined => {
  if (capture.body.length === 0) return undefined
  const html = decodeHtml(capture.body, capture.headers['content-type'])
  return isPage(capture, html) ? outlineOf(html) : undefined
}

const VIOLENCE = /våld|misshand|heder|kvinnofrid|violence|abuse/gi
/** News, handbooks, plans and what is for those who work there may use every word, and help nobody. */
const FOR_OTHERS = /nyhet|press|handbok|rutin|riktlinje|plan\b|medarbetare|intranät|protokoll|anställd|upphandl/i
const FEWEST_WORDS = 3

const isHelpPage = ({ title, heading, text }: Outline, url: string, { topic }: LinkWords): boolean => {
  if (FOR_OTHERS.test(`${heading} ${title}`) || FOR_OTHERS.test(new URL(url).pathname)) return false
  if (!topic.test(heading.toLowerCase()) && !topic.test(title.toLowerCase())) return false
  return (text.match(VIOLENCE)?.length ?? 0) >= FEWEST_WORDS
}

const MUCH_SCRIPT = 20_000
const LITTLE_TEXT = 300
const FEW_LINKS = 5

// What a page that speaks of violence links to is asked for, whatever it is called: it was chosen for whoever reads there.
const FROM_HELP = 60
const OF_GOOD_SECTION = 8

/** How many pages are kept whole for the browser: more would fill the memory when many sites are visited at once. */
const MOST_KEPT = 6

export type Where = {
  /** Its own address, without any fragment. */
  readonly url: string
  /** How many clicks it took. */
  readonly depth: number
  /** As it came; nothing for what a browser made of it. */
  readonly came: Capture | undefined
}

/** Takes a page into what the visit knows: its links into the frontier, and what kind it is. */
export const pass = (trip: Trip, outline: Outline, { url, depth, came }: Where): Passed => {
  const { plan, frontier } = trip
  const base = outline.base === undefined ? url : (URL.parse(outline.base, url)?.href ?? url)
  const isHelp = isHelpPage(outline, url, plan.words)
  const isGood = !isHelp && plan.words.topic.test(`${outline.heading} ${outline.title}`.toLowerCase())
  const leadsTo: string[] = []
  for (const link of outline.links) {
    const isOwn = link.inMain && !trip.startLinks.has(link.href)
    const bonus = !isOwn ? 0 : isHelp ? FROM_HELP : isGood ? OF_GOOD_SECTION : 0
    frontier.add(link, { base, depth: depth + 1, bonus })
    const address = isHelp && link.inMain ? askedAs(link.href, base) : undefined
    if (address !== undefined) leadsTo.push(address)
  }
  if (outline.refresh !== undefined) {
    const to = /url\s*=\s*['"]?([^'"]+)/i.exec(outline.refresh)?.[1]
    if (to !== undefined) frontier.add({ href: to, says: '', heading: '' }, { base, depth, bonus: FROM_HELP })
  }
  trip.search ??= outline.forms.find(isSearch)
  const { text, links, scriptLength } = outline
  const isScripted =
    text.length < LITTLE_TEXT && (scriptLength > MUCH_SCRIPT || links.length < FEW_LINKS) && scriptLength > 0
  const isShown = plan.browser !== 'never' && (isHelp || depth === 0 || isScripted)
  const isKept = isShown && came !== undefined && (trip.kept += 1) <= MOST_KEPT
  const loads = isShown ? outline.loads.flatMap((address) => URL.parse(address, base)?.href ?? []) : []
  const passed = { url, depth, isHelp, leadsTo, isScripted, came: isKept ? came : undefined, loads }
  const before = trip.passed.findIndex((each) => keyOf(each.url) === keyOf(url))
  if (before === -1) trip.passed.push(passed)
  // Shown by a browser after it was read: what stands there now holds.
  else trip.passed[before] = { ...passed, depth: Math.min(depth, trip.passed[before]?.depth ?? depth) }
  return passed
}
