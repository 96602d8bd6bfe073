import { cannotTell, evidence, met, notMet, partly, seek, thePage } from './judging.ts'
import { isWithin } from './ages.ts'
import type { Judge } from './criterion.ts'
import type { DateFound, SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Words } from './words.ts'

/** A statement older than this is of another site (domain C6). */
const OLDEST_MONTHS = 24
/** A link in the footer is on every page: on so many it is looked for. */
const FIRST_PAGES = 5

/** The newest day on which the statement says that it was looked at; plans for what is to be mended are none. */
const reviewedOn = ({ dates }: VisitedPage, site: SiteFacts, words: Words): DateFound | undefined =>
  dates
    .filter(({ date, of, found }) => {
      const meant = of === 'reviewed' || of === 'updated' || of === 'published' || words('reviewed').test(found.excerpt)
      return meant && of !== 'valid-to' && date <= site.on
    })
    .toSorted((a, b) => b.date.localeCompare(a.date))[0]

/** A current accessibility statement (aktuell tillgänglighetsredogörelse). */
export const T07: Judge = (site, words) => {
  const statement = site.pages.find(({ kind, page }) => kind === 'statement' || words('statement').test(page.title))
  if (statement === undefined) {
    for (const page of site.pages.slice(0, FIRST_PAGES)) {
      const link = page.page.links.find(({ says }) => words('statement').test(says))
      if (link !== undefined)
        return cannotTell('not-read', [evidence(page, { excerpt: link.says, selector: link.selector })])
    }
    return notMet('none')
  }
  const dated = reviewedOn(statement, site, words)
  if (dated === undefined) return partly('undated', [thePage(statement)])
  const shown = [evidence(statement, dated.found)]
  if (!isWithin(OLDEST_MONTHS, dated.date, site.on)) return partly('old', shown, { date: dated.date })
  const report = seek(statement, words('report'))
  if (report === undefined) return partly('no-way-to-report', shown)
  return met('current', [...shown, evidence(statement, report)], { date: dated.date })
}
