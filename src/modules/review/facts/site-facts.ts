import { stockholm } from '#kernel/dates.ts'
import type { VisitRead } from '../archive/site-archive.ts'
import type { BrowserVisit } from '../browser/browser-visit.ts'
import type { DocumentText } from '../pages/document-text.ts'
import type { Link } from '../pages/page.ts'
import { siteOf, type Site } from '../site.ts'
import { readSitemap } from '../crawl/sitemap.ts'
import type { Capture } from '../crawl/capture.ts'
import { addressesOf, type Addresses } from './addresses.ts'
import { clicksFrom } from './clicks.ts'
import { documentsOf } from './documents.ts'
import type { NationalLine, SiteFacts, SiteMunicipality, VisitedPage } from './facts.ts'
import { pageFactsOf } from './page-facts.ts'
import { probesOf } from './probes.ts'
import { searchOf } from './search-hits.ts'
import { pageIn, pagesOf, type Came } from './site-pages.ts'

/** What is known of a site besides its archive. */
export type KnownOfSite = {
  /** Nothing when the label is no code of the register. */
  readonly municipality: SiteMunicipality | undefined
  readonly register: readonly NationalLine[]
  /** The texts of the documents that came, by their addresses: read beforehand, as a PDF is not read in a moment. */
  readonly texts: ReadonlyMap<string, DocumentText>
}

/** The archive of one visit as facts. Pure: the same archive and register, the same facts. Never throws for a page. */
export const siteFactsOf = (read: VisitRead, { municipality, register, texts }: KnownOfSite): SiteFacts => {
  const { visit, captures, browserFailures } = read
  const addresses = addressesOf(captures)
  const came = pagesOf(captures, read.browser, addresses)
  const site: Site = siteOf(visit.site) ?? { origin: visit.site, key: visit.site }
  const start = startOf(came, visit.site)
  const pages = came.pages.map(({ page }) => page)
  const clicks = start === undefined ? new Map<string, number>() : clicksFrom(start, pages, came.lookup)
  const visited = came.pages.map(({ page, capture, rendered }): VisitedPage => ({
    ...pageFactsOf(page, register),
    fetchedAt: capture.askedAt,
    status: 200,
    headers: capture.headers,
    clicks: clicks.get(page.url),
    rendered,
  }))
  const linked = { anywhere: linksOf(pages, addresses), onHelpPages: linksOf(helpTexts(visited), addresses) }
  return {
    visit,
    on: stockholm(new Date(visit.begunAt)).date,
    municipality,
    pages: visited.toSorted((a, b) => Number(b.page.url === start) - Number(a.page.url === start)),
    documents: documentsOf(captures, pages, addresses, texts),
    probes: probesOf(captures, site, addresses, linked),
    sitemap: sitemapOf(captures),
    search: searchOf(captures, { visit, site, addresses, start: start ?? visit.site, pages, read: pageIn }),
    browser: browserOf(read),
    browserFailures,
    register,
    requests: captures.length,
  }
}

type Linking = { readonly links: readonly Link[] }

const linksOf = (pages: readonly Linking[], { key }: Addresses): ReadonlySet<string> =>
  new Set(pages.flatMap(({ links }) => links.map(({ to }) => key(to))))

const helpTexts = (pages: readonly VisitedPage[]): readonly Linking[] =>
  pages
    .filter(({ kind }) => kind === 'help' || kind === 'help-for-perpetrator')
    .map(({ page }) => ({ links: page.links.filter(({ region }) => region === 'main') }))

/** The addresses that the site's sitemaps name. */
const sitemapOf = (captures: readonly Capture[]): SiteFacts['sitemap'] => {
  const answered = captures.filter(({ purpose, body }) => purpose === 'sitemap' && body.length > 0)
  const maps = answered.flatMap(({ body }) => readSitemap(body) ?? [])
  return { found: maps.length > 0, addresses: new Set(maps.flatMap(({ addresses }) => addresses)) }
}

/** The page that the site's own address leads to; else the first that came. */
const startOf = ({ pages, lookup }: Came, site: string): string | undefined => lookup(site) ?? pages[0]?.page.url

/** Nothing where no browser was used: that is not the same as one that saw nothing. */
const browserOf = ({ visit, browser, browserFailures }: VisitRead): readonly BrowserVisit[] | undefined => {
  if (browser.length > 0) return browser
  return visit.browser === 'never' || browserFailures.some(({ why }) => why === 'no-browser') ? undefined : browser
}
