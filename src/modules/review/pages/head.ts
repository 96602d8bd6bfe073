import type { Page } from './page.ts'

type Attributes = Readonly<Record<string, string>>

/** What a page says of itself outside its text, gathered while it is read. */
export type Head = {
  title: string
  description: string
  language: string | undefined
  canonical: string | undefined
  noindex: boolean
  referrerPolicy: string | undefined
  refresh: string | undefined
  base: string
  readonly loads: string[]
  readonly dates: { readonly name: string; readonly value: string }[]
}

export const emptyHead = (url: string): Head => ({
  title: '',
  description: '',
  language: undefined,
  canonical: undefined,
  noindex: false,
  referrerPolicy: undefined,
  refresh: undefined,
  base: url,
  loads: [],
  dates: [],
})

/** The address as a browser would follow it, without its fragment; nothing for what is none, and for scripts. */
export const absolute = (address: string | undefined, base: string): string | undefined => {
  if (address === undefined) return undefined
  const url = URL.parse(address.trim(), base)
  if (url === null || !/^(?:https?|tel|sms|mailto):$/.test(url.protocol)) return undefined
  if (!url.protocol.startsWith('http')) return address.trim()
  if (url.hash !== '' || url.href.endsWith('#')) url.hash = ''
  return url.href
}

/** Names that publishing systems give the day a page was changed or published. */
const MODIFIED =
  /^(?:article:modified_time|og:updated_time|last-?modified|modified|date\.?modified|dc(?:terms)?\.(?:date\.)?modified|datemodified|updated|revised|pagemodified|epi\.changed)$/i
const PUBLISHED =
  /^(?:article:published_time|published|date|dc(?:terms)?\.(?:date|created|issued|date\.(?:created|issued|published))|datepublished|pubdate|publish[-_]?date|created)$/i

const dateName = (name: string): 'modified' | 'published' | undefined => {
  if (MODIFIED.test(name)) return 'modified'
  return PUBLISHED.test(name) ? 'published' : undefined
}

const REFRESH = /^\s*\d+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i

/** Takes in a `meta`, wherever it stands. */
export const takeMeta = (head: Head, attributes: Attributes): void => {
  const name = (attributes['name'] ?? attributes['property'] ?? attributes['itemprop'] ?? '').toLowerCase()
  const value = (attributes['content'] ?? '').trim()
  if (name === 'description' || (name === 'og:description' && head.description === '')) head.description = value
  else if ((name === 'robots' || name === 'googlebot') && /\bnoindex\b|\bnone\b/i.test(value)) head.noindex = true
  else if (name === 'referrer') head.referrerPolicy = value.toLowerCase()
  else if (attributes['http-equiv']?.toLowerCase() === 'refresh')
    head.refresh = absolute(REFRESH.exec(value)?.[1], head.base)
  else {
    const of = dateName(name)
    if (of !== undefined && value !== '') head.dates.push({ name: of, value })
  }
}

/** Takes in a `link`: what the page loads, and what it calls its right address. */
export const takeLink = (head: Head, attributes: Attributes): void => {
  const rel = ` ${(attributes['rel'] ?? '').toLowerCase()} `
  const to = absolute(attributes['href'], head.base)
  if (to === undefined) return
  if (rel.includes(' canonical ')) head.canonical = to
  else if (
    rel.includes(' stylesheet ') ||
    (rel.includes(' preload ') && /^(?:script|style|font)$/.test(attributes['as'] ?? ''))
  )
    head.loads.push(to)
  else if (rel.includes(' modulepreload ')) head.loads.push(to)
}

/** Takes in a `time`. */
export const takeTime = (head: Head, attributes: Attributes): void => {
  const value = attributes['datetime']
  if (value === undefined || value.trim() === '') return
  head.dates.push({ name: dateName(attributes['itemprop'] ?? '') ?? 'time', value: value.trim() })
}

/** The head's part of a page, in the page's own words. */
export const headOf = (
  head: Head,
): Pick<
  Page,
  'title' | 'description' | 'language' | 'canonical' | 'noindex' | 'referrerPolicy' | 'refresh' | 'loads' | 'dates'
> => {
  const { base: _, title, description, ...rest } = head
  return { ...rest, title: title.replaceAll(/\s+/g, ' ').trim(), description: description.replaceAll(/\s+/g, ' ') }
}
