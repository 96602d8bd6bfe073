import type { IncomingHttpHeaders } from 'node:http'
import { Agent, type Dispatcher } from 'undici'
import { guardedConnect, type HostLookup } from './address-guard.ts'
import type { Capture, FetchFailure, Purpose } from './capture.ts'
import { failureOf } from './fetch-failure.ts'
import { unpack } from './unpack.ts'

/** What is asked for. `previous` is what the run before had of it: the server may then answer 304. */
export type Ask = {
  readonly url: string
  readonly purpose: Purpose
  readonly method?: 'GET' | 'HEAD'
  readonly previous?: Capture | undefined
}

/** Asks for one address, once: it follows no redirect, waits for no turn, and never throws for what a server does. */
export type Fetcher = {
  fetch(ask: Ask): Promise<Capture>
  close(): Promise<void>
}

export type FetchLimits = {
  /** Of a page, unpacked and as it comes. */
  readonly htmlBytes: number
  /** Of a document, a sitemap, or what a browser asks for. */
  readonly documentBytes: number
  readonly robotsBytes: number
  readonly firstByteMs: number
  readonly wholeMs: number
}

export type FetcherOptions = {
  /** Says who asks, and where whoever runs the server can turn. */
  readonly userAgent: string
  /** Only for tests: this machine's own addresses may be asked. */
  readonly allowLoopback?: boolean
  readonly limits?: Partial<FetchLimits>
  readonly lookup?: HostLookup
  readonly now?: () => Date
}

const MB = 1_000_000
const LIMITS: FetchLimits = {
  htmlBytes: 2 * MB,
  documentBytes: 8 * MB,
  // RFC 9309, 2.5: at least 500 KiB must be read.
  robotsBytes: 500 * 1024,
  firstByteMs: 15_000,
  wholeMs: 30_000,
}
const HEADER_BYTES = 32 * 1024
/** A body that nobody needs (a redirect's) is read this far, so that the connection can be used again. */
const PASSED_OVER_BYTES = 64 * 1024

const ACCEPT: Readonly<Record<Purpose, string>> = {
  page: 'text/html,application/xhtml+xml;q=0.9,application/pdf;q=0.5,*/*;q=0.1',
  search: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
  document: 'application/pdf,*/*;q=0.5',
  robots: 'text/plain,*/*;q=0.5',
  sitemap: 'application/xml,text/xml;q=0.9,*/*;q=0.5',
  probe: '*/*',
  browser: '*/*',
}

/** The fetcher: one for all sites of a process, so that connections are kept and memory is not. */
export const openFetcher = ({
  userAgent,
  allowLoopback = false,
  limits: given = {},
  lookup,
  now = () => new Date(),
}: FetcherOptions): Fetcher => {
  const limits = { ...LIMITS, ...given }
  const agent = new Agent({
    connect: guardedConnect({ allowLoopback, lookup, timeoutMs: limits.firstByteMs }),
    connections: 1,
    pipelining: 1,
    maxHeaderSize: HEADER_BYTES,
    // Timed here, in milliseconds and over the whole answer.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    async fetch({ url, purpose, method = 'GET', previous }) {
      const capture = { url, askedAt: now().toISOString(), purpose, method }
      const headers: Record<string, string> = {
        'user-agent': userAgent,
        accept: ACCEPT[purpose],
        'accept-language': 'sv, en;q=0.5',
        'accept-encoding': 'gzip, deflate, br',
        ...sinceThen(previous),
      }
      const answer = await exchange(agent, { url, method, headers }, limits, (type) => bytesFor(purpose, type, limits))
      return { ...capture, ...(await unpacked(answer, limits, purpose)) }
    },
    close: async () => agent.destroy(),
  }
}

const sinceThen = (previous: Capture | undefined): Record<string, string> => {
  const { etag, 'last-modified': modified } = previous?.headers ?? {}
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  }
}

const PAGE_LIKE = /html|text\/plain|^$/
/** Nothing is read in pictures and sound, and archives may hold anything. */
const UNREAD = /^(?:image|video|audio|font)\/|zip|x-tar|x-rar|octet-stream.*exe/

const bytesFor = (purpose: Purpose, type: string, limits: FetchLimits): number => {
  if (purpose === 'robots') return limits.robotsBytes
  if (purpose === 'browser') return PAGE_LIKE.test(type) ? limits.htmlBytes : limits.documentBytes
  if (purpose === 'probe') return 0
  if (purpose === 'sitemap') return limits.documentBytes
  if (UNREAD.test(type)) return 0
  return PAGE_LIKE.test(type) ? limits.htmlBytes : limits.documentBytes
}

type Answer =
  | { readonly failure: FetchFailure }
  | {
      readonly failure?: undefined
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly packed: Uint8Array
      readonly limit: number
      readonly cut: Capture['cut'] | undefined
    }

const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** One request and its answer as it comes over the line; always resolves. */
const exchange = async (
  agent: Dispatcher,
  { url, method, headers }: { url: string; method: 'GET' | 'HEAD'; headers: Record<string, string> },
  limits: FetchLimits,
  bytesOf: (type: string) => number,
): Promise<Answer> =>
  new Promise((resolve) => {
    const parts: Buffer[] = []
    let length = 0
    let limit = 0
    let begun: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | undefined
    let stopped: Capture['cut'] | 'passed-over'
    let controller: Dispatcher.DispatchController | undefined
    const end = (failure?: FetchFailure): void => {
      clearTimeout(timer)
      if (begun === undefined || (failure !== undefined && stopped === undefined)) {
        return resolve({ failure: failure ?? 'protocol' })
      }
      const packed = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, length)
      const cut = stopped === 'passed-over' ? undefined : stopped
      resolve({ ...begun, packed: isRedirect(begun.status) ? new Uint8Array() : packed, limit, cut })
    }
    const stop = (why: NonNullable<typeof stopped>): void => {
      stopped = why
      controller?.abort(new Error(why))
      end()
    }
    const late = (): void => {
      if (begun !== undefined) return stop('too-slow')
      // Ended first: the abort is told of at once, and as another error.
      end('timeout')
      controller?.abort(new Error('timeout'))
    }
    const askedAt = performance.now()
    let timer = setTimeout(late, limits.firstByteMs)
    const { origin, pathname, search } = new URL(url)
    agent.dispatch(
      { origin, path: pathname + search, method, headers },
      {
        onRequestStart(started) {
          controller = started
        },
        onResponseStart(_controller, status, raw) {
          if (status < 200) return
          clearTimeout(timer)
          timer = setTimeout(late, limits.wholeMs - (performance.now() - askedAt))
          begun = { status, headers: plainHeaders(raw) }
          limit = isRedirect(status) ? PASSED_OVER_BYTES : bytesOf(begun.headers['content-type'] ?? '')
        },
        onResponseData(_controller, part) {
          if (begun === undefined || stopped !== undefined) return
          length += part.length
          parts.push(length > limit ? part.subarray(0, part.length - (length - limit)) : part)
          if (length <= limit) return
          length = limit
          stop(isRedirect(begun.status) ? 'passed-over' : 'too-large')
        },
        onResponseEnd: () => end(),
        onResponseError: (_controller, error) => end(failureOf(error)),
      },
    )
  })

const plainHeaders = (raw: IncomingHttpHeaders): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue
    headers[name] = typeof value === 'string' ? value : value.join(name === 'set-cookie' ? '\n' : ', ')
  }
  return headers
}

type Came = Pick<Capture, 'status' | 'headers' | 'body' | 'cut' | 'failure'>

const NOTHING = new Uint8Array()

const unpacked = async (answer: Answer, limits: FetchLimits, purpose: Purpose): Promise<Came> => {
  if (answer.failure !== undefined) return { status: 0, headers: {}, body: NOTHING, failure: answer.failure }
  const { status, headers, packed, limit, cut } = answer
  // A probe asks whether anything answers, not what.
  if (purpose === 'probe') return { status, headers, body: NOTHING }
  const most = Math.min(limit, limits.documentBytes)
  const plain = await unpack(packed, headers['content-encoding'] ?? '', most)
  if (plain === undefined) return { status: 0, headers: {}, body: NOTHING, failure: 'bad-encoding' }
  const why = cut ?? (plain.cut ? 'too-large' : undefined)
  return { status, headers, body: plain.body, ...(why === undefined ? {} : { cut: why }) }
}
