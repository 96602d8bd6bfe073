import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import type { Visit } from '#tests/support/requirement.ts'

/** What came back on a request. Header names are in small letters. */
export type Answered = {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: string
}

/** Two places stand for all: no place, and Hjo. The pages of the others are made by the same lines. */
export const PLACES = ['0000', '1497']
export const SAMPLED = `the pages of ${PLACES.length} places of 291; all audiences, languages and pages about the site, in every test of this kind`

/** Fewer than these, and the walk along the links is what is broken. */
const FEWEST_PAGES = 120

/** Asks for one address and follows nothing. */
export const ask = async (url: string, path: string, init: RequestInit = {}): Promise<Answered> => {
  const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init })
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date'))
  return { method: init.method ?? 'GET', path, status: answer.status, headers, body: await answer.text() }
}

/** Every page that a link of the site leads to, beside the findable pages and the pieces for other sites. */
export const everyPage = async (visit: Visit): Promise<readonly Answered[]> => {
  const pages = await remembered(walked, visit.site.url, walk)
  assert.ok(pages.length >= FEWEST_PAGES, `only ${pages.length} pages were found`)
  return pages.map((page) => asSeenBy(visit, page))
}

/** What is no page of its own: what is wrong, has moved, is a form's answer or the way out. */
export const everyOtherAnswer = async (visit: Visit): Promise<readonly Answered[]> =>
  (await remembered(others, visit.site.url, askOthers)).map((answer) => asSeenBy(visit, answer))

export const isHtml = ({ headers }: Answered): boolean => String(headers['content-type']).startsWith('text/html')
/** Made to be found, or made for another site: what is said of neutral titles is not said of these. */
export const isFindable = ({ path }: Answered): boolean => path.startsWith('/k/')
export const isPiece = ({ path }: Answered): boolean => path.startsWith('/f/')
/** Open data, for other sites and for caches: read by programs, and no page that has a title. */
export const isData = ({ path }: Answered): boolean => /^\/o\/review(?:\.(?:csv|json)|\/\d{4}\.json)$/.test(path)
export const isHelp = ({ path }: Answered): boolean => path.startsWith('/s/')

/** Says which page fails on what, and not the whole page. */
export const has = (text: string, what: RegExp, where: string): void =>
  assert.ok(what.test(text), `${where} has no ${what.source}`)
export const hasNot = (text: string, what: RegExp, where: string): void => {
  const found = what.exec(text)?.[0]
  assert.equal(found?.slice(0, 200), undefined, where)
}

/** What can be read of a page, without its style and script. */
export const textOf = (html: string): string =>
  html
    .replaceAll(/<(style|script|title)>[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:#39|quot|lt|gt|amp|nbsp);/g, ' ')
    .replaceAll(/[\s\u2068\u2069]+/g, ' ')

/** The values of an attribute on a page. */
export const valuesOf = (html: string, attribute: string): readonly string[] =>
  [...html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  )

const walked = new Map<string, Promise<readonly Answered[]>>()
const others = new Map<string, Promise<readonly Answered[]>>()

const remembered = async <T>(
  kept: Map<string, Promise<T>>,
  url: string,
  make: (url: string) => Promise<T>,
): Promise<T> => {
  const known = kept.get(url) ?? make(url)
  kept.set(url, known)
  return known
}

/** The site is asked once; a deliberate fault is then made in what it answered, as the proxy would make it. */
const asSeenBy = ({ mutation }: Visit, answer: Answered): Answered => ({
  ...answer,
  ...mutation?.change?.({ status: answer.status, headers: answer.headers, body: answer.body }, answer.path),
})

const SEEDS = ['/', '/k/0000', '/k/1497', '/f/0000.html', '/f/1497/a.html', '/f/1497.json']

const walk = async (url: string): Promise<readonly Answered[]> => {
  const found = new Set(SEEDS)
  const pages: Answered[] = []
  // A set that is added to while it is walked is walked to its new end.
  for (const path of found) {
    const page = await ask(url, path)
    assert.equal(page.status, 200, `${path} is linked and answers ${page.status}`)
    pages.push(page)
    for (const address of valuesOf(page.body, 'href')) {
      const code = /^\/[skf]\/(?:[a-z-]+\/)?(\d{4})/.exec(address)?.[1]
      if (address.startsWith('/') && (code === undefined || PLACES.includes(code))) found.add(address)
    }
  }
  return pages
}

const form = (fields: string): RequestInit => ({
  method: 'POST',
  body: fields,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
})

const askOthers = async (url: string): Promise<readonly Answered[]> => {
  const asked: readonly (readonly [string, RequestInit?])[] = [
    ['/zq'],
    ['/s/9999'],
    ['/s/xx/0000'],
    ['/s/0000/z'],
    ['/s/en/9999'],
    ['/%E5%E4%F6'],
    ['/s/0000', form('')],
    ['/', { method: 'PUT' }],
    ['/', form(`q=${'a'.repeat(5000)}`)],
    ['/', form('q=Xyzzyx')],
    ['/', form('q=Upplands')],
    ['/', form('q=Hjo')],
    ['/', form('q=Hjo&to=1')],
    ['/', form('n=1&l=en')],
    ['/s/sv/0000'],
    ['/s/0000/'],
    ['/?utm_source=x'],
    ['/s/ar/1497/a'],
    ['/x'],
    ['/x', form('')],
    ['/y'],
    ['/x/1497'],
    ['/y/zq?a=b'],
  ]
  const answers: Answered[] = []
  for (const [path, init] of asked) answers.push(await ask(url, path, init))
  return answers
}
