import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FaultCounter, Fault } from './faults.ts'
import type { Encoding, Kept, PageCache, Rendered } from './page-cache.ts'

/** What the public side of the server asks of the module that renders its pages. No request object: a public page has no visitor. */
export type PublicSite = {
  /** The page at an address that can be kept, or nothing when the address is not of that kind. */
  page(path: string, now: Date): Rendered | undefined
  /** An answer that is made anew each time: forms, leaving, redirects. */
  answer(request: { method: string; path: string; form: URLSearchParams }, now: Date): Rendered
  /** The neutral page for a fault; must not throw. */
  fault(fault: Fault, status: number): Rendered
}

export type PublicServerOptions = {
  readonly site: PublicSite
  readonly pages: PageCache
  readonly faults: FaultCounter
  readonly now: () => Date
  readonly visited: (scope: string) => void
  /** Told what went wrong, without a word of the request; for the operator's log. */
  readonly broke: (error: unknown) => void
}

/** Longer addresses than ours exist in no page of ours. */
const LONGEST_PATH = 128
const LONGEST_FORM = 4096
const HEADERS_WITHIN_MS = 5_000
const REQUEST_WITHIN_MS = 10_000
/** How often the two are looked at; Node's own half a minute would let a slow request stay as long. */
const LOOKED_AT_EVERY_MS = 1000
const LARGEST_HEADERS = 16 * 1024
/** A shared cache may hold a page as long as what it shows stays true, a minute at most. */
const LONGEST_SHARED_S = 60

/**
 * The public site's HTTP server. A kept page is answered from memory before anything else is looked at.
 * Nothing about a request is noted anywhere but in `visited` (its scope) and `faults` (its kind).
 */
export const createPublicServer = (options: PublicServerOptions): Server => {
  const server = createServer(
    {
      maxHeaderSize: LARGEST_HEADERS,
      headersTimeout: HEADERS_WITHIN_MS,
      requestTimeout: REQUEST_WITHIN_MS,
      connectionsCheckingInterval: LOOKED_AT_EVERY_MS,
      keepAliveTimeout: 20_000,
      // Node's own refusals are empty: whoever meets them would see nothing, not even the way out.
      requireHostHeader: false,
    },
    (request, response) => answer(options, request, response),
  )
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    answer(options, request, response),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(options, error, socket))
  server.on('connect', (_request: IncomingMessage, socket: Socket) => turnAway(options, 'wrong-method', 405, socket))
  return server
}

const answer = (options: PublicServerOptions, request: IncomingMessage, response: ServerResponse): void => {
  const path = request.url ?? '/'
  if (request.method === 'GET') {
    const now = options.now()
    const kept = options.pages.get(path, now.getTime())
    if (kept !== undefined) return sendKept(options, kept, request, response, now)
  }
  void answerAnew(options, path, request, response)
}

const answerAnew = async (
  options: PublicServerOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  try {
    const now = options.now()
    const method = request.method ?? 'GET'
    const bare = path.split('?', 1)[0] ?? '/'
    // Leaving is never refused, whatever comes with it.
    const leaving = /^\/[xy](?:\/|$)/.test(bare)
    if (!leaving && !/^(?:GET|HEAD|POST)$/.test(method)) return fail(options, 'wrong-method', 405, request, response)
    if (!leaving && (!/^\/[\w./-]*$/.test(bare) || bare.length > LONGEST_PATH))
      return fail(options, 'not-found', 404, request, response)
    if (method === 'GET' || method === 'HEAD') {
      const page = bare === path ? options.site.page(bare, now) : undefined
      if (page !== undefined) {
        if (page.status !== 200) return send(page, request, response)
        return sendKept(options, options.pages.keep(path, page), request, response, now)
      }
    }
    const form = method === 'POST' && !leaving ? await readForm(request) : new URLSearchParams()
    if (form === 'too-large') return fail(options, 'too-large', 413, request, response)
    const answer = options.site.answer({ method, path, form }, now)
    if (answer.status === 404) options.faults.add('not-found')
    if (answer.status === 405) options.faults.add('wrong-method')
    send(answer, request, response)
  } catch (error) {
    if (request.destroyed && response.socket?.destroyed !== false) return
    options.broke(error)
    // Never 5xx to a person: she is shown the way on, and the operator the count.
    fail(options, 'server-error', 404, request, response)
  }
}

const fail = (
  options: PublicServerOptions,
  fault: Fault,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  options.faults.add(fault)
  // What is still being sent is read and forgotten, within the time a request may take: a line that is closed on a
  // browser in the middle of its form would show an error of the browser's own.
  request.resume()
  send(options.site.fault(fault, status), request, response)
}

/** Read from the line as it came: to have all of them put in order by name costs more than everything else of an answer. */
const acceptedBy = ({ rawHeaders }: IncomingMessage): string | undefined => {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (name.length === ACCEPT_ENCODING.length && name.toLowerCase() === ACCEPT_ENCODING) return rawHeaders[at + 1]
  }
  return undefined
}

const ACCEPT_ENCODING = 'accept-encoding'

const sendKept = (
  options: PublicServerOptions,
  kept: Kept,
  request: IncomingMessage,
  response: ServerResponse,
  now: Date,
): void => {
  const { bytes, headers } = options.pages.body(kept, encodingFor(acceptedBy(request)))
  if (kept.rendered.counted && request.method === 'GET') options.visited(kept.rendered.scope)
  const left = Math.floor((kept.expires - now.getTime()) / 1000)
  if (left < LONGEST_SHARED_S && headers['CDN-Cache-Control'] !== undefined) {
    response.writeHead(kept.rendered.status, {
      ...headers,
      'CDN-Cache-Control': left > 0 ? `max-age=${left}` : 'no-store',
    })
  } else response.writeHead(kept.rendered.status, headers)
  response.end(request.method === 'HEAD' ? undefined : bytes, 'latin1')
}

const send = (rendered: Rendered, request: IncomingMessage, response: ServerResponse): void => {
  if (response.headersSent) return void response.destroy()
  const body = Buffer.from(rendered.body)
  response.writeHead(rendered.status, { ...rendered.headers, 'Content-Length': String(body.length) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Browsers say the same few things at every request: what was answered is kept, for this many of them. */
const MOST_KNOWN = 64
const knownEncodings = new Map<string, Encoding>()

/** The best of our encodings that the client takes; a quality of nought refuses one (RFC 9110, 12.5.3). */
export const encodingFor = (accepted: string | undefined): Encoding => {
  if (accepted === undefined) return 'identity'
  let known = knownEncodings.get(accepted)
  if (known === undefined) {
    if (knownEncodings.size >= MOST_KNOWN) knownEncodings.clear()
    knownEncodings.set(accepted, (known = bestOf(accepted)))
  }
  return known
}

const bestOf = (accepted: string): Encoding => {
  const takes = (name: string): boolean =>
    accepted.includes(name) && !new RegExp(`${name}\\s*;\\s*q=0(?:\\.0+)?\\s*(?:,|$)`).test(accepted)
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : 'identity'
}

/** The form of a POST; nothing is decoded that is not a small form, and the rest is not read. */
const readForm = async (request: IncomingMessage): Promise<URLSearchParams | 'too-large'> => {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_FORM) return 'too-large'
  const parts: Buffer[] = []
  let length = 0
  // Leaving the loop must not end the line: the answer is to go out on it.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LONGEST_FORM) return 'too-large'
    parts.push(part)
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'))
}

/** Requests that are not HTTP, too large or too slow: a small neutral page, then the line is closed. */
const refuse = (options: PublicServerOptions, error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  turnAway(options, ...refusalOf(error.code), socket)
}

const turnAway = (options: PublicServerOptions, fault: Fault, status: number, socket: Socket): void => {
  options.faults.add(fault)
  const page = options.site.fault(fault, status)
  const headers = Object.entries(page.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = Buffer.byteLength(page.body)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}Content-Length: ${length}\r\nConnection: close\r\n\r\n${page.body}`,
  )
}

const refusalOf = (code: string | undefined): [Fault, number] => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['too-slow', 408]
  if (code === 'HPE_HEADER_OVERFLOW') return ['too-large', 431]
  return ['bad-request', 400]
}
