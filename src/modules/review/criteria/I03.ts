import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import { forTheExposed } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

const KINDS = ['talks', 'housing', 'money', 'risk', 'report', 'ban', 'children'] as const
/** Of seven kinds of help, as many as are enough, and as are half as good (domain C4). */
const ENOUGH = 4
const HALF = 2

/** The first sentence that names the kind of help and does not say that there is none. */
const offered = (pages: readonly VisitedPage[], words: Words, kind: string): Evidence | undefined => {
  const pattern = words(kind)
  for (const page of pages)
    for (const { text, selector } of mainBlocks(page.page)) {
      if (!pattern.test(text)) continue
      const sentence = text.split(/(?<=[.?!])\s+/).find((part) => pattern.test(part) && !words('denied').test(part))
      if (sentence !== undefined) return evidence(page, { excerpt: sentence, selector })
    }
  return undefined
}

/** What help you can get (vilken hjälp du kan få). */
export const I03: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const said = KINDS.flatMap((kind) => offered(pages, words, kind) ?? [])
  const count = said.length
  if (count >= ENOUGH) return met('several', said, { count })
  return count >= HALF ? partly('some', said, { count }) : notMet('unsaid', said)
}
