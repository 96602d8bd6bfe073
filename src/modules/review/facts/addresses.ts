import type { Capture } from '../crawl/capture.ts'
import { addressKey } from '../crawl/address.ts'

const FURTHEST = 10
const SENDS_ON = new Set([301, 302, 303, 307, 308])

/** Where an answer sends whoever asked; nothing when it sends nobody on, or nowhere that can be read. */
export const sentTo = ({ status, headers, url }: Capture): string | undefined => {
  const location = SENDS_ON.has(status) ? headers['location'] : undefined
  return location === undefined ? undefined : URL.parse(location, url)?.href
}

/** How the addresses of a site are compared and followed. */
export type Addresses = {
  /** What all ways of writing the address of a page have in common. */
  readonly key: (address: string) => string
  /** Where an address leads in the end, as far as the captures say: itself when they say nothing. */
  readonly settle: (address: string) => string
}

/** What the captures say of where addresses lead. */
export const addressesOf = (captures: readonly Capture[]): Addresses => {
  // The links of a menu are on every page: each is taken apart once.
  const keys = new Map<string, string>()
  const key = (address: string): string => {
    let found = keys.get(address)
    if (found === undefined) keys.set(address, (found = addressKey(address) ?? address))
    return found
  }
  const leads = new Map<string, string>()
  for (const capture of captures) {
    const to = sentTo(capture)
    // From one way of writing an address to another is no step.
    if (to !== undefined && key(to) !== key(capture.url)) leads.set(key(capture.url), to)
  }
  const settle = (address: string): string => {
    let at = address
    for (let steps = 0; steps < FURTHEST; steps++) {
      const next = leads.get(key(at))
      if (next === undefined) break
      at = next
    }
    return at
  }
  return { key, settle }
}
