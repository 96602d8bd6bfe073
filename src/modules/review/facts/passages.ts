import type { Block, Page } from '../pages/page.ts'
import { mainText } from './main-text.ts'

/** A piece of the main text that says one thing: a heading with what stands under it, a sentence, a line, a link alone. */
export type Passage = {
  readonly kind: 'heading' | 'sentence' | 'line' | 'link'
  readonly text: string
  readonly block: Block
  /** What stands under a heading, as far as the next of its level; empty for the others. */
  readonly section: string
}

/** A line without an end, followed by text, is a heading whatever it is written as. */
const LONGEST_HEADING = 80
const SHORTEST_TEXT = 60
const ENDED = /[.!?:;,]$/
const SENTENCE_END = /(?<=[.!?])\s+(?=[\p{Lu}\p{Lo}"”–-])|\n+/u

const passages = new WeakMap<Page, readonly Passage[]>()

/** The main text in passages, in order: cells of one row are one, and an accordion's text is there. Read once for each page. */
export const passagesOf = (page: Page): readonly Passage[] => {
  let all = passages.get(page)
  if (all === undefined) passages.set(page, (all = read(page)))
  return all
}

const read = (page: Page): readonly Passage[] => {
  const { blocks } = mainText(page)
  const links = linkTexts(page)
  const all: Passage[] = []
  for (const [place, block] of blocks.entries()) {
    const { kind, text, row } = block
    if (kind === 'heading') all.push({ kind: 'heading', text, block, section: sectionUnder(blocks, place) })
    else if (row !== undefined) {
      if (blocks[place - 1]?.row !== row)
        all.push({ kind: 'sentence', text: rowFrom(blocks, place, row), block, section: '' })
    } else if (isHeadingLike(block, blocks[place + 1], links))
      all.push({ kind: 'heading', text, block, section: blocks[place + 1]?.text ?? '' })
    else if (links.has(text)) all.push({ kind: 'link', text, block, section: '' })
    else
      for (const sentence of text.split(SENTENCE_END))
        all.push({ kind: ENDED.test(sentence) ? 'sentence' : 'line', text: sentence, block, section: '' })
  }
  return all
}

const linkTexts = ({ links }: Page): ReadonlySet<string> =>
  new Set(links.flatMap(({ region, says }) => (region === 'main' ? [says] : [])))

const isHeadingLike = ({ kind, text }: Block, next: Block | undefined, links: ReadonlySet<string>): boolean =>
  kind !== 'item' &&
  kind !== 'button' &&
  text.length <= LONGEST_HEADING &&
  !/[.!;,]$/.test(text) &&
  next !== undefined &&
  next.kind !== 'heading' &&
  next.text.length >= SHORTEST_TEXT &&
  !links.has(text)

const rowFrom = (blocks: readonly Block[], place: number, row: number): string => {
  let end = place
  while (blocks[end]?.row === row) end += 1
  return blocks
    .slice(place, end)
    .map(({ text }) => text)
    .join(': ')
}

const sectionUnder = (blocks: readonly Block[], place: number): string => {
  const level = blocks[place]?.level ?? 6
  const under: string[] = []
  for (const block of blocks.slice(place + 1)) {
    if (block.kind === 'heading' && (block.level ?? 6) <= level) break
    if (block.kind !== 'heading' && block.kind !== 'button') under.push(block.text)
  }
  return under.join('\n')
}
