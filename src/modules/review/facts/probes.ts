import type { Capture } from '../crawl/capture.ts'
import { onSite, type Site } from '../site.ts'
import { sentTo, type Addresses } from './addresses.ts'
import type { Probe } from './facts.ts'

/** One word after the host, as `/vald`: an address that can be said aloud and printed. */
const SHORT = /^\/[^/.]{1,30}\/?$/

/**
 * What came of the addresses that were asked only to see whether they answer. Of one asked several times the last counts;
 * a step on the way of a redirect is none of its own. `linked`: the keys of what pages link to.
 */
export const probesOf = (
  captures: readonly Capture[],
  site: Site,
  { key, settle }: Addresses,
  linked: ReadonlySet<string>,
): readonly Probe[] => {
  const asked = captures.filter(({ purpose }) => purpose === 'probe')
  const last = new Map(asked.map((capture) => [key(capture.url), capture]))
  const steps = new Set(asked.flatMap((capture) => sentTo(capture) ?? []).map(key))
  return [...last].flatMap(([own, capture]): readonly Probe[] => {
    const { url, status, failure } = capture
    if (!linked.has(own) && steps.has(own)) return []
    const to = sentTo(capture) === undefined ? undefined : settle(url)
    const short = !linked.has(own) && onSite(site, url) && SHORT.test(new URL(url).pathname)
    return [{ url, status, failure, to, of: short ? 'short-address' : 'link' }]
  })
}
