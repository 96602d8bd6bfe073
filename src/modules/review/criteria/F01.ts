import { evidence, mainBlocks, met, notMet, partly, thePage } from './judging.ts'
import { forTheExposed } from './groups.ts'
import type { Judge } from './criterion.ts'

/** How much of a page's main text is about violence before the page is one about it (domain C1). */
const ON_TOPIC = 0.5

/** Own page about violence (egen sida om våld i nära relationer). */
export const F01: Judge = (site, words) => {
  const named = forTheExposed(site).flatMap((page) => {
    const heading = mainBlocks(page.page).find(({ kind, level, text }) => {
      return kind === 'heading' && level === 1 && words('topic').test(text)
    })
    if (heading !== undefined)
      return [{ page, found: evidence(page, { excerpt: heading.text, selector: heading.selector }) }]
    return words('topic').test(page.page.title) ? [{ page, found: thePage(page) }] : []
  })
  const own = named.find(({ page }) => page.onTopic >= ON_TOPIC)
  if (own !== undefined) return met('own-page', [own.found])
  const [mixed] = named
  if (mixed !== undefined) return partly('among-other-things', [mixed.found])
  const onNews = site.pages.find(({ kind, page }) => kind === 'news' && words('topic').test(page.title))
  return onNews === undefined ? notMet('none') : notMet('only-news', [thePage(onNews)])
}
