import { evidence, met, notMet, partly, thePage } from './judging.ts'
import { mainLinks } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'

/** A heading that fits several is of the first: whoever worries is told by that somebody else is exposed. */
const ROLES = ['relative', 'user', 'child', 'professional', 'exposed'] as const
type Role = (typeof ROLES)[number]
/** As many ways in of their own as are asked for (domain C1). */
const ENOUGH = 3

/** What a page has that one goes in by: headings, buttons of accordions, links, its own name. A sentence is no way in. */
const waysIn = (page: VisitedPage): readonly Evidence[] => [
  ...page.page.blocks
    .filter(({ kind, region }) => region === 'main' && (kind === 'heading' || kind === 'button'))
    .map(({ text, selector }) => evidence(page, { excerpt: text, selector })),
  ...mainLinks(page.page).map(({ says, selector }) => evidence(page, { excerpt: says, selector })),
  thePage(page),
]

/** Ways in of their own by role (egna ingångar). */
export const F06: Judge = (site, words) => {
  const found = new Map<Role, Evidence>()
  for (const way of site.pages.filter(isHelp).flatMap(waysIn)) {
    const role = ROLES.find((role) => words(role).test(way.excerpt ?? ''))
    if (role !== undefined && !found.has(role)) found.set(role, way)
  }
  const ways = [...found.values()]
  if (ways.length >= ENOUGH) return met('own-ways', ways, { count: ways.length })
  return ways.length === 2 ? partly('two', ways) : notMet('one', ways)
}

const isHelp = ({ kind }: VisitedPage): boolean => kind === 'help' || kind === 'help-for-perpetrator'
