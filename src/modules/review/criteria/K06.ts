import { evidence, mainBlocks, met, notMet } from './judging.ts'
import { forTheExposed } from './groups.ts'
import type { Judge } from './criterion.ts'

/** Where a sentence ends; "t.ex." and a number's dots are no end. */
const SENTENCES = /(?<=[.!?])\s+(?=\p{Lu})|\n/u

/**
 * That one may be anonymous (möjlighet att vara anonym framgår) when one asks the municipality for advice. A national
 * line's anonymity is that line's, and so is that of whoever reports a concern about a child.
 */
export const K06: Judge = (site, words) => {
  const said = forTheExposed(site).flatMap((page) =>
    mainBlocks(page.page).flatMap((block) => {
      if (!words('anonymous').test(block.text)) return []
      const heading = page.page.blocks[block.under.at(-1) ?? -1]?.text ?? ''
      return block.text
        .split(SENTENCES)
        .filter((sentence) => words('anonymous').test(sentence) && !words('not').test(sentence))
        .map((sentence) => ({
          shown: evidence(page, { excerpt: block.text, selector: block.selector }),
          isConcern: words('concern').test(sentence) || words('concern').test(heading),
          // Whose line it is often stands in the sentence before.
          isOthers: words('others').test(`${heading}\n${block.text}`) && !words('us').test(sentence),
        }))
    }),
  )
  const own = said.find(({ isConcern, isOthers }) => !isConcern && !isOthers)
  if (own !== undefined) return met('said', [own.shown])
  const [first] = said
  if (first === undefined) return notMet('none')
  return first.isConcern ? notMet('only-concern', [first.shown]) : notMet('only-others', [first.shown])
}
