import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { pagesOf, resultsOf } from './pages.ts'
import type { SiteTruth } from './truth.ts'

/** A request as the site's own server saw it; times in milliseconds of one clock for the whole country. */
export type Seen = {
  readonly path: string
  readonly method: string
  readonly begun: number
  readonly ended: number | undefined
  readonly agent: string
  readonly cookie: string | undefined
}

export type CountrySite = {
  readonly truth: SiteTruth
  readonly origin: string
  /** Every request, in the order they came. */
  readonly seen: () => readonly Seen[]
  /** How many were under way at once, at most. */
  readonly most: () => number
}

export type Country = { readonly sites: readonly CountrySite[]; readonly stop: () => Promise<void> }

export type ServeOptions = {
  /** Every answer takes this long: so that whoever asks two at once is seen. */
  readonly answerAfterMs?: number
}

/** Starts a server for each site on a port of its own of 127.0.0.1. */
export const serveCountry = async (
  truths: readonly SiteTruth[],
  { answerAfterMs = 0 }: ServeOptions = {},
): Promise<Country> => {
  const sites = await Promise.all(truths.map(async (truth) => serveSite(truth, answerAfterMs)))
  return { sites, stop: async () => void (await Promise.all(sites.map(async ({ stop }) => stop()))) }
}

const serveSite = async (
  truth: SiteTruth,
  answerAfterMs: number,
): Promise<CountrySite & { readonly stop: () => Promise<void> }> => {
  const seen: Seen[] = []
  let under = 0
  let most = 0
  const answer = answering(truth)
  const server = createServer((request, response) => {
    const at = seen.length
    const { url: path = '/', method = 'GET', headers } = request
    const { 'user-agent': agent = '', cookie } = headers
    seen.push({ path, method, begun: performance.now(), ended: undefined, agent, cookie })
    most = Math.max(most, (under += 1))
    // The server's own end: what has not been read by then is on its way to whoever asked.
    const end = (): void => {
      if (seen[at]?.ended !== undefined) return
      under -= 1
      seen[at] = { ...(seen[at] as Seen), ended: performance.now() }
    }
    response.once('finish', end).once('close', end)
    if (answerAfterMs === 0) answer(request, response)
    else setTimeout(() => answer(request, response), answerAfterMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { truth, origin, seen: () => seen, most: () => most, stop: async () => stopped(server) }
}

const stopped = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  return closed
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const answering = (truth: SiteTruth): Answer => {
  const pages = new Map(pagesOf(truth).map(({ path, html }) => [path, encoded(html, truth)]))
  let busy = truth.behaviour === 'busy-at-first' ? 1 : 0
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.example')
    const send = (status: number, type: string, body: Buffer | string, headers: Record<string, string> = {}): void =>
      void response.writeHead(status, { 'content-type': type, ...headers }).end(body)
    const html = (body: Buffer | string): void => send(200, `text/html; charset=${truth.charset}`, body)
    const refused = WHOLE_SITE[truth.behaviour]
    if (pathname === '/robots.txt') return send(200, 'text/plain', robotsOf(truth))
    if (refused !== undefined) return refused(response, request)
    if (pathname !== '/' && busy > 0) {
      busy -= 1
      return send(503, 'text/plain', 'busy', { 'retry-after': '1' })
    }
    const page = pages.get(pathname)
    if (page !== undefined) return html(page)
    if (pathname === '/sok' && request.method === 'GET')
      return html(encoded(resultsOf(truth, searchParams.get('q') ?? ''), truth))
    if (pathname === '/sitemap.xml') return send(200, 'application/xml', sitemapOf(truth, request))
    const trap = trapOf(truth, pathname)
    if (trap !== undefined) return trap(response, request)
    return send(
      404,
      'text/html; charset=utf-8',
      '<!doctype html><title>Sidan finns inte</title><h1>Sidan finns inte</h1>',
    )
  }
}

const encoded = (html: string, { charset }: SiteTruth): Buffer =>
  charset === 'utf-8'
    ? Buffer.from(html)
    : // What ISO-8859-1 has no letter for, a page of that time writes by number.
      Buffer.from(
        html.replaceAll(/[\u0100-\u{10ffff}]/gu, (letter) => `&#${letter.codePointAt(0)};`),
        'latin1',
      )

const robotsOf = ({ behaviour, crawlDelay }: SiteTruth): string => {
  const refuse = behaviour === 'robots-refuse' ? 'Disallow: /\n' : 'Disallow: /intranat/hemligt\n'
  return `User-agent: *\n${refuse}${crawlDelay === undefined ? '' : `Crawl-delay: ${crawlDelay}\n`}`
}

const sitemapOf = (truth: SiteTruth, request: IncomingMessage): string =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pagesOf(truth)
    .map(({ path }) => `<url><loc>http://${request.headers.host}${path}</loc></url>`)
    .join('')}</urlset>`

type Refusal = (response: ServerResponse, request: IncomingMessage) => void

const WHOLE_SITE: Partial<Record<SiteTruth['behaviour'], Refusal>> = {
  moved: (response) => void response.writeHead(301, { location: 'http://localhost:9/ny-plats' }).end(),
  login: (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        '<!doctype html><title>Logga in</title><h1>Logga in</h1><form method="post"><label>Användarnamn <input name="u"></label><label>Lösenord <input type="password" name="p"></label><button>Logga in</button></form>',
      ),
  parked: (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        '<!doctype html><title>Domänen är till salu</title><h1>Den här domänen är parkerad</h1><p>This domain is parked and for sale. Köp domänen idag.</p>',
      ),
  forbidden: (response) => void response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>'),
  'robots-refuse': (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Start</h1>'),
  'always-busy': (response) => void response.writeHead(503, { 'retry-after': '1' }).end(),
  silent: (_response, request) => void request.socket.destroy(),
}

const DRIP_MS = 20
const DRIPS = 50

/** What a trap answers: what is endless goes on for as long as anybody asks. */
const trapOf = (truth: SiteTruth, pathname: string): Refusal | undefined => {
  const page =
    (body: string): Refusal =>
    (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<!doctype html><html lang="sv"><title>Sida</title><main>${body}</main>`)
  const has = (trap: SiteTruth['traps'][number], at: string): boolean =>
    truth.traps.includes(trap) && pathname.startsWith(at)
  if (has('calendar', '/kalender'))
    return (response, request) => {
      const month = new URL(request.url ?? '', 'http://site.example').searchParams.get('manad') ?? '2026-11'
      const [year = 2026, of = 11] = month.split('-').map(Number)
      const next = of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`
      page(`<h1>Kalender ${month}</h1><a href="/kalender?manad=${next}">Nästa månad</a>`)(response, request)
    }
  if (has('session', '/lista'))
    return (response, request) => {
      const number = Math.floor(Math.random() * 1e9)
      page(`<h1>Anslagstavla</h1><a href="/lista;jsessionid=${number}?sid=${number}">Stöd</a>`)(response, request)
    }
  if (has('deeper', '/djup')) return page(`<h1>Arkiv</h1><a href="${pathname}/djup">Djupare</a>`)
  if (has('bomb', '/stor'))
    return (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(30_000_000, 'a')))
  if (has('wrong-type', '/bild'))
    return (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]))
  if (has('broken-html', '/trasig')) return page('<h1>Trasig<p><table><div>Stöd</h2></b><a href="/">Start</a><ul><li>')
  if (has('drip', '/dropp'))
    return (response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      let left = DRIPS
      const dripping = setInterval(() => {
        if ((left -= 1) > 0) return void response.write('<p>.')
        clearInterval(dripping)
        response.end()
      }, DRIP_MS)
      response.once('close', () => clearInterval(dripping))
    }
  if (has('loop', '/runt')) return (response) => void response.writeHead(302, { location: '/runt' }).end()
  return undefined
}
