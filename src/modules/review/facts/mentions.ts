import type { Page } from '../pages/page.ts'
import { AUDIENCES, AUDIENCE_WORDS, mayHold, type Audience } from './audience-words.ts'
import { mentionIn } from './audience.ts'
import type { LanguageFound, Mention, Mentions, PhoneNumber } from './facts.ts'
import { languagesOf } from './languages.ts'
import { mainText } from './main-text.ts'
import { passagesOf } from './passages.ts'
import { afterHoursOf, anonymousOf, emergencyOf, exitOf, nationalLineOf } from './ways-in.ts'

/** Looked for when a page is too short to tell its language. */
const USUAL = ['sv', 'en']

/**
 * Whom a page addresses and which ways in it names. A group is `true` when a sentence or a section speaks to it or tells
 * of it, `weak` when it is a word in a list. Words are looked for in the languages that the page is written in.
 */
export const mentionsOf = (
  page: Page,
  numbers: readonly PhoneNumber[],
  found: readonly LanguageFound[] = languagesOf(page),
): Mentions => {
  const languages = found.length === 0 ? USUAL : found.map(({ tag }) => tag)
  const groups = Object.fromEntries(AUDIENCES.map((audience) => [audience, audienceOf(page, audience, languages)]))
  return {
    ...(groups as Record<Audience, Mention>),
    emergency112: emergencyOf(page, numbers),
    nationalLine: nationalLineOf(page, numbers),
    anonymousContact: anonymousOf(page, languages),
    quickExit: exitOf(page),
    afterHours: afterHoursOf(page, numbers, languages),
  }
}

const audienceOf = (page: Page, audience: Audience, languages: readonly string[]): Mention => {
  const words = AUDIENCE_WORDS[audience]
  if (!mayHold(words.names, languages, mainText(page).lower)) return false
  let weak = false
  for (const passage of passagesOf(page)) {
    const mention = mentionIn(passage, audience, words, languages)
    if (mention === true) return true
    if (mention === 'weak') weak = true
  }
  return weak ? 'weak' : false
}
