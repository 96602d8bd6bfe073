import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openSiteArchive } from '#modules/review/archive/write.ts'
import type { Capture } from '#modules/review/crawl/capture.ts'
import { crawl } from '#modules/review/crawl/crawl.ts'
import type { CrawlWorld, VisitPlan } from '#modules/review/crawl/crawl-world.ts'
import { openFetcher, type FetchLimits } from '#modules/review/crawl/fetch.ts'
import { loadLinkWords } from '#modules/review/crawl/link-words.ts'
import { memoryTurns } from '#modules/review/crawl/memory-turns.ts'
import type { Visit } from '#modules/review/crawl/visit.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A request as the server saw it; times of one clock. */
export type Asked = {
  readonly path: string
  readonly method: string
  readonly begun: number
  ended: number
  readonly headers: IncomingMessage['headers']
}

/** A site on this machine that answers as it is told, by path; 404 for the rest. Gone with the test. */
export const aSite = async (t: TestContext, answers: Readonly<Record<string, Answer | string>>) => {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const { url = '/', method = 'GET', headers } = request
    const seen: Asked = { path: url, method, begun: performance.now(), ended: Number.POSITIVE_INFINITY, headers }
    asked.push(seen)
    response.once('close', () => (seen.ended = performance.now()))
    const answer = answers[url] ?? answers[new URL(url, 'http://site.example').pathname] ?? answers['*']
    if (typeof answer === 'string') html(response, answer)
    else if (answer === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Finns inte</h1>')
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, asked, paths: () => asked.map(({ path }) => path) }
}

export const html = (response: ServerResponse, body: string | Buffer, type = 'text/html; charset=utf-8'): void =>
  void response.writeHead(200, { 'content-type': type }).end(body)

/** A page with a frame and a main text. */
export const aPage = (title: string, main: string): string =>
  `<!doctype html><html lang="sv"><head><title>${title}</title></head><body><nav><a href="/">Start</a></nav><main><h1>${title}</h1>${main}</main></body></html>`

/** A page that is about violence by any measure. */
export const aHelpPage = (links = ''): string =>
  aPage(
    'Våld i nära relationer',
    `<p>Är du utsatt för våld? Våld är aldrig ditt fel. Du som utsätts för våld kan ringa oss.</p>${links}`,
  )

export type CrawlOptions = Partial<VisitPlan> & {
  readonly archive: string
  readonly limits?: Partial<FetchLimits>
  readonly world?: Partial<CrawlWorld>
}

/** Crawls a site on this machine into an archive; gives how it ended and what the archive then holds. */
export const crawled = async (
  t: TestContext,
  site: string,
  { archive: folder, limits, world = {}, ...plan }: CrawlOptions,
): Promise<{ readonly visit: Visit; readonly captures: readonly Capture[] }> => {
  const fetcher = openFetcher({
    userAgent: 'Rackhall/0 (+test)',
    allowLoopback: true,
    ...(limits === undefined ? {} : { limits }),
  })
  t.after(async () => fetcher.close())
  const whole = {
    site,
    code: '9001',
    run: '2026-11-25-1',
    delayMs: 0,
    pageLimit: 200,
    browser: 'never',
    ...plan,
  } as const
  const place = { archive: folder, run: whole.run, site, code: whole.code }
  const archive = await openSiteArchive(place)
  const captures = [...archive.before]
  const visit = await crawl(whole, {
    fetcher,
    turns: memoryTurns(),
    archive,
    words: WORDS,
    ownerOf: () => undefined,
    pageBrowser: undefined,
    elsewhere: new Map(),
    signal: new AbortController().signal,
    now: () => new Date(),
    ...world,
    seen: (capture) => {
      captures.push(capture)
      world.seen?.(capture)
    },
  })
  await archive.close()
  return { visit, captures }
}

const WORDS = loadLinkWords(PROJECT_ROOT)
