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

/** A page kept rendered and, once asked for in an encoding, compressed. */
export type Kept = {
  readonly rendered: Rendered
  readonly expires: number
  readonly version: number
  readonly bodies: Partial<Record<Encoding, { readonly body: Buffer; readonly headers: Headers }>>
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
  body(kept: Kept, encoding: Encoding): { readonly body: Buffer; readonly headers: Headers }
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
      const kept: Kept = {
        rendered,
        expires: rendered.validUntil?.getTime() ?? Number.POSITIVE_INFINITY,
        version: versionOf(rendered.scope),
        // Compressed now, not later, so that the size kept is the size counted.
        bodies: { br: compressed(rendered, 'br'), gzip: compressed(rendered, 'gzip') },
      }
      pages.set(path, { ...kept, rendered: { ...rendered, body: '' } })
      return kept
    },
    body: (kept, encoding) => kept.bodies[encoding] ?? plain(kept),
    bytes: () => pages.calculatedSize,
  }
}

const sizeOf = ({ bodies }: Kept): number => OVERHEAD + (bodies.br?.body.length ?? 0) + (bodies.gzip?.body.length ?? 0)

/** The few clients that take no compression get the page unpacked again, so that it is not kept thrice. */
const plain = (kept: Kept): { body: Buffer; headers: Headers } => {
  const body =
    kept.bodies.br === undefined ? Buffer.from(kept.rendered.body) : brotliDecompressSync(kept.bodies.br.body)
  return { body, headers: { ...kept.rendered.headers, 'Content-Length': String(body.length) } }
}

const compressed = (rendered: Rendered, encoding: 'br' | 'gzip'): { body: Buffer; headers: Headers } => {
  const source = Buffer.from(rendered.body)
  const body =
    encoding === 'br'
      ? brotliCompressSync(source, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
            [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
            [constants.BROTLI_PARAM_SIZE_HINT]: source.length,
          },
        })
      : gzipSync(source, { level: GZIP_LEVEL })
  return {
    body,
    headers: { ...rendered.headers, 'Content-Encoding': encoding, 'Content-Length': String(body.length) },
  }
}
