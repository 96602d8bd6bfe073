import type { Block, Page } from '../pages/page.ts'
import { KIND_WORDS } from './kind-words.ts'
import { mainText } from './main-text.ts'

/** How much of a section must speak of violence for all of it to count: advice and steps need not repeat the word. */
const CARRIES_SECTION = 0.25

/** A line that tells how to reach somebody belongs to whatever stands around it. */
const CONTACT = /\d{2,4}\s*[-–]\s*\d|@|telefon|öppet|öppettider|besöksadress|kontaktcenter|växel/i

type Section = { all: number; about: number; headed: boolean }

/**
 * The share of a page's main text that is about violence in close relations or honour-related violence, by characters,
 * 0 to 1; 0 for a page without text. A section whose heading names it, or a quarter of which speaks of it, counts whole;
 * lines with nothing but ways to reach somebody count neither way.
 */
export const onTopic = (page: Page): number => {
  const { blocks, lower } = mainText(page)
  const { topic, about } = KIND_WORDS
  if (!about.mayStandIn(lower) && !topic.mayStandIn(lower)) return 0
  const sections = new Map<number, Section>()
  for (const block of blocks) count(sections, page, block)
  let all = 0
  let on = 0
  for (const section of sections.values()) {
    all += section.all
    on += section.headed || section.about >= section.all * CARRIES_SECTION ? section.all : section.about
  }
  return all === 0 ? 0 : on / all
}

const count = (sections: Map<number, Section>, page: Page, { kind, level, text, under }: Block): void => {
  const { topic, about } = KIND_WORDS
  // The first heading is the page's own: what stands under it alone is one section among others.
  if (kind === 'heading' && level === 1) return
  const place = under.at(-1) ?? -1
  const section = sections.get(place) ?? begin(page, place)
  sections.set(place, section)
  if (kind === 'heading') return
  const says = topic.pattern.test(text) || about.pattern.test(text)
  if (!says && CONTACT.test(text)) return
  section.all += text.length
  if (says) section.about += text.length
}

const begin = (page: Page, place: number): Section => {
  const heading = page.blocks[place]
  return {
    all: 0,
    about: 0,
    headed: heading !== undefined && (heading.level ?? 0) > 1 && KIND_WORDS.topic.pattern.test(heading.text),
  }
}
