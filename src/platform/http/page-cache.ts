import { brotliCompressSync, brotliDecompressSync, constants, gzipSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { Headers } from './headers.ts'

export type Encoding = 'br' | 'gzip' | 'identity'

/** A page as its module renders it. */
export type Rendered = {
  readonly status: number
  readonly body: string
  readonly headers: Headers
  /** From then on the page is no longer true (a turned opening hour, midnight, a crisis); undefined: until a change. */
  readonly validUntil: Date | undefined
  /** What the page is about, for `isCurrent`; a change of it makes the copy old. */
  readonly scope: string
  /** Counted as a visit of this scope. */
  readonly counted: boolean
}

/**
 * A page as it goes over the wire. Its bytes are a string, one character a byte (`latin1`): node:http then writes
 * headers and body in one piece, and a string is as large as it is, where zlib's buffers keep 16 kB each.
 */
export type Body = { readonly bytes: string; readonly headers: Headers }

/** A page kept compressed; what it was rendered from is there until then. */
export type Kept = {
  readonly rendered: Rendered
  readonly expires: number
  readonly version: number
  readonly bodies: Readonly<Record<'br' | 'gzip', Body>>
}

/** Ours are text pages of some tens of kB: 5 and 6 compress within a millisecond and lose few per cent to 11 and 9. */
const BROTLI_QUALITY = 5
const GZIP_LEVEL = 6
/** Bytes beside the body: key, headers, the entry's objects. Estimated high, so that the bound holds. */
const OVERHEAD = 2048
const LARGEST_CACHE = 128 * 1024 * 1024

export type PageCache = {
  /** The kept page when it is still true, otherwise nothing. */
  get(path: string, now: number): Kept | undefined
  keep(path: string, rendered: Rendered): Kept
  body(kept: Kept, encoding: Encoding): Body
  readonly bytes: () => number
}

/**
 * Pages rendered and compressed at their first request after a change, bounded in bytes.
 * `versionOf(scope)` grows with every change of what a scope's pages show.
 */
export const openPageCache = (versionOf: (scope: string) => number, largest: number = LARGEST_CACHE): PageCache => {
  const pages = new LRUCache<string, Kept>({ maxSize: largest, sizeCalculation: sizeOf, maxEntrySize: largest })
  return {
    get: (path, now) => {
      const kept = pages.get(path)
      return kept !== undefined && kept.expires > now && kept.version === versionOf(kept.rendered.scope)
        ? kept
        : undefined
    },
    keep: (path, rendered) => {
      const source = Buffer.from(rendered.body)
      const kept: Kept = {
        // The text itself is not kept beside them.
        rendered: { ...rendered, body: '' },
        expires: rendered.validUntil?.getTime() ?? Number.POSITIVE_INFINITY,
        version: versionOf(rendered.scope),
        // Compressed now, not later, so that the size kept is the size counted.
        bodies: {
          br: answered(brotli(source), rendered.headers, 'br'),
          gzip: answered(gzipSync(source, { level: GZIP_LEVEL }), rendered.headers, 'gzip'),
        },
      }
      pages.set(path, kept)
      return kept
    },
    body: (kept, encoding) => (encoding === 'identity' ? plain(kept) : kept.bodies[encoding]),
    bytes: () => pages.calculatedSize,
  }
}

const sizeOf = ({ bodies }: Kept): number => OVERHEAD + bodies.br.bytes.length + bodies.gzip.bytes.length

/** The few clients that take no compression get the page unpacked again, so that it is not kept thrice. */
const plain = ({ bodies, rendered }: Kept): Body =>
  answered(brotliDecompressSync(Buffer.from(bodies.br.bytes, 'latin1')), rendered.headers, undefined)

const brotli = (source: Buffer): Buffer =>
  brotliCompressSync(source, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: source.length,
    },
  })

const answered = (body: Buffer, headers: Headers, encoding: 'br' | 'gzip' | undefined): Body => ({
  bytes: body.toString('latin1'),
  headers: {
    ...headers,
    ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    'Content-Length': String(body.length),
  },
})
