import type { Judge } from './criterion.ts'
import { onSite, siteOf } from '../site.ts'
import type { VisitedPage } from '../facts/facts.ts'
import { cannotTell, helpPages, met, notMet, partly, thePage } from './judging.ts'

const TELLS_NOBODY = /^(?:no-referrer|same-origin)$/

/** The last word that a browser knows counts; all that knows any knows these. */
const lastWord = (policy: string | undefined): string => policy?.split(',').at(-1)?.trim().toLowerCase() ?? ''

/** Whether a press on a link tells the site it leads to where one came from. */
const tellsNobody = ({ page, headers }: VisitedPage, home: string): boolean => {
  if (TELLS_NOBODY.test(lastWord(page.referrerPolicy ?? headers['referrer-policy']))) return true
  const site = siteOf(home)
  const leading = page.links.filter(({ to }) => /^https?:/.test(to) && site !== undefined && !onSite(site, to))
  return (
    leading.length > 0 &&
    leading.every(
      ({ rel, referrerPolicy }) => /\bnoreferrer\b/i.test(rel ?? '') || TELLS_NOBODY.test(lastWord(referrerPolicy)),
    )
  )
}

const alwaysSealed = ({ headers }: VisitedPage): boolean =>
  Number(/max-age\s*=\s*"?(\d+)/i.exec(headers['strict-transport-security'] ?? '')?.[1] ?? 0) > 0

/** Transport and referrer protection (skydd i överföring och vidarelänkar). */
export const B08: Judge = (site) => {
  const help = helpPages(site)
  const pages = help.length > 0 ? help : site.pages.slice(0, 1)
  const [first] = pages
  if (first === undefined) return cannotTell('no-page')
  const open = pages.find(({ page }) => !page.url.startsWith('https:'))
  if (open !== undefined) return notMet('not-https', [thePage(open)])
  const unsealed = pages.find((page) => !alwaysSealed(page))
  const telling = pages.find((page) => !tellsNobody(page, site.visit.site))
  if (unsealed === undefined && telling === undefined) return met('both', [thePage(first)])
  if (telling === undefined) return partly('no-hsts', [thePage(unsealed ?? first)])
  return unsealed === undefined ? partly('tells-where-from', [thePage(telling)]) : notMet('neither', [thePage(telling)])
}
