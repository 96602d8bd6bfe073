import { getDomain } from 'tldts'
import { onSite, siteOf, type Site } from '../site.ts'
import type { Capture, FetchFailure } from './capture.ts'
import type { LinkWords } from './link-words.ts'
import type { Outline } from './outline.ts'
import type { VisitEnd } from './visit.ts'

/** How a visit ended; `about` as in Visit. */
export type Outcome = { readonly end: VisitEnd; readonly about: string | undefined }

export const over = (end: VisitEnd, about?: string): Outcome => ({ end, about })

const BY_FAILURE: Partial<Record<FetchFailure, VisitEnd>> = {
  'unknown-host': 'unknown-host',
  'private-address': 'private-address',
  certificate: 'certificate',
}

/** What it means for the visit that its first address gave no answer. */
export const endOfFailure = (failure: FetchFailure): Outcome => over(BY_FAILURE[failure] ?? 'unreachable', failure)

const STATUS_ENDS: Readonly<Record<number, VisitEnd>> = {
  401: 'login',
  403: 'forbidden',
  429: 'busy',
  451: 'forbidden',
  503: 'busy',
}

/** The same registrable domain, `exempel.se`; for digits and names without one the very same host and port. */
const isSameOwner = (from: string, to: string): boolean => {
  const [a, b] = [getDomain(from), getDomain(to)]
  if (a !== null || b !== null) return a === b
  return new URL(from).host === new URL(to).host
}

/** Whose website a host is, by the register of municipalities. */
export type OwnerOf = (host: string) => { readonly code: string; readonly name: string } | undefined

const SIGN_IN = /\b(?:log-?in|logga-?in|signin|sso|adfs|saml|idp|oauth2?)\b/i

/**
 * What it means that the start page leads elsewhere: nothing when that is still the site (its own domain), else the end.
 * `code` is the label of the site.
 */
export const endOfLeading = (
  from: string,
  to: string,
  { ownerOf, code }: { ownerOf: OwnerOf; code: string },
): Outcome | undefined => {
  const { host, pathname } = new URL(to)
  const own = siteOf(from)
  if (own !== undefined && onSite(own, to)) return undefined
  const owner = ownerOf(host)
  if (owner !== undefined && owner.code !== code) return over('another-municipality', `${owner.name} (${owner.code})`)
  if (SIGN_IN.test(host) || SIGN_IN.test(pathname)) return over('login', host)
  return isSameOwner(from, to) ? undefined : over('moved', host)
}

const HTML = /html/i
const LOOKS_LIKE_HTML = /^[\s\uFEFF]*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|div|p|h1)\b/is

/** Whether what came is a page, whatever its type is called: servers are wrong about it both ways. */
export const isPage = ({ headers, status }: Capture, html: string): boolean => {
  const type = headers['content-type'] ?? ''
  if (status !== 200) return false
  if (LOOKS_LIKE_HTML.test(html.slice(0, 2000))) return true
  return HTML.test(type) && !html.slice(0, 1000).includes('\u0000') && html.includes('<')
}

const FEW_LINKS = 40
const LITTLE_TEXT = 3000

/** What the start page itself says of the visit; nothing for one to go on from. */
export const endOfStart = (capture: Capture, page: Outline | undefined, words: LinkWords): Outcome | undefined => {
  const { status, failure } = capture
  if (failure !== undefined) return endOfFailure(failure)
  const ended = STATUS_ENDS[status]
  if (ended !== undefined) return over(ended, String(status))
  if (status >= 500) return over('unreachable', String(status))
  if (status !== 200) return over('no-page', String(status))
  if (page === undefined) return over('no-page', capture.headers['content-type'] ?? 'no type')
  const { text, title, links, forms, scriptLength } = page
  if (links.length < FEW_LINKS && text.length < LITTLE_TEXT) {
    if (words.parked.test(`${title} ${text}`)) return over('parked', title)
    if (forms.some(({ fields }) => fields.some(({ type }) => type === 'password'))) return over('login', title)
  }
  const isEmpty = text === '' && links.length === 0 && scriptLength === 0 && forms.length === 0
  return isEmpty && page.refresh === undefined ? over('no-page', 'empty') : undefined
}

/** Where a redirect leads, its address made absolute; nothing when it does not say. */
export const leadsTo = ({ status, headers, url }: Capture): string | undefined => {
  const { location } = headers
  if (status < 300 || status >= 400 || status === 304 || location === undefined) return undefined
  // Headers are bytes: some servers put UTF-8 into them as it is.
  const plain = /[\u0080-\u00FF]/.test(location) ? Buffer.from(location, 'latin1').toString('utf8') : location
  const to = URL.parse(plain, url)
  if (to === null || !/^https?:$/.test(to.protocol)) return undefined
  to.hash = ''
  return to.href
}

/** The site under another host of the same owner, when that is where the start page led. */
export const alsoSite = (site: Site, address: string): readonly Site[] => {
  const other = siteOf(address)
  return other === undefined || other.key === site.key ? [site] : [site, other]
}
