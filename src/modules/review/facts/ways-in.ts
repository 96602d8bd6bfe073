import type { Page } from '../pages/page.ts'
import { AFTER_HOURS, ANONYMOUS, EXIT_PRESSED, EXIT_SAYS, holds } from './audience-words.ts'
import type { AfterHours, Mention, PhoneNumber } from './facts.ts'
import { mainText } from './main-text.ts'
import { passagesOf } from './passages.ts'

const KVINNOFRIDSLINJEN = new Set(['116016', '+4620505050'])
const CALLS_112 = /(?<![\d-])1\s?1\s?2(?![\d-]|\s?(?:kr|kronor|%|§))/
/** Not a house in a street, nor a paragraph. */
const TELLS_OF_112 =
  /(?:ring|larm|telefon|tel\.?|nummer|sos|akut|nöd|call|number|emergency)[^.!?]{0,40}(?<![\d-])1\s?1\s?2(?!\d)|(?<![\d-])1\s?1\s?2(?!\d)[^.!?]{0,30}(?:akut|nöd|fara|sos|polis)/i

/** 112 in the main text; `weak` when only the frame around every page has it. */
export const emergencyOf = (page: Page, numbers: readonly PhoneNumber[]): Mention => {
  const own = numbers.filter(({ e164 }) => e164 === '112')
  if (own.some(({ ofTheSite }) => !ofTheSite) || TELLS_OF_112.test(mainText(page).lower)) return true
  return own.length > 0 ? 'weak' : false
}

/** Kvinnofridslinjen with a number; `weak` when it is named and cannot be called from here. */
export const nationalLineOf = (page: Page, numbers: readonly PhoneNumber[]): Mention => {
  if (numbers.some(({ e164 }) => KVINNOFRIDSLINJEN.has(e164))) return true
  return /kvinnofridslinjen/i.test(mainText(page).lower) ? 'weak' : false
}

/** That a person may be anonymous when she asks for advice or help; `weak` when it is said of something else. */
export const anonymousOf = (page: Page, languages: readonly string[]): Mention => {
  let weak = false
  const passages = passagesOf(page)
  for (const [place, { text, block }] of passages.entries()) {
    if (!holds(ANONYMOUS.says, languages, text)) continue
    const before = passages[place - 1]
    const around = `${page.blocks[block.under.at(-1) ?? -1]?.text ?? ''} ${before?.block === block ? before.text : ''}`
    const other = holds(ANONYMOUS.not, languages, text) || holds(ANONYMOUS.not, languages, around)
    if (!other || (holds(ANONYMOUS.still, languages, text) && !holds(ANONYMOUS.not, languages, text))) return true
    weak = true
  }
  return weak ? 'weak' : false
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\s]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** A way out: a button, a link or a line that is called one. Advice to close the window is none. */
export const exitOf = (page: Page): Mention =>
  page.links.some(({ says }) => says.length <= LONGEST_EXIT && (isExit(says) || EXIT_PRESSED.pattern.test(says))) ||
  page.blocks.some(
    ({ kind, text }) =>
      text.length <= LONGEST_EXIT && (isExit(text) || (kind === 'button' && EXIT_PRESSED.pattern.test(text))),
  )

const LONGEST_EXIT = 60

// "Lämna sidan snabbt (Esc)": what stands in brackets is a key.
const isExit = (text: string): boolean =>
  EXIT_SAYS.has(bare(text)) || EXIT_SAYS.has(bare(text.replace(/\(.*\)|\b(?:esc|x)\b/gi, '')))

/** How somebody is reached when the reception has closed: a number of its own, by 112, or not at all. */
export const afterHoursOf = (page: Page, numbers: readonly PhoneNumber[], languages: readonly string[]): AfterHours => {
  if (numbers.some(({ role, e164 }) => role === 'on-call' && e164 !== '112')) return 'own-number'
  const passages = passagesOf(page)
  const via = passages.some(({ text, section, kind }, place) => {
    const around = kind === 'heading' ? `${text} ${section}` : `${text} ${passages[place + 1]?.text ?? ''}`
    return (
      holds(AFTER_HOURS.says, languages, text) && holds(AFTER_HOURS.onCall, languages, around) && CALLS_112.test(around)
    )
  })
  return via ? 'via-112' : 'none'
}
