import { stockholm } from '#kernel/dates.ts'
import { isWithin } from './ages.ts'
import { evidence, helpPages, met, notApplicable, notMet, partly, thePage } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { DateFound, SiteFacts, VisitedPage } from '../facts/facts.ts'

/** Within a year (domain C7). */
const OLDEST_MONTHS = 12

type Dated = { readonly page: VisitedPage; readonly newest: DateFound }

/** The newest day that a page says it was reviewed, changed or published on; a plan's or a law's day is none. */
const newest = ({ dates }: VisitedPage, { on }: SiteFacts): DateFound | undefined =>
  dates
    .filter(({ of, date }) => (of === 'reviewed' || of === 'updated' || of === 'published') && date <= on)
    .toSorted((a, b) => b.date.localeCompare(a.date))[0]

/** The day the server says; nothing for one made as it was asked, for then it is the hour of the visit. */
const byServer = ({ headers, fetchedAt }: VisitedPage): string | undefined => {
  const said = Date.parse(headers['last-modified'] ?? '')
  if (Number.isNaN(said)) return undefined
  const day = stockholm(new Date(said)).date
  return day === stockholm(new Date(fetchedAt)).date ? undefined : day
}

/** Reviewed within 12 months (granskad senaste året). */
export const D01: Judge = (site) => {
  const pages = helpPages(site)
  const [first] = pages
  if (first === undefined) return notApplicable('no-page')
  const dated = pages.flatMap((page): readonly Dated[] => {
    const found = newest(page, site)
    return found === undefined ? [] : [{ page, newest: found }]
  })
  const oldestFirst = dated.toSorted((a, b) => a.newest.date.localeCompare(b.newest.date))
  const [oldest] = oldestFirst
  const last = oldestFirst.at(-1)
  const shown = ({ page, newest }: Dated) => evidence(page, newest.found)
  const isRecent = ({ newest: { date } }: Dated): boolean => isWithin(OLDEST_MONTHS, date, site.on)
  if (oldest !== undefined && last !== undefined) {
    if (isRecent(oldest)) return met('recent', [shown(last)], { date: last.newest.date })
    if (isRecent(last)) return partly('some-old', [shown(oldest)], { date: oldest.newest.date })
    return notMet('old', [shown(last)], { date: last.newest.date })
  }
  for (const page of pages) {
    const date = byServer(page)
    if (date !== undefined && isWithin(OLDEST_MONTHS, date as typeof site.on, site.on))
      return partly('only-header', [thePage(page)], { date })
  }
  return notMet('undated', [thePage(first)])
}
