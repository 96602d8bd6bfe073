import type { PhoneNumber, SiteFacts, VisitedPage } from '../facts/facts.ts'
import { helpPages } from '../criteria/judging.ts'
import type { ProposedLine } from './proposal.ts'

/** As many of a kind as a help page can have. */
const MOST_NUMBERS = 5
const MOST_LINKS = 10

/** Whoever takes in those who flee: women's, girls' and victims' organisations, not the social services' own on-call. */
const SHELTER = /(?:kvinno|tjej|mans|brottsoffer|ungdoms)jour|qjour|kvinnohus/iu
const ON_CALL_BY_112 = /(?=.*social(?:a )?jour)(?=.*(?<!\d)112(?!\d))/isu
const LINKS: readonly { readonly link: 'form' | 'eservice' | 'chat'; readonly says: RegExp }[] = [
  { link: 'chat', says: /chatt/iu },
  { link: 'eservice', says: /e-?tjänst/iu },
  { link: 'form', says: /formulär|skriv till oss|meddelande till/iu },
]

type Line<K extends ProposedLine['kind']> = Extract<ProposedLine, { kind: K }>

/**
 * What the municipality's own site says that its help page could say: the numbers of the reception and of who answers
 * afterwards, shelters, links. From the pages about violence; where those have no such number, from those about contact
 * or crisis. A number on every page of the site (its switchboard) is never proposed.
 */
export const prefill = (site: SiteFacts): readonly ProposedLine[] => {
  const help = helpPages(site)
  const around = site.pages.filter(({ kind }) => kind === 'contact' || kind === 'crisis')
  const first = <T>(read: (pages: readonly VisitedPage[]) => readonly T[]): readonly T[] => {
    const near = read(help)
    return near.length > 0 ? near : read(around)
  }
  const numbers = (kind: 'reception' | 'on-call') => (pages: readonly VisitedPage[]) => numbersOn(pages, kind)
  const onCall = first(numbers('on-call'))
  return [
    ...first(numbers('reception')),
    ...(onCall.length > 0 ? onCall : first(onCallBy112).slice(0, 1)),
    ...first(sheltersOn),
    ...linksOn(help),
  ]
}

const foundOf = (page: VisitedPage, { found }: Pick<PhoneNumber, 'found'>): ProposedLine['found'] => ({
  url: found.url,
  fetchedAt: page.fetchedAt,
  excerpt: found.excerpt,
  selector: found.selector,
})

/** Those of one number that says its hours before those that do not; no number twice. */
const once = <L extends { readonly e164: string }>(lines: readonly L[]): readonly L[] =>
  [...new Map(lines.toReversed().map((line) => [line.e164, line])).values()].toReversed().slice(0, MOST_NUMBERS)

const numbersOn = (
  pages: readonly VisitedPage[],
  kind: 'reception' | 'on-call',
): readonly Line<'reception' | 'on-call'>[] => {
  const lines = pages.flatMap((page) =>
    page.numbers
      .filter(({ role, ofTheSite, e164 }) => role === kind && !ofTheSite && e164.startsWith('+46'))
      .map((number) => ({
        kind,
        e164: number.e164,
        label: number.label,
        ...(number.hours === undefined ? {} : { hours: number.hours }),
        found: foundOf(page, number),
      })),
  )
  return once(lines.toSorted((a, b) => Number(b.hours !== undefined) - Number(a.hours !== undefined)))
}

const onCallBy112 = (pages: readonly VisitedPage[]): readonly Line<'via-112'>[] =>
  pages.flatMap((page) => {
    const block = page.page.blocks.find(({ region, text }) => region === 'main' && ON_CALL_BY_112.test(text))
    if (block === undefined) return []
    const found = { url: page.page.url, fetchedAt: page.fetchedAt, excerpt: block.text, selector: block.selector }
    return [{ kind: 'via-112' as const, found }]
  })

const sheltersOn = (pages: readonly VisitedPage[]): readonly Line<'shelter'>[] =>
  once(
    pages.flatMap((page) =>
      page.numbers
        .filter(({ role, ofTheSite, label, e164 }) => {
          return role === 'other' && !ofTheSite && SHELTER.test(label) && e164.startsWith('+46')
        })
        .map((number) => ({
          kind: 'shelter' as const,
          e164: number.e164,
          label: number.label,
          found: foundOf(page, number),
        })),
    ),
  )

/** The page itself, and what on it leads to a form, an e-service or a chat; addresses that begin with https:// alone. */
const linksOn = (pages: readonly VisitedPage[]): readonly Line<'link'>[] => {
  const lines = pages.flatMap(({ page, fetchedAt }) => [
    {
      kind: 'link' as const,
      link: 'page' as const,
      url: page.url,
      found: { url: page.url, fetchedAt, excerpt: page.title, selector: 'title' },
    },
    ...page.links.flatMap(({ to, says, region, selector }) => {
      const link = LINKS.find((one) => region === 'main' && one.says.test(says))?.link
      if (link === undefined) return []
      return [{ kind: 'link' as const, link, url: to, found: { url: page.url, fetchedAt, excerpt: says, selector } }]
    }),
  ])
  const secure = lines.filter(({ url }) => url.startsWith('https://'))
  return [...new Map(secure.map((line) => [line.url, line])).values()].slice(0, MOST_LINKS)
}
