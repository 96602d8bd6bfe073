import { evidence, helpPages, met, notMet, partly } from './judging.ts'
import { addressKey } from '../crawl/address.ts'
import type { Judge } from './criterion.ts'
import type { Found, SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

/** English and three more (domain C6). */
const ENOUGH = 4
/** Fewer characters than this are a greeting or a name. */
const SHORTEST_TEXT = 120
/** What an automatic translation alone is worth (domain C6). */
const WIDGET = 0.25
const TRANSLATOR =
  /translate\.google|googletranslate|google_translate|gtranslate|translate\.goog|microsofttranslator|weglot|localizejs|conveythis/i
/** Written differently, and for who reads them one language. */
const SAME: Readonly<Record<string, string>> = { prs: 'fa', hr: 'bs', sr: 'bs', kmr: 'ku', ckb: 'ku' }

const key = (address: string): string => addressKey(address) ?? address

/** The pages about violence, and those that their texts link to that are in another language. */
const pagesOnTopic = (site: SiteFacts, words: Words): readonly VisitedPage[] => {
  const help = helpPages(site)
  const linked = new Set(
    help.flatMap(({ page }) => page.links.filter(({ region }) => region === 'main').map(({ to }) => key(to))),
  )
  return site.pages.filter(
    (page) =>
      help.includes(page) ||
      (page.onTopic > 0 && words('topic').test(page.page.title)) ||
      (linked.has(key(page.page.url)) && page.languages[0]?.tag !== 'sv'),
  )
}

/** The first text of each language but Swedish. */
const translations = (site: SiteFacts, words: Words): ReadonlyMap<string, Evidence> => {
  const found = new Map<string, Evidence>()
  const note = (tag: string, characters: number, shown: () => Evidence): void => {
    const language = SAME[tag] ?? tag
    if (language !== 'sv' && characters >= SHORTEST_TEXT && !found.has(language)) found.set(language, shown())
  }
  const pages = pagesOnTopic(site, words)
  for (const page of pages)
    for (const { tag, characters, found: where } of page.languages) note(tag, characters, () => evidence(page, where))
  const addresses = new Set(pages.map(({ page }) => key(page.url)))
  const isOn = ({ url }: Found): boolean => addresses.has(key(url))
  for (const { languages, linked, title, url, fetchedAt } of site.documents) {
    if (!linked.some(isOn) && !words('topic').test(title)) continue
    for (const { tag, characters, found: where } of languages)
      note(tag, characters, () => ({
        url,
        fetchedAt,
        excerpt: where.excerpt,
        selector: undefined,
        screenshot: undefined,
      }))
  }
  return found
}

/** A button or a link that has a machine translate the page. */
const widget = (pages: readonly VisitedPage[], words: Words): Evidence | undefined => {
  for (const page of pages) {
    const { links, loads, blocks } = page.page
    const link = links.find(({ to, says }) => TRANSLATOR.test(to) || words('widget').test(says))
    if (link !== undefined) return evidence(page, { excerpt: link.says, selector: link.selector })
    const block = blocks.find(({ kind, text }) => kind === 'button' && words('widget').test(text))
    if (block !== undefined) return evidence(page, { excerpt: block.text, selector: block.selector })
    const loaded = loads.find((address) => TRANSLATOR.test(address))
    if (loaded !== undefined) return evidence(page, { excerpt: loaded, selector: 'script' })
  }
  return undefined
}

/** Human-made translations (översatt information). */
export const T02: Judge = (site, words) => {
  const found = translations(site, words)
  const values = { count: found.size }
  const shown = [...found.values()].slice(0, ENOUGH)
  if (found.size >= ENOUGH && found.has('en')) return met('translated', shown, values)
  if (found.size > 0) return partly('some', shown, values)
  const machine = widget(helpPages(site), words)
  return machine === undefined ? notMet('none') : { ...partly('only-widget', [machine]), points: WIDGET }
}
