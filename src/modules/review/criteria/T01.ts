import { lix, sentencesIn, wordsIn } from '#kernel/lix.ts'
import { evidence, mainBlocks, met, notMet, partly, thePage } from './judging.ts'
import { forTheExposed, mainLinks, sections } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Block } from '../pages/page.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

/** What an easy-to-read text stays under (domain C6). */
const HARDEST_LIX = 35
const LONGEST_MEAN = 12
/** Fewer words than this say nothing of how hard a text is, and are no text. */
const FEWEST_WORDS = 30
const LETTERS_OF_THE_ADDRESS = /\bl(?:a|ä|%C3%A4)tt-?l(?:a|ä|%C3%A4)s/i

type Text = { readonly evidence: Evidence; readonly lix: number; readonly mean: number }

/** How hard the blocks are to read; nothing for too little text. A block ends a sentence: a heading, an item of a list. */
const measured = (blocks: readonly Block[], shown: Evidence): Text | undefined => {
  const running = blocks.filter(({ kind, language }) => kind !== 'button' && (language ?? 'sv').startsWith('sv'))
  const words = running.flatMap(({ text }) => wordsIn(text))
  if (words.length < FEWEST_WORDS) return undefined
  const sentences = running.reduce((sum, { text }) => sum + sentencesIn(text).length, 0)
  return { evidence: shown, lix: lix(words, sentences), mean: words.length / sentences }
}

const isEasy = ({ lix, mean }: Text): boolean => lix < HARDEST_LIX && mean < LONGEST_MEAN

const isCalledEasy = ({ page }: VisitedPage, words: Words): boolean =>
  words('easy').test(page.title) ||
  page.blocks.some(({ kind, level, text }) => kind === 'heading' && level === 1 && words('easy').test(text)) ||
  LETTERS_OF_THE_ADDRESS.test(page.url)

/** The texts about violence that are called easy: pages of their own, and parts of the pages about violence. */
const calledEasy = (site: SiteFacts, words: Words): readonly Text[] => [
  ...site.pages
    .filter((page) => page.onTopic > 0 && isCalledEasy(page, words) && mainBlocks(page.page).some(isOn(words)))
    .flatMap((page) => measured(mainBlocks(page.page), thePage(page)) ?? []),
  ...forTheExposed(site).flatMap((page) =>
    sections(page.page, words('easy')).flatMap(
      ({ heading: { text, selector }, blocks }) => measured(blocks, evidence(page, { excerpt: text, selector })) ?? [],
    ),
  ),
]

const isOn =
  (words: Words) =>
  ({ text }: Block): boolean =>
    words('topic').test(text)

const rounded = ({ lix, mean }: Text) => ({ lix: Math.round(lix), mean: Math.round(mean) })

/** Easy Swedish (lättläst svenska). */
export const T01: Judge = (site, words) => {
  const called = calledEasy(site, words)
  const easy = called.find(isEasy)
  if (easy !== undefined) return met('easy', [easy.evidence], rounded(easy))
  const [hard] = called
  if (hard !== undefined) return partly('too-hard', [hard.evidence], rounded(hard))
  const pages = forTheExposed(site)
  for (const page of pages) {
    const away = mainLinks(page.page).find(({ says, to }) => words('easy').test(says) && !onPages(site, to))
    if (away !== undefined)
      return partly('elsewhere', [evidence(page, { excerpt: away.says, selector: away.selector })])
  }
  const plain = pages.flatMap((page) => measured(mainBlocks(page.page), thePage(page)) ?? []).find(isEasy)
  return plain === undefined ? notMet('none') : partly('plain', [plain.evidence], rounded(plain))
}

const onPages = (site: SiteFacts, address: string): boolean =>
  URL.parse(address)?.host === URL.parse(site.visit.site)?.host
