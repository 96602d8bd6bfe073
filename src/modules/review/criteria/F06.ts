import { evidence, met, notMet, partly, thePage } from './judging.ts'
import { mainLinks } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'

const ROLES = ['exposed', 'relative', 'user', 'child', 'professional'] as const
/** As many ways in of their own as are asked for (domain C1). */
const ENOUGH = 3

/** The first heading, button of an accordion or link that is written to the role. A sentence in a text is no way in. */
const wayIn = (pages: readonly VisitedPage[], pattern: RegExp): Evidence | undefined => {
  for (const page of pages) {
    const block = page.page.blocks.find(({ kind, region, text }) => {
      return region === 'main' && (kind === 'heading' || kind === 'button') && pattern.test(text)
    })
    if (block !== undefined) return evidence(page, { excerpt: block.text, selector: block.selector })
    const link = mainLinks(page.page).find(({ says }) => pattern.test(says))
    if (link !== undefined) return evidence(page, { excerpt: link.says, selector: link.selector })
    if (pattern.test(page.page.title)) return thePage(page)
  }
  return undefined
}

/** Ways in of their own by role (egna ingångar). */
export const F06: Judge = (site, words) => {
  const pages = site.pages.filter(({ kind }) => kind === 'help' || kind === 'help-for-perpetrator')
  const ways = ROLES.flatMap((role) => wayIn(pages, words(role)) ?? [])
  if (ways.length >= ENOUGH) return met('own-ways', ways, { count: ways.length })
  return ways.length === 2 ? partly('two', ways) : notMet('one', ways)
}
