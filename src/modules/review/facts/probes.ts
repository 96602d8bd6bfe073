import type { Capture } from '../crawl/capture.ts'
import { onSite, type Site } from '../site.ts'
import { sentTo, type Addresses } from './addresses.ts'
import type { Probe } from './facts.ts'

/** One word after the host, as `/vald`: an address that can be said aloud and printed. */
const SHORT = /^\/[^/.]{1,30}\/?$/

/** What pages link to, by the keys of the addresses: anywhere, and in the main text of the pages about violence. */
export type Linked = { readonly anywhere: ReadonlySet<string>; readonly onHelpPages: ReadonlySet<string> }

/**
 * What came of the addresses that were asked to see whether they answer, and of those that the pages about violence link
 * to, whatever they were asked for. Of one asked several times the last counts; a step on the way of a redirect is none
 * of its own.
 */
export const probesOf = (
  captures: readonly Capture[],
  site: Site,
  { key, settle }: Addresses,
  { anywhere, onHelpPages }: Linked,
): readonly Probe[] => {
  const asked = captures.filter(
    ({ purpose, url }) =>
      purpose === 'probe' || ((purpose === 'page' || purpose === 'document') && onHelpPages.has(key(url))),
  )
  const last = new Map(asked.map((capture) => [key(capture.url), capture]))
  const steps = new Set(asked.flatMap((capture) => sentTo(capture) ?? []).map(key))
  return [...last].flatMap(([own, capture]): readonly Probe[] => {
    const { url, status, failure } = capture
    const isLinked = anywhere.has(own)
    if (!isLinked && steps.has(own)) return []
    const to = sentTo(capture) === undefined ? undefined : settle(url)
    const short = !isLinked && onSite(site, url) && SHORT.test(new URL(url).pathname)
    return [{ url, status, failure, to, of: short ? 'short-address' : 'link' }]
  })
}
