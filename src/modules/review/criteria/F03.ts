import { cannotTell, evidence, met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'
import { addressKey } from '../crawl/address.ts'
import type { SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Link } from '../pages/page.ts'

/** More words than this is a headline of the news, not a way in. */
const LONGEST_LABEL = 8

/** A link says that it is about violence, and leads to help: not to news, a plan or a form for reporting a concern. */
const leadsToHelp = (site: SiteFacts, topic: RegExp): ((link: Link) => boolean) => {
  const kinds = new Map(site.pages.map(({ kind, page }) => [addressKey(page.url), kind]))
  return ({ to, says }) => {
    if (!/^https?:/.test(to)) return false
    const kind = kinds.get(addressKey(to))
    if (kind === 'help') return true
    return topic.test(says) && (kind === undefined || kind === 'crisis') && says.split(/\s+/).length <= LONGEST_LABEL
  }
}

const shown = (page: VisitedPage, { says, selector }: Link) => evidence(page, { excerpt: says, selector })

/** A way in from the start page or crisis information (ingång från startsida eller krisinformation). */
export const F03: Judge = (site, words) => {
  const start = site.pages.find(({ clicks }) => clicks === 0)
  if (start === undefined) return cannotTell('no-start-page')
  const isWayIn = leadsToHelp(site, words('topic'))
  const ways = start.page.links.filter(isWayIn)
  const inSight = ways.find(({ hidden }) => !hidden)
  if (inSight !== undefined) return met('start-page', [shown(start, inSight)])
  const fromStart = new Set(start.page.links.map(({ to }) => addressKey(to)))
  for (const crisis of site.pages.filter(
    ({ kind, page }) => kind === 'crisis' && fromStart.has(addressKey(page.url)),
  )) {
    const link = crisis.page.links.find((link) => link.region === 'main' && isWayIn(link))
    if (link !== undefined) return met('crisis-page', [shown(crisis, link)])
  }
  const [folded] = ways
  return folded === undefined ? notMet('none') : partly('folded', [shown(start, folded)])
}
