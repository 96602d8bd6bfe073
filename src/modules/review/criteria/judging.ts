import type { Block, Page } from '../pages/page.ts'
import type { Found, PageFacts, SiteFacts, VisitedPage } from '../facts/facts.ts'
import { POINTS, type Evidence, type Verdict, type VerdictKind } from './verdict.ts'

/** What the criteria share: how a verdict is written, and how a text is sought on the pages that count. */

type Values = Readonly<Record<string, string | number>>

const verdict =
  (kind: VerdictKind) =>
  (reason: string, evidence: readonly Evidence[] = [], values: Values = {}): Verdict => ({
    kind,
    reason,
    values,
    points: POINTS[kind],
    evidence,
  })

export const met = verdict('met')
export const partly = verdict('partly')
export const notMet = verdict('not-met')
export const notApplicable = verdict('not-applicable')
export const cannotTell = verdict('cannot-tell')

const LONGEST_EXCERPT = 300

const shortened = (text: string): string =>
  text.length <= LONGEST_EXCERPT ? text : `${text.slice(0, LONGEST_EXCERPT - 1).replace(/\s+\S*$/, '')}…`

/** Evidence from something found on a page. */
export const evidence = (page: VisitedPage, found: Pick<Found, 'excerpt' | 'selector'>): Evidence => ({
  url: page.page.url,
  fetchedAt: page.fetchedAt,
  excerpt: shortened(found.excerpt),
  selector: found.selector,
  screenshot: undefined,
})

/** Evidence that is the page itself, by what it calls itself. */
export const thePage = (page: VisitedPage): Evidence => ({
  url: page.page.url,
  fetchedAt: page.fetchedAt,
  excerpt: shortened(page.page.title),
  selector: undefined,
  screenshot: undefined,
})

/** The pages about violence for whoever it concerns: news, handbooks, plans and reports of concern are not among them. */
export const helpPages = ({ pages }: SiteFacts): readonly VisitedPage[] =>
  pages.filter(({ kind }) => kind === 'help' || kind === 'help-for-perpetrator')

/** The blocks of a page's main text, those in closed accordions among them. */
export const mainBlocks = ({ blocks }: Page): readonly Block[] => blocks.filter(({ region }) => region === 'main')

/** The first block of the main text that holds the expression; nothing when none does. */
export const seek = (facts: PageFacts, pattern: RegExp): (Found & { readonly block: Block }) | undefined => {
  const block = facts.page.blocks.find(({ region, text }) => region === 'main' && pattern.test(text))
  return block === undefined ? undefined : { url: facts.page.url, excerpt: block.text, selector: block.selector, block }
}

/** The first of the pages that holds the expression in its main text, as evidence; nothing when none does. */
export const seekOn = (pages: readonly VisitedPage[], pattern: RegExp): Evidence | undefined => {
  for (const page of pages) {
    const found = seek(page, pattern)
    if (found !== undefined) return evidence(page, found)
  }
  return undefined
}
