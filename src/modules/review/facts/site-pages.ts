import type { BrowserVisit } from '../browser/browser-visit.ts'
import type { Capture } from '../crawl/capture.ts'
import { decodeHtml } from '../pages/decode.ts'
import type { Page } from '../pages/page.ts'
import { readPage } from '../pages/read-page.ts'
import type { Addresses } from './addresses.ts'
import type { Lookup } from './clicks.ts'

/** A page that came, read: once, whatever addresses it was asked under. */
export type CamePage = { readonly capture: Capture; readonly page: Page; readonly rendered: boolean }

export type Came = {
  /** In the order they were fetched. */
  readonly pages: readonly CamePage[]
  /** The page an address leads to, by the page's own address, redirects and doubles reckoned in. */
  readonly lookup: Lookup
}

const HTML = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i
const LOOKS_LIKE_HTML = /^\s*(?:<!doctype html|<html|<head|<\?xml[^>]*>\s*<!doctype html)/i

/** Whether a page came: 200, or a 304 that stands for one, and HTML by its word or, without one, by its looks. */
const isPage = ({ status, headers, body }: Capture): boolean => {
  if ((status !== 200 && status !== 304) || body.length === 0) return false
  const type = headers['content-type']
  if (type !== undefined && type !== '') return HTML.test(type)
  return LOOKS_LIKE_HTML.test(Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 300)).toString('latin1'))
}

/** The page that a capture holds; nothing when it holds none. */
export const pageIn = (capture: Capture): Page | undefined =>
  isPage(capture) ? readPage(decodeHtml(capture.body, capture.headers['content-type']), capture.url) : undefined

/** What a browser made of a page, where one has shown it: the last time. */
const rendering = (visits: readonly BrowserVisit[], key: Addresses['key']): ReadonlyMap<string, BrowserVisit> =>
  new Map(visits.filter(({ html }) => html !== '').map((visit) => [key(visit.url), visit]))

/**
 * The pages of a visit. The same page under several addresses is there once: under the one that it calls its own
 * (canonical), else under the first. One that only says so of itself and has another title is no double: many sites
 * call every page of theirs the start page.
 */
export const pagesOf = (
  captures: readonly Capture[],
  visits: readonly BrowserVisit[],
  { key, settle }: Addresses,
): Came => {
  const rendered = rendering(visits, key)
  const newest = new Map<string, Capture>()
  for (const capture of captures) {
    if (capture.purpose === 'page' && isPage(capture)) newest.set(key(capture.url), capture)
  }
  const pages: CamePage[] = []
  const under = new Map<string, string>()
  const seen = new Map<number, Capture[]>()
  for (const [own, capture] of newest) {
    const shown = rendered.get(own)
    const alike = seen.get(capture.body.length) ?? []
    const same = shown === undefined ? alike.find(({ body }) => sameBytes(body, capture.body)) : undefined
    if (same !== undefined) {
      under.set(own, same.url)
      continue
    }
    const html = shown?.html ?? decodeHtml(capture.body, capture.headers['content-type'])
    pages.push({ capture, page: readPage(html, capture.url), rendered: shown !== undefined })
    under.set(own, capture.url)
    // A page that scripts fill is not known by what came of it.
    if (shown === undefined) seen.set(capture.body.length, [...alike, capture])
  }
  const kept = withoutDoubles(pages, under, key)
  return { pages: kept, lookup: (address) => under.get(key(settle(address))) }
}

// The archive hands the same bytes to every capture that was the same, so most often the first comparison is enough.
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a === b || Buffer.compare(a, b) === 0

const withoutDoubles = (
  pages: readonly CamePage[],
  under: Map<string, string>,
  key: Addresses['key'],
): readonly CamePage[] => {
  const titles = new Map(pages.map(({ page }) => [key(page.url), page.title]))
  const first = new Map<string, string>()
  return pages.filter(({ page }) => {
    const own = key(page.url)
    const canonical = page.canonical === undefined ? own : key(page.canonical)
    const same = `${canonical}\n${page.title}`
    const there = titles.get(canonical) === page.title ? under.get(canonical) : first.get(same)
    if (canonical === own || there === undefined) {
      if (canonical !== own) first.set(same, page.url)
      return true
    }
    under.set(own, there)
    return false
  })
}
