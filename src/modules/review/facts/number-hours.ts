import type { Page } from '../pages/page.ts'
import type { NumberRole } from './facts.ts'
import { readHours } from './hours.ts'
import type { Numbered } from './number-place.ts'
import { rowOf } from './number-place.ts'
import { namedIn } from './number-role-words.ts'

/** A table of days is seven rows of two cells, with a line before and after. */
const MOST_BLOCKS = 18
const SENTENCE_END = /(?<=[.!?])\s+(?=\p{Lu})/u
const ABOUT_HOURS = /tid|öppe|hour|när kan|telefon/i

/**
 * When a number is answered, as it says beside it: in the rest of its block, in its row, in the blocks after it to the
 * next number or heading, or before it; nothing when nothing is said, when it is not clear, and when it is said of
 * somebody else's. `role` is what the number is for.
 */
export const hoursBeside = (
  page: Page,
  numbered: Numbered,
  block: number,
  index: number,
  role: NumberRole,
): string | undefined => {
  const own = page.blocks[block]
  const here = numbered[block] ?? []
  const number = here[index]
  if (own === undefined || number === undefined) return undefined
  const { text } = own
  const isLast = index === here.length - 1
  const after = text.slice(number.end, here[index + 1]?.at ?? text.length)
  const before = text.slice(here[index - 1]?.end ?? 0, number.at)
  // "Vardagar 8-16: 0980-319 200, kvällar 17-08: 0980-319 201": what stands before the first number is its own.
  const isBefore = here.length > 1 && readHours(text.slice(0, here[0]?.at ?? 0)) !== undefined
  const inBlock = isBefore ? readHours(before) : readHours(ownOf(after, role))
  if (inBlock !== undefined) return inBlock
  const inRow = own.row === undefined ? undefined : readHours(rowOf(page, numbered, block).join('\n'))
  if (inRow !== undefined) return inRow
  const said = readHours(index === 0 ? before : (before.split(SENTENCE_END).slice(1).join(' ') ?? ''))
  if (said !== undefined) return said
  if (role === 'emergency') return undefined
  const above = page.blocks[block - 1]
  const isFree = index === 0 && above?.region === own.region && (numbered[block - 1] ?? []).length === 0
  if (isFree && above.text.length < 120 && namedIn(above.text).length > 0) {
    const rule = readHours(above.text)
    if (rule !== undefined) return rule
  }
  const below = isLast ? readHours(ownOf(textBelow(page, numbered, block), role)) : undefined
  return below ?? (isFree && isLast ? readHours(above.text) : undefined)
}

/** As much of a text as is not about somebody else. */
const ownOf = (text: string, role: NumberRole): string => {
  const sentences = text.split('\n').flatMap((line) => line.split(SENTENCE_END))
  const other = sentences.findIndex((sentence, place) => {
    const strong = namedIn(sentence).filter(({ isWeak }) => !isWeak)
    return strong.length > 0 && strong.every(({ named }) => named !== role) && (place > 0 || role === 'emergency')
  })
  return (other < 0 ? sentences : sentences.slice(0, other)).join('\n')
}

const textBelow = ({ blocks }: Page, numbered: Numbered, block: number): string => {
  const own = blocks[block]
  const texts: string[] = []
  for (let place = block + 1; place < blocks.length && texts.length < MOST_BLOCKS; place += 1) {
    const other = blocks[place]
    if (other === undefined || other.region !== own?.region || (numbered[place] ?? []).length > 0) break
    if (other.kind === 'heading' && !ABOUT_HOURS.test(other.text)) break
    texts.push(other.text)
  }
  return texts.join('\n')
}
