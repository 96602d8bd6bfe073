import { evidence, met, notMet, partly, thePage } from './judging.ts'
import { forTheExposed } from './groups.ts'
import { addressKey } from '../crawl/address.ts'
import type { Judge } from './criterion.ts'
import type { SiteFacts, VisitedPage } from '../facts/facts.ts'

/** A description shorter than this is a name, not a description. */
const SHORTEST_DESCRIPTION = 30

const hidesFromSearch = ({ page, headers }: VisitedPage): boolean =>
  page.noindex || /\b(?:noindex|none)\b/i.test(headers['x-robots-tag'] ?? '')

/** A short address such as /vald leads to one of the pages. A server that answers everything proves nothing. */
const shortAddress = ({ probes }: SiteFacts, pages: readonly VisitedPage[]): boolean => {
  const own = new Set(pages.map(({ page }) => addressKey(page.url)))
  return probes.some(
    ({ of, status, url, to }) => of === 'short-address' && status < 400 && status > 0 && own.has(addressKey(to ?? url)),
  )
}

/** Can be found from outside (kan hittas utifrån). */
export const F05: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const [first] = pages
  if (first === undefined) return notMet('no-page')
  const open = pages.filter((page) => !hidesFromSearch(page))
  if (open.length === 0) return notMet('noindex', [thePage(first)])
  const described = open.find(({ page: { description } }) => {
    return description.length >= SHORTEST_DESCRIPTION && words('whom').test(description)
  })
  const addresses = new Set([...site.sitemap.addresses].map((address) => addressKey(address)))
  const listed = open.find(({ page }) => addresses.has(addressKey(page.url)))
  const found = listed !== undefined || shortAddress(site, pages)
  if (described === undefined)
    return found ? partly('no-description', [thePage(listed ?? first)]) : notMet('nothing-told', [thePage(first)])
  const shown = [evidence(described, { excerpt: described.page.description, selector: 'meta[name="description"]' })]
  return found ? met('found', shown) : partly('not-listed', shown)
}
