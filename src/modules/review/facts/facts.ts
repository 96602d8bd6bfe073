import type { LocalDate } from '#kernel/dates.ts'
import type { BrowserFailure, BrowserVisit } from '../browser/browser-visit.ts'
import type { FetchFailure } from '../crawl/capture.ts'
import type { Visit } from '../crawl/visit.ts'
import type { Page } from '../pages/page.ts'

/** Where something was found: enough for a person to find it again. */
export type Found = {
  readonly url: string
  readonly excerpt: string
  readonly selector: string
}

export const NUMBER_ROLES = ['emergency', 'reception', 'on-call', 'bridge', 'switchboard', 'national', 'other'] as const
/** What a number is for. `bridge`: between the reception's closing and the on-call's opening. */
export type NumberRole = (typeof NUMBER_ROLES)[number]

export type PhoneNumber = {
  /** `+46…`; another country's as it is; short numbers as bare digits (`112`, `11414`, `116016`). */
  readonly e164: string
  readonly asWritten: string
  readonly role: NumberRole
  /** The words it stands beside: whose number it is. */
  readonly label: string
  /** When it is answered, in the part of `opening_hours` that kernel/opening-rule.ts reads; nothing when nothing is said. */
  readonly hours: string | undefined
  readonly found: Found
  /** It can be pressed to call (`tel:`). */
  readonly linked: boolean
  /** In header or footer: on every page, so of no page. */
  readonly ofTheSite: boolean
}

/** A list mention is `weak`: a word among others is nobody spoken to. */
export type Mention = true | 'weak' | false

/** Whom a page can speak to, besides those it is for anyway. */
export const AUDIENCES = [
  'honour',
  'children',
  'older',
  'disability',
  'lgbtqi',
  'trafficking',
  'onlineAbuse',
  'perpetratorHelp',
] as const
export type Audience = (typeof AUDIENCES)[number]

export const MENTIONS = ['emergency112', ...AUDIENCES, 'nationalLine', 'anonymousContact', 'quickExit'] as const
export type MentionName = (typeof MENTIONS)[number]
export type AfterHours = 'own-number' | 'via-112' | 'none'

export type Mentions = Readonly<Record<MentionName, Mention>> & { readonly afterHours: AfterHours }

/** A language that a passage is written in, found from its letters and words, not from what the page declares. */
export type LanguageFound = {
  /** BCP 47: `sv`, `en`, `ar`, `so`, `fi`, `fit`, `se` … */
  readonly tag: string
  readonly characters: number
  readonly found: Found
}

/** A day that the page says of itself. */
export type DateFound = {
  readonly date: LocalDate
  readonly of: 'reviewed' | 'updated' | 'published' | 'valid-from' | 'valid-to' | 'other'
  readonly found: Found
}

/**
 * What a page is. `help`: about violence in close relations or honour-related violence, for whoever it concerns.
 * `news`, `staff` (handbooks, routines for those who work there), `plan` (plans and decisions) and `report-concern`
 * (anmälan about a child) may use all the same words, and are none.
 */
export const PAGE_KINDS = [
  'start',
  'help',
  'help-for-perpetrator',
  'child',
  'contact',
  'crisis',
  'report-concern',
  'news',
  'staff',
  'plan',
  'statement',
  'other',
] as const
export type PageKind = (typeof PAGE_KINDS)[number]

/** A page and what can be said of it alone: a pure function of the page. */
export type PageFacts = {
  readonly page: Page
  readonly kind: PageKind
  /** The share of its main text that is about violence, 0 to 1. */
  readonly onTopic: number
  readonly numbers: readonly PhoneNumber[]
  readonly emails: readonly { readonly address: string; readonly found: Found }[]
  readonly mentions: Mentions
  readonly languages: readonly LanguageFound[]
  readonly dates: readonly DateFound[]
}

/** What came back of one page, and how it was reached. */
export type VisitedPage = PageFacts & {
  readonly fetchedAt: string
  readonly status: number
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Clicks from the start page, the search box apart; nothing when no way was found. Over links that are seen: one that
   * something must be pressed for is two, and counts only where no other way leads.
   */
  readonly clicks: number | undefined
  /** The document is the one a browser rendered. */
  readonly rendered: boolean
}

/** A document that is no page: as a rule a PDF. */
export type DocumentFacts = {
  readonly url: string
  readonly fetchedAt: string
  readonly title: string
  /** Nothing for a scanned or locked one. */
  readonly text: string
  /** What the links to it say, and where the first of them stands. */
  readonly linked: readonly Found[]
  readonly languages: readonly LanguageFound[]
}

/** An address that a page about violence links to, or a short address, and what came of asking for it. */
export type Probe = {
  readonly url: string
  readonly status: number
  readonly failure: FetchFailure | undefined
  /** Where it led, when it led elsewhere. */
  readonly to: string | undefined
  readonly of: 'link' | 'short-address'
}

export type SearchFacts =
  | {
      readonly kind: 'searched'
      readonly words: readonly { readonly word: string; readonly hits: readonly string[] }[]
    }
  | { readonly kind: 'cannot'; readonly why: 'no-form' | 'not-a-get-form' | 'robots' | 'page-limit' | 'failed' }

/** A line of the national register, as the criteria need it: what it is called and what may be dialled. */
export type NationalLine = {
  readonly id: string
  readonly name: string
  readonly numbers: readonly string[]
  /** Whom it is for, by the register's audiences; `professional` alone is for nobody else. */
  readonly audiences: readonly string[]
}

/** What the register knows of the municipality whose site it is. */
export type SiteMunicipality = {
  readonly code: string
  readonly name: string
  readonly countyCode: string
  /** National minority languages it is an administrative area for, BCP 47: `fi`, `fit`, `se`, `sma` … */
  readonly minorityLanguages: readonly string[]
}

/** Everything that the criteria may know of a site: a pure function of the archive of one visit. */
export type SiteFacts = {
  readonly visit: Visit
  /** The day of the visit in Stockholm: dates are judged against it, so that judging again gives the same. */
  readonly on: LocalDate
  /** Nothing when the label is no code of the register. */
  readonly municipality: SiteMunicipality | undefined
  /** In the order they were fetched; the start page first. Pages that answered 200 alone. */
  readonly pages: readonly VisitedPage[]
  readonly documents: readonly DocumentFacts[]
  readonly probes: readonly Probe[]
  readonly sitemap: { readonly found: boolean; readonly addresses: ReadonlySet<string> }
  readonly search: SearchFacts
  /** Nothing when no browser was used (`--browser never`). */
  readonly browser: readonly BrowserVisit[] | undefined
  readonly browserFailures: readonly BrowserFailure[]
  readonly register: readonly NationalLine[]
  /** How many requests the visit took. */
  readonly requests: number
}
