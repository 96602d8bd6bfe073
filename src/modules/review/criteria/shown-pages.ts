import type { BrowserVisit } from '../browser/browser-visit.ts'
import type { PageKind, SiteFacts, VisitedPage } from '../facts/facts.ts'
import { helpPages } from './judging.ts'
import type { Evidence } from './verdict.ts'

/** Evidence from a page as a browser showed it, with the picture taken of it. */
export const onScreen = (shown: BrowserVisit, excerpt: string | undefined, selector?: string): Evidence => ({
  url: shown.url,
  fetchedAt: shown.visitedAt,
  excerpt: excerpt?.slice(0, 300),
  selector,
  screenshot: shown.screenshot,
})

/** How a browser showed the help pages, those it showed; none when no browser was used. */
export const shownHelpPages = (site: SiteFacts): readonly BrowserVisit[] => {
  const addresses = new Set(helpPages(site).map(({ page }) => page.url))
  return (site.browser ?? []).filter(({ url }) => addresses.has(url))
}

const ELSEWHERE: ReadonlySet<PageKind> = new Set([
  'help',
  'help-for-perpetrator',
  'news',
  'staff',
  'plan',
  'report-concern',
])

/** Where safer surfing may be advised: the help pages, and pages that say in their heading that they are about it. */
export const surfingPages = (site: SiteFacts, topic: RegExp): readonly VisitedPage[] => [
  ...helpPages(site),
  ...site.pages.filter(
    ({ kind, page }) =>
      !ELSEWHERE.has(kind) &&
      page.blocks.some(({ kind, level, text }) => kind === 'heading' && level === 1 && topic.test(text)),
  ),
]
