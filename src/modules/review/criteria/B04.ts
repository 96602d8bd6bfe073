import type { Judge } from './criterion.ts'
import type { Block, Page } from '../pages/page.ts'
import { evidence, mainBlocks, met, notMet } from './judging.ts'
import { surfingPages } from './shown-pages.ts'

/** What it says, with the heading right above it: what a text is about often stands there alone. */
const withHeading = (page: Page, block: Block): string =>
  `${page.blocks[block.under.at(-1) ?? -1]?.text ?? ''}\n${block.text}`

/** Honest limits (ärlig om begränsningar). */
export const B04: Judge = (site, words) => {
  const said = surfingPages(site, words('topic')).flatMap((page) =>
    mainBlocks(page.page).flatMap((block) => {
      if (block.kind === 'heading' || !words('limit').test(block.text)) return []
      const honest = words('traces').test(withHeading(page.page, block))
      return [{ honest, found: evidence(page, { excerpt: block.text, selector: block.selector }) }]
    }),
  )
  const honest = said.find((one) => one.honest)
  if (honest !== undefined) return met('said', [honest.found])
  const [other] = said
  return other === undefined ? notMet('none') : notMet('only-as-violence', [other.found])
}
