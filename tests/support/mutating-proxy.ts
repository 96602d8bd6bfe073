import {
  createServer,
  request as ask,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { cspHash } from '#platform/http/headers.ts'
import type { Seen } from './elsewhere.ts'

/** An answer of the site on its way to the browser. Header names are in small letters. */
export type Answer = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: string }

/** A deliberate fault, on which the test of a requirement must fail; or a bad connection, which it must survive. */
export type Mutation = {
  readonly name: string
  /** What becomes of an answer. */
  change?(answer: Answer, path: string): Answer
  /** What happens to a request: it is never answered, its connection is cut, or half of the page comes and no more. */
  fate?(path: string): 'stalled' | 'cut' | 'half' | undefined
}

export type Proxy = { readonly url: string; readonly requests: readonly Seen[]; close(): Promise<void> }

/** A server on loopback that passes everything on to the site, and makes one fault on the way back. */
export const startProxy = async (site: string, mutation?: Mutation): Promise<Proxy> => {
  const requests: Seen[] = []
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request
    requests.push({ method, path: url, headers, at: performance.now() })
    const fate = mutation?.fate?.(url)
    if (fate === 'stalled') return
    if (fate === 'cut') response.destroy()
    else passOn(site, request, response, mutation)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const passOn = (
  site: string,
  request: IncomingMessage,
  response: ServerResponse,
  mutation: Mutation | undefined,
): void => {
  const { method, url = '/', headers } = request
  const onward = ask(
    new URL(site),
    { method, path: url, headers: { ...headers, 'accept-encoding': 'identity' } },
    (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () => {
        const { 'content-length': _length, 'transfer-encoding': _coding, connection: _line, ...kept } = answer.headers
        const given = { status: answer.statusCode ?? 502, headers: kept, body: Buffer.concat(parts).toString('utf8') }
        const changed = mutation?.change?.(given, url) ?? given
        const sent = changed.body === given.body ? changed : withHashes(changed)
        response.writeHead(sent.status, sent.headers)
        if (mutation?.fate?.(url) === 'half') response.write(sent.body.slice(0, sent.body.length / 2))
        else response.end(method === 'HEAD' ? undefined : sent.body)
      })
    },
  )
  onward.once('error', () => response.destroy())
  request.pipe(onward)
}

/** A changed script or style would only be refused by the security policy, which would hide what the change does. */
const withHashes = (answer: Answer): Answer => {
  const policy = answer.headers['content-security-policy']
  if (typeof policy !== 'string') return answer
  const hashes = (element: string): string =>
    [...answer.body.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))]
      .map(([, text]) => cspHash(text ?? ''))
      .join(' ')
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'content-security-policy': policy
        .replace(/script-src [^;]*/, () => `script-src ${hashes('script') || "'none'"}`)
        .replace(/style-src [^;]*/, () => `style-src ${hashes('style') || "'none'"}`),
    },
  }
}

/** An answer's header left out, everywhere. */
export const withoutHeader = (name: string): Mutation => ({
  name: `${name} left out`,
  change: (answer) => {
    const { [name.toLowerCase()]: _removed, ...headers } = answer.headers
    return { ...answer, headers }
  },
})

/** An answer's header with another value, on addresses that match. */
export const withHeader = (name: string, value: string, where: RegExp = /^/): Mutation => ({
  name: `${name}: ${value}`,
  change: (answer, path) =>
    where.test(path) ? { ...answer, headers: { ...answer.headers, [name.toLowerCase()]: value } } : answer,
})

/** Text replaced in every page; what is to be replaced must stand there, or the mutation would be none. */
export const replacing = (name: string, from: string | RegExp, to: string, where: RegExp = /^/): Mutation => ({
  name,
  change: (answer, path) =>
    where.test(path) ? { ...answer, body: answer.body.replaceAll(global(from), () => to) } : answer,
})

const global = (text: string | RegExp): string | RegExp =>
  typeof text === 'string' ? text : new RegExp(text.source, `${text.flags.replace('g', '')}g`)

/** A piece of HTML put first in every page's body. */
export const planting = (name: string, html: string, where: RegExp = /^/): Mutation => ({
  name,
  change: (answer, path) =>
    where.test(path) ? { ...answer, body: answer.body.replace(/<body[^>]*>/, (body) => body + html) } : answer,
})

/** A piece of script run in every page before the site's own. */
export const scripting = (name: string, script: string): Mutation => ({
  name,
  change: (answer) => ({
    ...answer,
    body: answer.body.replace('<script>', () => `<script>${script}</script><script>`),
  }),
})

/** Two faults at once, where either alone is caught by what the other takes away. */
export const together = (one: Mutation, other: Mutation): Mutation => ({
  name: `${one.name}, and ${other.name}`,
  change: (answer, path) => {
    const changed = one.change?.(answer, path) ?? answer
    return other.change?.(changed, path) ?? changed
  },
})
