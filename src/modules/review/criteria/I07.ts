import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import { forTheExposed, sections } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Block } from '../pages/page.ts'
import type { Words } from './words.ts'

type Passage = { readonly page: VisitedPage; readonly named: Block; readonly text: string }

/** A section whose heading names who worries, and every passage that does, with the one after it. */
const passages = (page: VisitedPage, words: Words): readonly Passage[] => {
  const isRole = (text: string): boolean => words('role').test(text) && !words('other-matter').test(text)
  const headed = sections(page.page, words('role'))
    .filter(({ heading }) => isRole(heading.text))
    .map(({ heading, blocks }) => ({ page, named: heading, text: blocks.map(({ text }) => text).join('\n') }))
  const blocks = mainBlocks(page.page)
  const said = blocks.flatMap((named, place) => {
    const next = blocks[place + 1]
    if (named.kind === 'heading' || !isRole(named.text)) return []
    return [{ page, named, text: next?.kind === 'paragraph' ? `${named.text}\n${next.text}` : named.text }]
  })
  return [...headed, ...said]
}

/** For relatives and neighbours (för dig som är orolig för någon). */
export const I07: Judge = (site, words) => {
  const found = forTheExposed(site).flatMap((page) => passages(page, words))
  const shown = ({ page, named, text }: Passage) =>
    evidence(page, { excerpt: named.kind === 'heading' ? `${named.text}: ${text}` : text, selector: named.selector })
  const advised = found.find(({ text }) => words('advice').test(text))
  if (advised !== undefined) return met('advice', [shown(advised)])
  const [only] = found
  return only === undefined ? notMet('none') : partly('only-mentioned', [shown(only)])
}
