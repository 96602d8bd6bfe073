import { aroundNumber, numbersOn, ownLinks, placeOfNumber, shownNumber, type NumberOn } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

/** Local voluntary help (lokala stödorganisationer): a shelter or victim support by its name, with its number. */
export const K10: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const numbered = numbersOn(pages, 'other').find((on) => isOfOrganisation(on, words))
  if (numbered !== undefined) return met('with-number', [shownNumber(numbered)])
  const named = pages.flatMap((page) => namedOn(page, words))[0]
  if (named !== undefined) return partly('no-number', [named])
  const general = pages.flatMap((page) =>
    ownLinks(page)
      .filter(({ says }) => words('general').test(says))
      .map(({ says, selector }) => evidence(page, { excerpt: says, selector })),
  )[0]
  return general === undefined ? notMet('none') : notMet('only-national', [general])
}

/** By its label, the words of its block, or the heading it stands under. */
const isOfOrganisation = (on: NumberOn, words: Words): boolean => {
  const { blocks } = on.page.page
  const own = blocks[placeOfNumber(on)]
  const heading = blocks[own?.under.at(-1) ?? -1]?.text ?? ''
  const before = blocks[placeOfNumber(on) - 1]?.text ?? ''
  const said = [on.number.label, heading, before, ...aroundNumber(on).map(({ text }) => text)]
  return said.some((text) => words('organisation').test(text))
}

/** Named with a name of its own, or linked: "kvinnojourer finns på många orter" names none. */
const namedOn = (page: VisitedPage, words: Words): readonly Evidence[] => [
  ...mainBlocks(page.page)
    .filter(({ text }) => words('named').test(text))
    .map(({ text, selector }) => evidence(page, { excerpt: text, selector })),
  ...ownLinks(page)
    .filter(({ says, to }) => words('organisation').test(says) && !words('general').test(says) && /^https?:/.test(to))
    .map(({ says, selector }) => evidence(page, { excerpt: says, selector })),
]
