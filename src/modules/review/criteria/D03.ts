import { evidence, helpPages, mainBlocks, met, notApplicable, notMet, thePage } from './judging.ts'
import type { Judge } from './criterion.ts'

/** Correct law and names (rätt lag och aktuella namn). A sentence that says it is the old one says the new one too. */
export const D03: Judge = (site, words) => {
  const pages = helpPages(site)
  const [first] = pages
  if (first === undefined) return notApplicable('no-page')
  for (const page of pages)
    for (const { text, selector } of mainBlocks(page.page)) {
      if (!words('outdated').test(text) || words('then').test(text)) continue
      const [term = ''] = words('outdated').exec(text) ?? []
      return notMet('outdated', [evidence(page, { excerpt: text, selector })], { term })
    }
  return met('current', [thePage(first)])
}
