import type { AudienceId } from '../audience.ts'
import { blocksOf, runningTextOf, type PageText } from './page-text.ts'
import { fleschKincaidOf, lixOf, sentencesOf, sharedSentences, wordsOf } from './readability.ts'
import type { TextFault } from './rules.ts'

type Pages = ReadonlyMap<AudienceId, PageText>

/** Fear makes reading harder, so the limits are those of very easy texts; a child is given less to read. */
const FEWEST_WORDS = 350
const FEWEST_WORDS_FOR_A_CHILD = 200
const HARDEST_LIX = 30
const HARDEST_LIX_AT_WORK = 45
const HARDEST_LIX_IN_EASY_SWEDISH = 25
const HARDEST_GRADE = 7
/** More than a third the same, and it is one page with another name on it. */
const MOST_SHARED = 0.35
const FEWEST_BEHAVIOURS = 3
/** Three lines on a small phone: what fits on its first screen beside the way out, 112 and two numbers. */
const LONGEST_LEAD = 120

/** The running text that has to be a page's own: what is said of the device is much the same for everyone. */
const ownTextOf = (page: PageText): string => {
  const { device: _, ...sections } = page.sections
  return runningTextOf({ ...page, sections })
}

/** What is wrong with the audience pages of a language, as pages: too short, too hard, too like another. */
export const pageFaultsOf = (tag: string, pages: Pages): readonly TextFault[] => [
  ...[...pages].flatMap(([audience, page]) =>
    [
      ...lengthFaults(audience, page),
      ...readingFaults(tag, audience, page),
      ...leadFaults(page),
      ...behaviourFaults(page),
      ...sharedFaults(audience, pages),
    ].map((fault) => ({ id: `pages/${audience}`, fault })),
  ),
  ...titleFaults(pages),
]

const lengthFaults = (audience: AudienceId, page: PageText): readonly string[] => {
  const words = wordsOf(runningTextOf(page)).length
  const fewest = audience === 'child' ? FEWEST_WORDS_FOR_A_CHILD : FEWEST_WORDS
  return words < fewest ? [`${words} words of its own, expected ${fewest} at least`] : []
}

/** Only where a measure is made for the language: LIX for Swedish, Flesch–Kincaid for English. */
const readingFaults = (tag: string, audience: AudienceId, page: PageText): readonly string[] => {
  const text = runningTextOf(page)
  if (tag === 'en') {
    const grade = fleschKincaidOf(text)
    return grade > HARDEST_GRADE ? [`Flesch–Kincaid ${grade.toFixed(1)}, expected ${HARDEST_GRADE} at most`] : []
  }
  if (!tag.startsWith('sv')) return []
  const lix = lixOf(text)
  const hardest =
    tag === 'sv-simple' ? HARDEST_LIX_IN_EASY_SWEDISH : audience === 'professional' ? HARDEST_LIX_AT_WORK : HARDEST_LIX
  return lix < hardest ? [] : [`LIX ${lix.toFixed(1)}, expected less than ${hardest}`]
}

const leadFaults = ({ lead }: PageText): readonly string[] => {
  const sentences = sentencesOf(lead).length
  return sentences === 1 && lead.length <= LONGEST_LEAD
    ? []
    : [`a lead of ${sentences} sentences, ${lead.length} characters; expected one sentence, ${LONGEST_LEAD} at most`]
}

const behaviourFaults = ({ sections: { recognise } }: PageText): readonly string[] => {
  const named = blocksOf(recognise.text).flatMap((block) => (block.kind === 'list' ? block.items : []))
  return named.length < FEWEST_BEHAVIOURS
    ? [`${named.length} behaviours to recognise, expected ${FEWEST_BEHAVIOURS} at least`]
    : []
}

const sharedFaults = (audience: AudienceId, pages: Pages): readonly string[] => {
  const own = ownTextOf(pages.get(audience) as PageText)
  return [...pages].flatMap(([other, page]) => {
    const share = other === audience ? 0 : sharedSentences(own, ownTextOf(page))
    return share < MOST_SHARED ? [] : [`${Math.round(share * 100)} % of its sentences are those of pages/${other}`]
  })
}

/** A tab, a history and a task list show nothing else: two pages with one title cannot be told apart (WCAG 2.4.2). */
const titleFaults = (pages: Pages): readonly TextFault[] => {
  const seen = new Map<string, AudienceId>()
  return [...pages].flatMap(([audience, { title }]) => {
    const before = seen.get(title.toLowerCase())
    seen.set(title.toLowerCase(), audience)
    return before === undefined ? [] : [{ id: `pages/${audience}/title`, fault: `the same title as pages/${before}` }]
  })
}
