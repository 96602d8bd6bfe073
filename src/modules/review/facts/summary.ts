import { helpPages } from '../criteria/judging.ts'
import { MENTIONS, type AfterHours, type Mention, type Mentions, type PageFacts, type SiteFacts } from './facts.ts'

/** A number of the site, wherever it stands: once, with what is most telling of what the pages say of it. */
export type SiteNumber = {
  readonly e164: string
  readonly asWritten: string
  readonly role: PageFacts['numbers'][number]['role']
  readonly label: string
  readonly hours: string | undefined
}

/** The facts of a site in short: what is published of it as data, beside the verdicts. */
export type SiteSummary = {
  readonly pages: number
  /** To the nearest page about violence; nothing when there is none, or no way to it. */
  readonly clicksToViolencePage: number | undefined
  readonly numbers: readonly SiteNumber[]
  /** Of the pages about violence together; nothing when there is none. */
  readonly mentions: Mentions | undefined
  /** Hosts of others that pages asked before consent, and cookies that were set; nothing when no browser was used. */
  readonly thirdPartyHosts: readonly string[] | undefined
  readonly cookiesBeforeConsent: number | undefined
}

/** Where a number is for whoever needs help: a news item, a handbook or the page of the library has its own. */
const TELLING = new Set<PageFacts['kind']>(['start', 'help', 'help-for-perpetrator', 'child', 'contact', 'crisis'])
const ROLES = ['emergency', 'reception', 'on-call', 'bridge', 'national', 'switchboard', 'other']

export const summaryOfSite = (site: SiteFacts): SiteSummary => {
  const help = helpPages(site)
  const clicks = help.flatMap((page) => page.clicks ?? [])
  const { browser } = site
  const cookies = new Set(browser?.flatMap((visit) => visit.cookies.map(({ name, domain }) => `${domain} ${name}`)))
  const hosts = browser?.flatMap((visit) => visit.hosts.flatMap(({ thirdParty, host }) => (thirdParty ? [host] : [])))
  return {
    pages: site.pages.length,
    clicksToViolencePage: clicks.length === 0 ? undefined : Math.min(...clicks),
    numbers: numbersOfSite(site, help),
    mentions: help.length === 0 ? undefined : together(help.map(({ mentions }) => mentions)),
    thirdPartyHosts: hosts === undefined ? undefined : [...new Set(hosts)].toSorted(),
    cookiesBeforeConsent: browser === undefined ? undefined : cookies.size,
  }
}

/** Those of the pages about violence first; of one number what says more: its role, then its hours. */
const numbersOfSite = (site: SiteFacts, help: readonly PageFacts[]): readonly SiteNumber[] => {
  const others = site.pages.filter((page) => TELLING.has(page.kind) && !help.includes(page))
  const all = [...help, ...others].flatMap(({ numbers }) => numbers)
  const numbers = new Map<string, SiteNumber>()
  for (const { e164, asWritten, role, label, hours } of all) {
    const before = numbers.get(e164)
    const better = before === undefined || ROLES.indexOf(role) < ROLES.indexOf(before.role)
    const found = better ? { e164, asWritten, role, label, hours: hours ?? before?.hours } : before
    numbers.set(e164, found.hours === undefined && hours !== undefined ? { ...found, hours } : found)
  }
  return [...numbers.values()]
}

const MORE: readonly Mention[] = [true, 'weak', false]
const MORE_AFTER_HOURS: readonly AfterHours[] = ['own-number', 'via-112', 'none']

/** What any of the pages says, as strongly as it is said. */
const together = (pages: readonly Mentions[]): Mentions => ({
  ...(Object.fromEntries(
    MENTIONS.map((name) => [name, MORE.find((mention) => pages.some((page) => page[name] === mention)) ?? false]),
  ) as Record<(typeof MENTIONS)[number], Mention>),
  afterHours: MORE_AFTER_HOURS.find((after) => pages.some(({ afterHours }) => afterHours === after)) ?? 'none',
})
