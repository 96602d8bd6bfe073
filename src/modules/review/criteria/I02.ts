import { evidence, mainBlocks, met, notMet, partly } from './judging.ts'
import { forTheExposed } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Block } from '../pages/page.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

/** As many questions as are enough, and as are half as good (domain C4). */
const ENOUGH = 4
const HALF = 2

type Question = { readonly text: string; readonly evidence: Evidence }

/** A question to the reader about what she lives with; not one about the page, about applying or about somebody else. */
const isToHer = (question: string, words: Words): boolean =>
  words('you').test(question) &&
  words('about-the-matter').test(question) &&
  words('opens').exec(question)?.index !== 0 &&
  !words('something-else').test(question)

const asked = (page: VisitedPage, { text, selector }: Block, words: Words): readonly Question[] => {
  if (!text.includes('?')) return []
  return text
    .split(/(?<=[.?!:])\s+/)
    .filter((sentence) => sentence.endsWith('?') && isToHer(sentence, words))
    .map((question) => ({ text: question, evidence: evidence(page, { excerpt: question, selector }) }))
}

/** The items of a list that a question or a heading such as "Känner du igen dig?" opens. */
const listed = (page: VisitedPage, blocks: readonly Block[], words: Words): readonly Question[] =>
  blocks.flatMap((block, place) => {
    if (block.kind === 'item' || !words('list-follows').test(block.text)) return []
    const after = blocks.slice(place + 1)
    const skipped = after.findIndex(({ kind }) => kind === 'item')
    // A sentence may stand between the heading and its list, more than one is another matter.
    if (skipped < 0 || skipped > 1 || after.slice(0, skipped).some(({ kind }) => kind === 'heading')) return []
    const items = after.slice(skipped)
    const end = items.findIndex(({ kind }) => kind !== 'item')
    return (end < 0 ? items : items.slice(0, end))
      .filter(({ text }) => !text.includes('?') && words('about-the-matter').test(text))
      .map(({ text, selector }) => ({ text, evidence: evidence(page, { excerpt: text, selector }) }))
  })

/** Recognise your situation (känner du igen dig). */
export const I02: Judge = (site, words) => {
  const questions = new Map<string, Evidence>()
  for (const page of forTheExposed(site)) {
    const blocks = mainBlocks(page.page)
    const found = [...blocks.flatMap((block) => asked(page, block, words)), ...listed(page, blocks, words)]
    for (const { text, evidence: shown } of found) if (!questions.has(text)) questions.set(text, shown)
  }
  const count = questions.size
  const shown = [...questions.values()].slice(0, ENOUGH)
  if (count >= ENOUGH) return met('questions', shown, { count })
  return count >= HALF ? partly('some', shown, { count }) : notMet('none', shown)
}
