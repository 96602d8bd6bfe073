import type { Page } from '../pages/page.ts'
import { datesOf } from './dates.ts'
import { emailsOf } from './emails.ts'
import type { NationalLine, PageFacts } from './facts.ts'
import { kindOf } from './kind.ts'
import { languagesOf } from './languages.ts'
import { mentionsOf } from './mentions.ts'
import { numbersOf } from './numbers.ts'
import { onTopic } from './topic.ts'

/** Everything that can be said of a page alone. Pure: the same page and register, the same facts. */
export const pageFactsOf = (page: Page, register: readonly NationalLine[]): PageFacts => {
  const about = onTopic(page)
  const numbers = numbersOf(page, register)
  const languages = languagesOf(page)
  const kind = kindOf(page, about)
  return {
    page,
    kind,
    onTopic: about,
    numbers,
    emails: emailsOf(page),
    mentions: mentionsOf(page, numbers, languages, kind),
    languages,
    dates: datesOf(page),
  }
}
