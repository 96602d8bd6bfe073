import { evidence, helpPages, mainBlocks, met, notMet, partly, thePage } from './judging.ts'
import { sections } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

/** Välj att sluta, the national line for whoever uses violence, as the register names it. */
const LINE = 'valj-att-sluta'

/** What the municipality itself gives whoever uses violence: on the page for him, or under a heading that is for him. */
const ownHelp = (page: VisitedPage, words: Words): Evidence | undefined => {
  const forHim =
    page.kind === 'help-for-perpetrator'
      ? mainBlocks(page.page)
      : sections(page.page, words('user')).flatMap(({ blocks }) => blocks)
  const said = [
    ...forHim,
    ...mainBlocks(page.page).filter(({ kind, text }) => kind !== 'heading' && words('user').test(text)),
  ].find(({ text }) => !/välj att sluta/i.test(text) && words('own-help').test(text))
  return said === undefined ? undefined : evidence(page, { excerpt: said.text, selector: said.selector })
}

/** For the person who uses violence (för dig som utövar våld). */
export const I08: Judge = (site, words) => {
  const pages = helpPages(site)
  const numbers = new Set(site.register.find(({ id }) => id === LINE)?.numbers)
  const line = pages.flatMap((page) => {
    const number = page.numbers.find(({ e164 }) => numbers.has(e164))
    return number === undefined ? [] : [evidence(page, number.found)]
  })[0]
  const own = pages.flatMap((page) => ownHelp(page, words) ?? [])[0]
  if (line !== undefined && own !== undefined) return met('both', [line, own])
  if (line !== undefined) return partly('only-line', [line])
  if (own !== undefined) return partly('only-own', [own])
  return notMet('none', pages.slice(0, 1).map(thePage))
}
