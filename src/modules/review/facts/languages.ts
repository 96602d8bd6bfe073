import type { Block, Page } from '../pages/page.ts'
import type { LanguageFound } from './facts.ts'
import { languageOfText } from './language-of-text.ts'
import { mainText } from './main-text.ts'

/** Fewer characters than this of a language is a name or a greeting, no text; fewer make a sentence in other scripts. */
const FEWEST_CHARACTERS = 40
const FEWER: Readonly<Record<string, number>> = { zh: 12, ja: 12, ko: 16, th: 24, ar: 30, ti: 24, am: 24 }
/** Lines too short to tell by themselves are put together up to this length. */
const LONGEST_JOINED = 240

/**
 * The languages that passages of the main text are written in, the longest first. A link alone is no passage: a menu of
 * languages says where to go, and nothing more.
 */
export const languagesOf = (page: Page): readonly LanguageFound[] => {
  const found = new Map<string, { characters: number; first: Block }>()
  const note = (tag: string, characters: number, first: Block): void => {
    const known = found.get(tag)
    if (known === undefined) found.set(tag, { characters, first })
    else known.characters += characters
  }
  const links = linksAlone(page)
  let short: { text: string; first: Block } | undefined
  const settle = (): void => {
    if (short === undefined) return
    const tag = languageOfText(short.text)
    if (tag !== undefined) note(tag, short.text.length, short.first)
    short = undefined
  }
  for (const block of mainText(page).blocks) {
    if (block.kind === 'button' || links.has(block)) continue
    const tag = languageOfText(block.text)
    if (tag !== undefined) {
      note(tag, block.text.length, block)
      continue
    }
    short = { text: `${short?.text ?? ''} ${block.text}`.trim(), first: short?.first ?? block }
    if (short.text.length > LONGEST_JOINED) settle()
  }
  settle()
  return [...found]
    .filter(([tag, { characters }]) => characters >= (FEWER[tag] ?? FEWEST_CHARACTERS))
    .map(([tag, { characters, first }]) => ({
      tag,
      characters,
      found: { url: page.url, excerpt: first.text, selector: first.selector },
    }))
    .toSorted((a, b) => b.characters - a.characters)
}

const linksAlone = ({ blocks, links }: Page): ReadonlySet<Block> =>
  new Set(
    links.flatMap(({ block, says }) => {
      const whole = block === undefined ? undefined : blocks[block]
      return whole !== undefined && whole.text.length <= says.length + 2 ? [whole] : []
    }),
  )
