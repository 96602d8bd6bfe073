import type { Judge } from './criterion.ts'
import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import { surfingPages } from './shown-pages.ts'

/** The four pieces of advice, each by its list of words. */
const ADVICE = ['private', 'history', 'other-device', 'public-place'] as const
const ENOUGH = 2

/** Advice on leaving fewer traces (råd om säkrare surfning). */
export const B03: Judge = (site, words) => {
  const given = surfingPages(site, words('topic')).map((page) => {
    const blocks = mainBlocks(page.page)
    const found = ADVICE.flatMap((list) => {
      const block = blocks.find(({ text }) => words(list).test(text) && !words('violence').test(text))
      return block === undefined ? [] : [evidence(page, { excerpt: block.text, selector: block.selector })]
    })
    const old = blocks.find(({ text }) => words('old-browser').test(text))
    return { page, found, old }
  })
  const [most] = given.toSorted((a, b) => b.found.length - a.found.length)
  if (most === undefined || most.found.length === 0) return notMet('none')
  if (most.found.length < ENOUGH) return partly('one', most.found)
  if (most.old === undefined) return met('several', most.found)
  return partly('old-browser', [evidence(most.page, { excerpt: most.old.text, selector: most.old.selector })])
}
