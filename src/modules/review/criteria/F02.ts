import { met, notMet, partly, thePage } from './judging.ts'
import { forTheExposed } from './groups.ts'
import type { Judge } from './criterion.ts'

/** As many clicks as are near, and as are still half as good (domain C1). */
const NEAR = 2
const HALF = 3

/** At most three clicks from the start page (högst tre klick från startsidan). */
export const F02: Judge = (site) => {
  const pages = forTheExposed(site)
  if (pages.length === 0) return notMet('no-page')
  const reached = pages.flatMap((page) => (page.clicks === undefined ? [] : [{ page, clicks: page.clicks }]))
  const [nearest] = reached.toSorted((a, b) => a.clicks - b.clicks)
  if (nearest === undefined) return notMet('no-way', pages.slice(0, 1).map(thePage))
  const { page, clicks } = nearest
  if (clicks <= NEAR) return met('near', [thePage(page)], { clicks })
  return clicks === HALF ? partly('three', [thePage(page)]) : notMet('far', [thePage(page)], { clicks })
}
