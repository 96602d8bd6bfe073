import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import { sections } from './groups.ts'
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

/** How much of a page that is called by who worries must be of violence: such a page often does not name it. */
const ON_TOPIC = 0.2

const isAbout = ({ kind, onTopic, page }: VisitedPage, words: Words): boolean =>
  kind === 'help' || (kind === 'other' && onTopic >= ON_TOPIC && words('role').test(page.title))

/** For relatives and neighbours (för dig som är orolig för någon). */
export const I07: Judge = (site, words) => {
  const found = site.pages.filter((page) => isAbout(page, words)).flatMap((page) => passages(page, words))
  const shown = ({ page, named, text }: Passage) =>
    evidence(page, { excerpt: named.kind === 'heading' ? `${named.text}: ${text}` : text, selector: named.selector })
  const advised = found.find(({ text }) => words('advice').test(text))
  if (advised !== undefined) return met('advice', [shown(advised)])
  const [only] = found
  return only === undefined ? notMet('none') : partly('only-mentioned', [shown(only)])
}
