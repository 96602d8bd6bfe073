import type { Request, Route } from 'playwright-core'
import type { Capture } from '../crawl/capture.ts'
import type { Ask } from './page-browser.ts'
import type { openHosts } from './hosts.ts'

const MOST_REQUESTS = 150
const MOST_BYTES = 15_000_000
const MOST_REDIRECTS = 5
/** Enough for what is in sight at first; every picture of the site's own costs its server a turn. */
const MOST_PICTURES = 8

/** What a question to the page is answered by. Films, sounds and letters of their own are noted by their host alone. */
const LOADED = new Set(['document', 'stylesheet', 'script', 'image', 'fetch', 'xhr'])
const NO_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

/** True of the connection that the answer came over, and of none that the browser has; or a way out past us. */
const LEFT_OUT = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'alt-svc',
  'nel',
  'report-to',
  'reporting-endpoints',
  'content-security-policy-report-only',
])

/** A page that is gone takes no answer any more, and misses none. */
export const safely =
  (answer: (route: Route) => Promise<void>) =>
  async (route: Route): Promise<void> => {
    try {
      await answer(route)
    } catch {
      await route.abort('blockedbyclient').catch(() => undefined)
    }
  }

/** Whether a request is for the whole of a tab: a window that is only about to open has no frame yet. */
export const isForTab = (request: Request): boolean => {
  if (!request.isNavigationRequest()) return false
  try {
    return request.frame().parentFrame() === null
  } catch {
    return true
  }
}

export type Served = {
  /** By the address that was asked: the copy that a press is tried on. */
  readonly captures: Map<string, Capture>
  /** Why the page cannot be judged by what was let through. */
  readonly fault: 'too-large' | 'refused-by-robots' | 'no-answer' | undefined
  /** What `ask` threw: no doing of the page's. */
  readonly thrown: { readonly error: unknown } | undefined
  /** How many questions wait for an answer, and when there last was one or the other. */
  readonly waiting: number
  readonly lastAt: number
}

export const withoutFragment = (url: string): string => url.replace(/#.*$/s, '')

const fulfil = async (route: Route, { status, headers, body }: Capture): Promise<void> =>
  route.fulfill({
    // 304: as it was in the run before, and that is what the body is.
    status: status === 304 ? 200 : status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name))),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  })

const onward = ({ status, headers, url }: Capture): string | undefined => {
  const to = status >= 300 && status < 400 && status !== 304 ? headers['location'] : undefined
  return to === undefined ? undefined : URL.parse(to, url)?.href
}

/** A document that leads elsewhere is shown there, under its own address: the browser asks for it anew. */
const sendOn = async (route: Route, { headers }: Capture, to: string): Promise<void> => {
  const address = JSON.stringify(to).replaceAll('<', String.raw`\u003c`)
  const cookies = headers['set-cookie']
  return route.fulfill({
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...(cookies === undefined ? {} : { 'set-cookie': cookies }),
    },
    body: `<!doctype html><script>location.replace(${address})</script>`,
  })
}

/** Answers what a page asks for, by `ask` and in no other way; notes every host. `url` is the page's own address. */
export const openAnswers = (url: string, ask: Ask, hosts: ReturnType<typeof openHosts>) => {
  const captures = new Map<string, Capture>()
  const state = {
    fault: undefined as Served['fault'],
    thrown: undefined as Served['thrown'],
    waiting: 0,
    lastAt: performance.now(),
  }
  const count = { requests: 0, bytes: 0, pictures: 0 }

  const fetched = async (address: string, kind: string): Promise<Capture | undefined> => {
    const known = captures.get(address)
    if (known !== undefined) return known
    if ((count.requests += 1) > MOST_REQUESTS || count.bytes > MOST_BYTES) {
      state.fault ??= 'too-large'
      return undefined
    }
    state.waiting += 1
    try {
      const capture = await ask({ url: address, kind })
      if (capture !== undefined) {
        count.bytes += capture.body.byteLength
        captures.set(address, capture)
      }
      return capture
    } catch (error) {
      state.thrown ??= { error }
      return undefined
    } finally {
      state.waiting -= 1
      state.lastAt = performance.now()
    }
  }

  const followed = async (first: string, kind: string): Promise<Capture | undefined> => {
    let capture = await fetched(first, kind)
    if (kind === 'document') return capture
    for (let steps = 0; steps < MOST_REDIRECTS && capture !== undefined; steps += 1) {
      const to = onward(capture)
      if (to === undefined || !/^https?:/.test(to)) break
      hosts.note(to, kind)
      capture = await fetched(withoutFragment(to), kind)
    }
    return capture
  }

  const answer = async (route: Route): Promise<void> => {
    const request = route.request()
    const address = withoutFragment(request.url())
    const kind = request.resourceType()
    if (!/^https?:/.test(address)) return route.abort('blockedbyclient')
    state.lastAt = performance.now()
    hosts.note(address, kind)
    if (request.method() !== 'GET' || !LOADED.has(kind)) return route.abort('blockedbyclient')
    if (kind === 'image' && (count.pictures += 1) > MOST_PICTURES)
      return route.fulfill({ status: 200, contentType: 'image/svg+xml', body: NO_PICTURE })
    const capture = await followed(address, kind)
    if (address === withoutFragment(url) && isForTab(request)) {
      if (capture === undefined) state.fault ??= 'refused-by-robots'
      else if (capture.failure !== undefined) state.fault ??= 'no-answer'
    }
    if (capture === undefined || capture.failure !== undefined || capture.status < 200)
      return route.abort('blockedbyclient')
    const to = kind === 'document' ? onward(capture) : undefined
    return to === undefined ? fulfil(route, capture) : sendOn(route, capture, to)
  }

  const served: Served = {
    captures,
    get fault() {
      return state.fault
    },
    get thrown() {
      return state.thrown
    },
    get waiting() {
      return state.waiting
    },
    get lastAt() {
      return state.lastAt
    },
  }
  return { answer, served }
}

/** Answers from a copy and nothing else; `blocked` hears of what the copy does not hold, and may answer in its place. */
export const answerFromCopy =
  (captures: ReadonlyMap<string, Capture>, blocked: (route: Route) => Promise<void>) =>
  async (route: Route): Promise<void> => {
    const request = route.request()
    const isDocument = request.resourceType() === 'document'
    let capture = request.method() === 'GET' ? captures.get(withoutFragment(request.url())) : undefined
    for (let steps = 0; steps < MOST_REDIRECTS && capture !== undefined; steps += 1) {
      const to = onward(capture)
      if (to === undefined) break
      if (isDocument) return sendOn(route, capture, to)
      capture = captures.get(withoutFragment(to))
    }
    return capture === undefined || capture.failure !== undefined || capture.status < 200
      ? blocked(route)
      : fulfil(route, capture)
  }
