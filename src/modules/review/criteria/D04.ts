import { evidence, helpPages, met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'

/** The first block or link that says it, wherever on the page it stands: what answers for a page often stands below it. */
const said = (pages: readonly VisitedPage[], pattern: RegExp): Evidence | undefined => {
  for (const page of pages) {
    const block = page.page.blocks.find(({ text }) => pattern.test(text))
    if (block !== undefined) return evidence(page, { excerpt: block.text, selector: block.selector })
    const link = page.page.links.find(({ says }) => pattern.test(says))
    if (link !== undefined) return evidence(page, { excerpt: link.says, selector: link.selector })
  }
  return undefined
}

/** Responsible unit and feedback (ansvarig och synpunkter). What the footer says of the whole site is of no page. */
export const D04: Judge = (site, words) => {
  const pages = helpPages(site)
  const responsible = said(pages, words('responsible'))
  const feedback = said(pages, words('feedback'))
  if (responsible !== undefined && feedback !== undefined) return met('both', [responsible, feedback])
  if (responsible !== undefined) return partly('only-responsible', [responsible])
  return feedback === undefined ? notMet('none') : partly('only-feedback', [feedback])
}
