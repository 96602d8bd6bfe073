import type { Capture } from '../crawl/capture.ts'
import { SEARCH_WORDS } from '../crawl/site-search.ts'
import type { Visit } from '../crawl/visit.ts'
import type { Form, Page } from '../pages/page.ts'
import { onSite, type Site } from '../site.ts'
import type { SearchFacts } from './facts.ts'
import { sentTo, type Addresses } from './addresses.ts'

const HITS = 5
const SEARCH_FIELD = /^(?:q|s|query|search|sok\w*|sök\w*|searchquery|text|term|freetext|keyword)$/i

type Known = {
  readonly visit: Visit
  readonly site: Site
  readonly addresses: Addresses
  readonly start: string
  readonly pages: readonly Page[]
  /** Reads the page of hits that a capture holds; nothing when it is none. */
  readonly read: (capture: Capture) => Page | undefined
}

/** What the site's own search answers to each word, the five first, and why there is nothing where it could not be asked. */
export const searchOf = (captures: readonly Capture[], known: Known): SearchFacts => {
  const asked = captures.filter(({ purpose }) => purpose === 'search')
  if (asked.length === 0) return { kind: 'cannot', why: whyNot(known) }
  const { key, settle } = known.addresses
  const byKey = new Map(asked.map((capture) => [key(capture.url), capture]))
  const words = new Map<string, readonly string[]>()
  for (const capture of asked) {
    const word = wordIn(capture.url)
    const answer = sentTo(capture) === undefined ? capture : byKey.get(key(settle(capture.url)))
    const page = answer === undefined ? undefined : known.read(answer)
    if (word === undefined || page === undefined) continue
    const hits = hitsOn(page, known)
    if (hits.length > 0 || saysNone(page)) words.set(word, hits)
  }
  if (words.size === 0) return { kind: 'cannot', why: 'failed' }
  return { kind: 'searched', words: [...words].map(([word, hits]) => ({ word, hits })) }
}

/** Without this a page without hits is one that a script fills: nothing can be told from what came. */
const NONE =
  /(?<!\p{L})(?:inga|inget|0|noll|no)\s+(?:\p{L}+\s+){0,2}(?:träff|resultat|sidor|sökresultat|results|hits)|hittade\s+(?:tyvärr\s+)?(?:inte|inga|inget)|gav\s+ing(?:a|et)/iu

const saysNone = ({ blocks }: Page): boolean => blocks.some(({ region, text }) => region === 'main' && NONE.test(text))

const wordIn = (address: string): string | undefined => {
  const values = new Set(new URL(address).searchParams.values())
  return SEARCH_WORDS.find((word) => values.has(word))
}

const hitsOn = (page: Page, { site, addresses: { key, settle }, start }: Known): readonly string[] => {
  const own = new URL(page.url).pathname
  const hits = new Set<string>()
  for (const { to, region, hidden, says } of page.links) {
    if (region !== 'main' || hidden || says === '' || !onSite(site, to)) continue
    const target = settle(to)
    // The next ten, a filter, the way back to the start: all of the page of hits itself.
    if (new URL(target).pathname === own || key(target) === key(start)) continue
    if (hits.add(target).size === HITS) break
  }
  return [...hits]
}

const isSearch = ({ fields, action }: Form): boolean =>
  fields.some(({ type, name, label }) => type === 'search' || SEARCH_FIELD.test(name) || /^\s*sök/i.test(label)) ||
  /\b(?:sok|search)\b/i.test(action)

const whyNot = ({ pages, site, visit }: Known): Extract<SearchFacts, { kind: 'cannot' }>['why'] => {
  const forms = pages.flatMap((page) => page.forms).filter((form) => isSearch(form) && onSite(site, form.action))
  if (forms.length === 0) return 'no-form'
  if (forms.every(({ method }) => method === 'post')) return 'not-a-get-form'
  return visit.end === 'page-limit' ? 'page-limit' : 'robots'
}
