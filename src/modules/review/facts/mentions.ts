import type { Page } from '../pages/page.ts'
import { AUDIENCE_WORDS, mayHold } from './audience-words.ts'
import { mentionIn } from './audience.ts'
import {
  AUDIENCES,
  type Audience,
  type LanguageFound,
  type Mention,
  type Mentions,
  type PageKind,
  type PhoneNumber,
} from './facts.ts'
import { kindOf } from './kind.ts'
import { languagesOf } from './languages.ts'
import { mainText } from './main-text.ts'
import { passagesOf, type Passage } from './passages.ts'
import { afterHoursOf, anonymousOf, emergencyOf, exitOf, nationalLineOf } from './ways-in.ts'

/** Looked for when a page is too short to tell its language. */
const USUAL = ['sv', 'en']

/**
 * Whom a page addresses and which ways in it names. A group is `true` when a sentence or a section speaks to it or tells
 * of it, `weak` when it is a word in a list. Words are looked for in the languages that the page is written in. What a
 * handbook or a plan says of a group is said to others, and so is a report about a child.
 */
export const mentionsOf = (
  page: Page,
  numbers: readonly PhoneNumber[],
  found: readonly LanguageFound[] = languagesOf(page),
  kind: PageKind = kindOf(page),
): Mentions => {
  const languages = found.length === 0 ? USUAL : found.map(({ tag }) => tag)
  const groups = Object.fromEntries(
    AUDIENCES.map((audience) => [audience, audienceOf(page, audience, languages, kind)]),
  )
  return {
    ...(groups as Record<Audience, Mention>),
    emergency112: emergencyOf(page, numbers),
    nationalLine: nationalLineOf(page, numbers),
    anonymousContact: anonymousOf(page, languages),
    quickExit: exitOf(page),
    afterHours: afterHoursOf(page, numbers, languages),
  }
}

const audienceOf = (page: Page, audience: Audience, languages: readonly string[], kind: PageKind): Mention => {
  const words = AUDIENCE_WORDS[audience]
  if (!mayHold(words.names, languages, mainText(page).lower)) return false
  let weak = false
  for (const passage of passagesOf(page)) {
    const mention = mentionIn(passage, audience, words, languages)
    if (mention === true && speaksToGroup(kind, audience, passage)) return true
    if (mention !== false) weak = true
  }
  return weak ? 'weak' : false
}

const TO_SOMEBODY = /(?<!\p{L})(?:du|dig|you)(?!\p{L})/iu

const speaksToGroup = (kind: PageKind, audience: Audience, { text, section }: Passage): boolean => {
  if (kind === 'staff' || kind === 'plan') return false
  if (kind === 'news') return TO_SOMEBODY.test(text) || TO_SOMEBODY.test(section)
  return kind !== 'report-concern' || audience !== 'children' || TO_CHILD.test(`${text} ${section}`)
}

/** On a page for reports of concern, the child is spoken of unless she is spoken to. */
const TO_CHILD =
  /(?:du|dig) som (?:själv )?är (?:barn|ung)|är du (?:själv )?(?:barn|under 18)|(?:du|dig)[^.]{0,20} under 18/i
