import { evidence, helpPages, mainBlocks, met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Block } from '../pages/page.ts'
import type { Words } from './words.ts'

type Way = { readonly page: VisitedPage; readonly block: Block; readonly others: boolean }

/** The sentence that names the way, and the heading it stands under: both may say that it is somebody else's. */
const ways = (page: VisitedPage, words: Words): readonly Way[] =>
  mainBlocks(page.page).flatMap((block) => {
    if (block.kind === 'heading' || !words('way').test(block.text)) return []
    const above = page.page.blocks[block.under.at(-1) ?? -1]?.text ?? ''
    const named = block.text.split(/(?<=[.?!])\s+/).filter((sentence) => words('way').test(sentence))
    const others = words('others').test(above) || named.every((sentence) => words('others').test(sentence))
    return [{ page, block, others }]
  })

/** Contact without speech (kontakt utan tal). */
export const T05: Judge = (site, words) => {
  const pages = [...helpPages(site), ...site.pages.filter(({ kind }) => kind === 'contact')]
  const texted = pages.flatMap((page) => {
    const link = page.page.links.find(({ to, region }) => to.startsWith('sms:') && region === 'main')
    return link === undefined ? [] : [evidence(page, { excerpt: link.says, selector: link.selector })]
  })[0]
  if (texted !== undefined) return met('own', [texted])
  const found = pages.flatMap((page) => ways(page, words))
  const shown = ({ page, block }: Way) => evidence(page, { excerpt: block.text, selector: block.selector })
  const own = found.find(({ others }) => !others)
  if (own !== undefined) return met('own', [shown(own)])
  const [national] = found
  return national === undefined ? notMet('none') : partly('only-national', [shown(national)])
}
