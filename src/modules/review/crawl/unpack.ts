import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib'

/** What a packed body holds, up to a limit; `cut` when there was more. */
export type Unpacked = { readonly body: Uint8Array; readonly cut: boolean }

const ZLIB_FLUSH = { finishFlush: constants.Z_SYNC_FLUSH }
const BROTLI_FLUSH = { finishFlush: constants.BROTLI_OPERATION_FLUSH }

type Way = {
  readonly atOnce: (packed: Uint8Array, maxOutputLength: number) => Buffer
  readonly bit: () => NodeJS.ReadWriteStream
}

// What is cut in the middle still gives what it held: hence the flush.
const GZIP: Way = {
  atOnce: (packed, maxOutputLength) => gunzipSync(packed, { ...ZLIB_FLUSH, maxOutputLength }),
  bit: () => createGunzip(ZLIB_FLUSH),
}
const ZLIB: Way = {
  atOnce: (packed, maxOutputLength) => inflateSync(packed, { ...ZLIB_FLUSH, maxOutputLength }),
  bit: () => createInflate(ZLIB_FLUSH),
}
// "deflate" is zlib by the standard, and bare deflate by some servers (RFC 9110, 8.4.1.2).
const BARE: Way = {
  atOnce: (packed, maxOutputLength) => inflateRawSync(packed, { ...ZLIB_FLUSH, maxOutputLength }),
  bit: () => createInflateRaw(ZLIB_FLUSH),
}
const BROTLI: Way = {
  atOnce: (packed, maxOutputLength) => brotliDecompressSync(packed, { ...BROTLI_FLUSH, maxOutputLength }),
  bit: () => createBrotliDecompress(BROTLI_FLUSH),
}

const ZLIB_METHOD = 8
const wayOf = (encoding: string, packed: Uint8Array): Way | undefined => {
  if (encoding === 'gzip' || encoding === 'x-gzip') return GZIP
  if (encoding === 'br') return BROTLI
  if (encoding === 'deflate') return ((packed[0] ?? 0) & 0x0f) === ZLIB_METHOD ? ZLIB : BARE
  return undefined
}

/**
 * Unpacks a body by its Content-Encoding, never more than `limit` bytes of it, so that a bomb costs no more than that.
 * Nothing for an encoding that was not asked for (one inside another among them), and for bytes that are not what they
 * say.
 */
export const unpack = async (packed: Uint8Array, encoding: string, limit: number): Promise<Unpacked | undefined> => {
  const named = encoding.trim().toLowerCase()
  if (named === '' || named === 'identity') return { body: packed, cut: false }
  if (packed.length === 0) return { body: packed, cut: false }
  const way = wayOf(named, packed)
  if (way === undefined) return undefined
  try {
    return { body: way.atOnce(packed, limit), cut: false }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return undefined
    return bitByBit(way, packed, limit)
  }
}

const bitByBit = async (way: Way, packed: Uint8Array, limit: number): Promise<Unpacked | undefined> => {
  const stream = way.bit()
  const parts: Buffer[] = []
  let length = 0
  stream.end(packed)
  try {
    // Leaving the loop ends the stream: what is left of the bomb is never unpacked.
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part)
      length += part.length
      if (length >= limit) break
    }
  } catch {
    return undefined
  }
  return { body: Buffer.concat(parts).subarray(0, limit), cut: true }
}
