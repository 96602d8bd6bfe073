import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import { forTheExposed, sections } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Block } from '../pages/page.ts'

/** Of children, school and pets, as many as must be answered (domain C4). */
const ENOUGH = 2
/** What is said of it further from its name than this is of something else; after an item of a list, anything is. */
const BLOCKS_AFTER = 2

type Passage = { readonly page: VisitedPage; readonly named: Block; readonly text: string }

/** What a page says of protected housing: all under its heading, else the passage that names it and the two after. */
const passages = (page: VisitedPage, housing: RegExp): readonly Passage[] => {
  const headed = sections(page.page, housing).map(({ heading, blocks }) => ({
    page,
    named: heading,
    text: blocks.map(({ text }) => text).join('\n'),
  }))
  if (headed.length > 0) return headed
  const blocks = mainBlocks(page.page)
  return blocks.flatMap((named, place) =>
    housing.test(named.text)
      ? [
          {
            page,
            named,
            text: blocks
              .slice(place, place + 1 + (named.kind === 'item' ? 0 : BLOCKS_AFTER))
              .filter(({ kind }, after) => after === 0 || kind !== 'heading')
              .map(({ text }) => text)
              .join('\n'),
          },
        ]
      : [],
  )
}

/** Protected housing, with children and pets (skyddat boende). */
export const I04: Judge = (site, words) => {
  const found = forTheExposed(site).flatMap((page) => passages(page, words('housing')))
  const [first] = found
  if (first === undefined) return notMet('unsaid')
  const shown = ({ page, named, text }: Passage) =>
    evidence(page, {
      excerpt: named.kind === 'heading' ? `${named.text}: ${text}` : named.text,
      selector: named.selector,
    })
  const explained = found.filter(({ text }) => words('explained').test(text))
  const answered = explained.find(
    ({ text }) => ['child', 'school', 'pet'].filter((list) => words(list).test(text)).length >= ENOUGH,
  )
  if (answered !== undefined) return met('with-answers', [shown(answered)])
  const [only] = explained
  return only === undefined ? notMet('only-named', [shown(first)]) : partly('no-answers', [shown(only)])
}
