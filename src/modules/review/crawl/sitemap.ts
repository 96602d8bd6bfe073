import { gunzipSync } from 'node:zlib'

const LOC = /<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*<\/(?:\w+:)?loc>/gi
const MOST_ADDRESSES = 50_000
const LARGEST = 8_000_000

/** A sitemap (sitemaps.org): the pages it names, or, for an index, the sitemaps it names. */
export type Sitemap = { readonly kind: 'pages' | 'index'; readonly addresses: readonly string[] }

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const plain = (body: Uint8Array): string => {
  const packed = body[0] === 0x1f && body[1] === 0x8b
  try {
    return new TextDecoder().decode(packed ? gunzipSync(body, { maxOutputLength: LARGEST }) : body)
  } catch {
    return ''
  }
}

/** Reads a sitemap, packed with gzip or not; nothing for what is none. At most 50 000 addresses, as one may hold. */
export const readSitemap = (body: Uint8Array): Sitemap | undefined => {
  const text = plain(body)
  const kind = /<(?:\w+:)?(urlset|sitemapindex)[\s>]/i.exec(text.slice(0, 4000))?.[1]?.toLowerCase()
  if (kind === undefined) return undefined
  const addresses: string[] = []
  for (const [, found = ''] of text.matchAll(LOC)) {
    addresses.push(found.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? ''))
    if (addresses.length >= MOST_ADDRESSES) break
  }
  return { kind: kind === 'urlset' ? 'pages' : 'index', addresses }
}
