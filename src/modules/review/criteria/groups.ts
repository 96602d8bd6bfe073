import type { SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Block, Link, Page } from '../pages/page.ts'
import { seekOn } from './judging.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

/** The pages for those who are exposed; the pages for whoever uses violence are not among them. */
export const forTheExposed = ({ pages }: SiteFacts): readonly VisitedPage[] =>
  pages.filter(({ kind }) => kind === 'help')

export type Said<Group extends string> = { readonly group: Group; readonly evidence: Evidence }

/** Which of the groups of words the pages say something of in their main text, each where it is said first. */
export const groupsSaid = <Group extends string>(
  pages: readonly VisitedPage[],
  words: Words,
  groups: readonly Group[],
): readonly Said<Group>[] =>
  groups.flatMap((group) => {
    const found = seekOn(pages, words(group))
    return found === undefined ? [] : [{ group, evidence: found }]
  })

/** A heading and all that stands under it. */
export type Section = { readonly heading: Block; readonly blocks: readonly Block[] }

/** The parts of a page's main text whose headings hold the expression, smaller headings under them included. */
export const sections = ({ blocks }: Page, pattern: RegExp): readonly Section[] =>
  blocks.flatMap((heading, place) =>
    heading.kind === 'heading' && heading.region === 'main' && pattern.test(heading.text)
      ? [{ heading, blocks: blocks.filter(({ under, region }) => region === 'main' && under.includes(place)) }]
      : [],
  )

/** The links of a page's main text. */
export const mainLinks = ({ links }: Page): readonly Link[] => links.filter(({ region }) => region === 'main')
