import { isMunicipal, ownForms, ownLinks } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { evidence, met, notApplicable, notMet, seekOn } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'

/** Warning about e-mail (varning för e-post), where an address is given; another way to write needs none. */
export const K07: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const [address] = pages.flatMap(addresses)
  if (address !== undefined) {
    const warning = seekOn(pages, words('warning'))
    return warning === undefined ? notMet('unwarned', [address]) : met('warned', [warning])
  }
  const way = pages.flatMap((page) => [
    ...ownForms(page).map(({ selector, fields }) =>
      evidence(page, { excerpt: fields.map(({ label }) => label).join(', '), selector }),
    ),
    ...ownLinks(page)
      .filter(({ to, says }) => words('secure').test(says) && isMunicipal(site, to))
      .map(({ to, says, selector }) => evidence(page, { excerpt: `${says}: ${to}`, selector })),
  ])[0]
  return way === undefined ? notApplicable('no-address') : met('other-way', [way])
}

/** The addresses in the page's own text: those of the footer are the whole site's. */
const addresses = (page: VisitedPage): readonly Evidence[] => {
  const own = new Set(
    [...page.page.blocks, ...page.page.links]
      .filter(({ region }) => region === 'main' || region === 'aside')
      .map(({ selector }) => selector),
  )
  return page.emails.filter(({ found }) => own.has(found.selector)).map(({ found }) => evidence(page, found))
}
