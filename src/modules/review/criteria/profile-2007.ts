import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'
import { sentencesIn } from '#kernel/lix.ts'
import { addressKey } from '../crawl/address.ts'
import type { SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Block } from '../pages/page.ts'
import { mainBlocks } from './judging.ts'
import { wordsOf, type Words } from './words.ts'

export const TESTS_OF_2007 = ['found', 'top-five', 'own-heading', 'text', 'number', 'link'] as const
type TestOf2007 = (typeof TESTS_OF_2007)[number]

const both = z.strictObject({ sv: z.string().min(1), en: z.string().min(1) }).readonly()
const fewest = z.int().min(1).max(TESTS_OF_2007.length)

const schema = z.strictObject({
  id: z.literal('kvinnofridslinjen-2007'),
  name: both,
  source: z.array(z.string()).min(1),
  searchWords: z.array(z.string()).min(1),
  tests: z.record(z.enum(TESTS_OF_2007), both),
  grades: z.strictObject({ 5: fewest, 4: fewest, 3: fewest, 2: fewest }),
  words: z.strictObject({ topic: z.array(z.string()).min(1) }),
})

export type Profile2007 = Omit<z.infer<typeof schema>, 'words'> & { readonly words: Words }

const FILE = 'data/profiles/kvinnofridslinjen-2007.yaml'

/** Reads the profile. Throws FileProblems (file, line, field, what was expected) for a file with a fault. */
export const loadProfile2007 = (root: string): Profile2007 => {
  const read = mustParseYaml(readFileSync(join(root, FILE), 'utf8'), schema, FILE)
  return { ...read, words: wordsOf(read.words) }
}

/** What the review of 2007 would have said of a site. */
export type GradeOf2007 = {
  /** Nothing for a test that could not be made: the search could not be asked. */
  readonly tests: Readonly<Record<TestOf2007, boolean | undefined>>
  /** 1 to 5: apart where a test could not be made. */
  readonly lowest: number
  readonly highest: number
}

/** Where a site informs of violence: a page about it, or a part of another page under a heading of its own. */
type Information = { readonly page: VisitedPage; readonly blocks: readonly Block[] }

const INFORMS = new Set(['help', 'contact', 'crisis', 'other'])

const informationOf = ({ pages }: SiteFacts, topic: RegExp): readonly Information[] =>
  pages.flatMap((page): readonly Information[] => {
    if (!INFORMS.has(page.kind)) return []
    const { blocks } = page.page
    if (page.kind === 'help') return [{ page, blocks: mainBlocks(page.page) }]
    if (page.onTopic === 0) return []
    const place = blocks.findIndex(
      ({ kind, region, text }) => kind === 'heading' && region === 'main' && topic.test(text),
    )
    return place < 0 ? [] : [{ page, blocks: blocks.filter(({ under }) => under.includes(place)) }]
  })

const SENTENCES = 2
const FIRST_HITS = 5

const hasText = ({ blocks }: Information): boolean =>
  blocks.filter(({ kind }) => kind !== 'heading' && kind !== 'button').flatMap(({ text }) => sentencesIn(text))
    .length >= SENTENCES

const hasNumber = ({ page: { numbers }, blocks }: Information): boolean =>
  numbers.some(({ ofTheSite, found }) => !ofTheSite && blocks.some(({ selector }) => selector === found.selector))

const hasLink = ({ page: { page }, blocks }: Information): boolean =>
  page.links.some(({ to, block }) => {
    const of = block === undefined ? undefined : page.blocks[block]
    return /^https?:/.test(to) && of !== undefined && blocks.includes(of)
  })

/** Grades a site as it would have been in 2007. Pure. A site without any information passes no test: grade 1. */
export const gradeOf2007 = (site: SiteFacts, { searchWords, grades, words }: Profile2007): GradeOf2007 => {
  const information = informationOf(site, words('topic'))
  const keys = new Set(information.map(({ page }) => addressKey(page.page.url)))
  const among = (first: number): boolean | undefined => {
    if (information.length === 0) return false
    if (site.search.kind === 'cannot') return undefined
    return site.search.words.some(
      ({ word, hits }) =>
        searchWords.includes(word) && hits.slice(0, first).some((address) => keys.has(addressKey(address))),
    )
  }
  const tests = {
    found: among(Infinity),
    'top-five': among(FIRST_HITS),
    'own-heading': information.length > 0,
    text: information.some(hasText),
    number: information.some(hasNumber),
    link: information.some(hasLink),
  }
  const answers = Object.values(tests)
  const passed = answers.filter((answer) => answer === true).length
  const untold = answers.filter((answer) => answer === undefined).length
  const grade = (count: number): number => ([5, 4, 3, 2] as const).find((grade) => count >= grades[grade]) ?? 1
  return { tests, lowest: grade(passed), highest: grade(passed + untold) }
}
