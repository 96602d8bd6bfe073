import { numberIn, shownNumber } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { evidence, met, notMet, partly, seek } from './judging.ts'
import { misnumbered } from './national-numbers.ts'
import type { Judge } from './criterion.ts'

/** The line as the register names it. */
const LINE = 'kvinnofridslinjen'

/** Kvinnofridslinjen's numbers as the register has them (Kvinnofridslinjen rätt angiven). One of them is enough. */
export const K09: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const right = site.register.find(({ id }) => id === LINE)?.numbers ?? []
  for (const page of pages) {
    const wrong = misnumbered(page, site.register).find(({ line }) => words('name').test(line))
    if (wrong !== undefined) return notMet('wrong', [evidence(page, wrong.number.found)])
  }
  const found = right.flatMap((e164) => pages.flatMap((page) => numberIn(page, e164) ?? [])[0] ?? [])
  if (found.length > 0) return met(found.length === right.length ? 'all' : 'one', found.map(shownNumber))
  for (const page of pages) {
    const named = seek(page, words('name'))
    if (named !== undefined) return partly('no-number', [evidence(page, named)])
  }
  return notMet('none')
}
