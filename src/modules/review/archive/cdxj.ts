import type { Capture } from '../crawl/capture.ts'

/** A line of the index: which record of an address stands where. Failures have none: there is nothing to show. */
export type Indexed = {
  readonly url: string
  readonly askedAt: string
  readonly mime: string
  readonly status: number
  readonly digest: string
  readonly offset: number
  readonly length: number
}

const REVISIT = 'warc/revisit'

export const indexed = (
  { url, askedAt, headers, status }: Capture,
  place: { readonly digest: string; readonly offset: number; readonly length: number; readonly revisit: boolean },
): Indexed => {
  const mime = place.revisit ? REVISIT : (/^[^\s;,]+/.exec(headers['content-type'] ?? '')?.[0] ?? 'unk')
  return { url, askedAt, mime, status, digest: place.digest, offset: place.offset, length: place.length }
}

export const isRevisit = ({ mime }: Indexed): boolean => mime === REVISIT

/** The sort-friendly form of an address that indexes of web archives are sorted by: `example,hjo)/stod?a=1`. */
const surt = (address: string): string => {
  const url = URL.parse(address)
  if (url === null) return address.toLowerCase()
  const host = url.hostname.replace(/^www\d*\./, '')
  const reversed = /^[\d.]+$|^\[/.test(host) ? host : host.split('.').toReversed().join(',')
  const query = url.search.slice(1).split('&').toSorted().join('&')
  return `${reversed}${url.port === '' ? '' : `:${url.port}`})${url.pathname}${query === '' ? '' : `?${query}`}`.toLowerCase()
}

/** The lines of the index, sorted as bytes are: what a binary search in the file relies on. */
export const cdxj = (entries: readonly Indexed[], filename: string): string =>
  entries
    .map(({ askedAt, offset, length, status, ...entry }) => {
      const stamp = askedAt.replaceAll(/\D/g, '').slice(0, 14)
      const { url, mime, digest } = entry
      const said = {
        url,
        mime,
        status: String(status),
        digest,
        length: String(length),
        offset: String(offset),
        filename,
      }
      return Buffer.from(`${surt(url)} ${stamp} ${JSON.stringify(said)}\n`)
    })
    .toSorted((a, b) => Buffer.compare(a, b))
    .join('')

/** Reads an index of ours: its lines in their order. Lines that are none are left out. */
export const parseCdxj = (text: string): readonly Indexed[] =>
  text.split('\n').flatMap((line) => {
    const [, stamp = '', said] = /^\S+ (\d{14}) (\{.*\})$/.exec(line) ?? []
    if (said === undefined) return []
    const { url, mime, status, digest, length, offset } = JSON.parse(said) as Record<string, string>
    if (url === undefined || mime === undefined || digest === undefined) return []
    const numbers = { status: Number(status), offset: Number(offset), length: Number(length) }
    return [{ url, askedAt: stamp, mime, digest, ...numbers }]
  })
