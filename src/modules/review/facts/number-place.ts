import type { Block, Page } from '../pages/page.ts'
import type { Written } from './numbers-written.ts'

/** What stands around a number, nearest first: nothing in it is on the far side of another number. */
export type Place = {
  /** What the sentence or line says before it, and after it. */
  readonly before: string
  readonly after: string
  /** Short lines right above it, the nearest first: in its own block, and blocks of their own. */
  readonly lines: readonly string[]
  /** The other cells of its row, and what stands at the top of its column. */
  readonly row: readonly string[]
  /** What its own block says before that sentence, and the blocks before it under the same heading. */
  readonly earlier: string
  /** The headings above it, the innermost first. */
  readonly headings: readonly string[]
}

/** Where a sentence ends: before a capital, so that "tel. 0980" and "kl. 8" go on. */
const SENTENCE_END = /[.!?]\s+(?=\p{Lu})|[\n;|•·]\s*/gu
/** A line above a number that is its label, and no sentence. */
const LONGEST_LINE = 70
const LONGEST_BEFORE = 200
const LINES_ABOVE = 3
const LONGEST_EARLIER = 300
/** A row of more blocks than this is no row of a table but a page laid out in one. */
const LONGEST_ROW = 10

/** The numbers of each block of a page, by the block's place. */
export type Numbered = readonly (readonly Written[])[]

/** What stands around the number of a block that has that place among the block's numbers. */
export const placeOf = (page: Page, numbered: Numbered, block: number, index: number): Place => {
  const own = page.blocks[block]
  const written = numbered[block]?.[index]
  const text = own?.text ?? ''
  const from = numbered[block]?.[index - 1]?.end ?? 0
  const parts = partsOf(text.slice(from, written?.at ?? 0))
  const next = numbered[block]?.[index + 1]
  const above = from === 0 ? blocksAbove(page, numbered, block) : []
  const [before = '', ...earlier] = parts.toReversed()
  const isLine = (line: string): boolean => line.length <= LONGEST_LINE && !/[.!?]$/.test(line)
  const ownLines = earlier.slice(0, LINES_ABOVE).filter(isLine)
  return {
    before: before.slice(-LONGEST_BEFORE),
    after: afterOf(text.slice(written?.end ?? 0, next?.at ?? text.length), next !== undefined),
    lines: [...ownLines, ...(ownLines.length === earlier.length ? above.filter(isLine) : [])].slice(0, LINES_ABOVE),
    row: from === 0 ? rowOf(page, numbered, block) : [],
    earlier: [...earlier, ...above].toReversed().join('. ').slice(-LONGEST_EARLIER),
    headings: (own?.kind === 'heading' ? [...own.under] : (own?.under ?? []))
      .toReversed()
      .map((place) => page.blocks[place]?.text ?? ''),
  }
}

const partsOf = (text: string): readonly string[] => text.split(SENTENCE_END).map((part) => part.trim())

/** What follows in the same sentence. Where another number comes, only as far as it is surely this one's. */
const afterOf = (text: string, isBetween: boolean): string => {
  const [sentence = ''] = text.split(/[.!?](?:\s|$)|[\n;|•·]/)
  if (!isBetween) return sentence.slice(0, LONGEST_BEFORE)
  const inBrackets = /^\s*\([^)]*\)/.exec(sentence)?.[0]
  return inBrackets ?? sentence.split(/,|\s(?:eller|och|samt|or|and)\s/)[0] ?? ''
}

/** The texts above a block, nearest first, to the last heading or the last number. */
const blocksAbove = ({ blocks }: Page, numbered: Numbered, block: number): readonly string[] => {
  const own = blocks[block]
  const above: string[] = []
  for (let place = block - 1; place >= 0 && above.length < LINES_ABOVE + 1; place -= 1) {
    const other = blocks[place]
    if (other === undefined || other.kind === 'heading' || other.region !== own?.region) break
    if ((numbered[place] ?? []).length > 0) break
    // Another row of a table is another's; a row that has ended is no label of what comes after it.
    if (other.row !== own.row && (own.row !== undefined || other.kind === 'cell')) break
    above.push(other.text)
  }
  return above
}

export const rowOf = (page: Page, numbered: Numbered, block: number): readonly string[] => {
  const { blocks } = page
  const row = blocks[block]?.row
  if (row === undefined) return []
  const places = placesOfRow(blocks, block)
  if (places.length > LONGEST_ROW) return []
  const cells = places
    .filter((place) => place !== block && (numbered[place] ?? []).length === 0)
    .map((place) => blocks[place]?.text ?? '')
  return [...cells, ...columnOf(blocks, places, block)].filter((text) => text !== '')
}

const placesOfRow = (blocks: readonly Block[], block: number): readonly number[] => {
  const row = blocks[block]?.row
  let first = block
  while (first > 0 && blocks[first - 1]?.row === row) first -= 1
  const places: number[] = []
  for (let place = first; blocks[place]?.row === row && places.length <= LONGEST_ROW; place += 1) places.push(place)
  return places
}

/** The cell at the top of the column, in a table whose rows all have as many cells. */
const columnOf = (blocks: readonly Block[], places: readonly number[], block: number): readonly string[] => {
  const [first = 0] = places
  const column = places.indexOf(block)
  if (column <= 0 || blocks[block]?.kind !== 'cell') return []
  let top: readonly number[] | undefined
  for (let place = first - 1; place >= 0 && blocks[place]?.kind === 'cell';) {
    const row = placesOfRow(blocks, place)
    if (row.length !== places.length) break
    top = row
    place = (row[0] ?? 0) - 1
  }
  const text = top === undefined ? undefined : blocks[top[column] ?? 0]?.text
  return text === undefined || /\d/.test(text) ? [] : [text]
}
