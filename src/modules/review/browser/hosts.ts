import { createRequire } from 'node:module'
import type { HostAsked } from './browser-visit.ts'
import { isThirdParty } from './owner.ts'

type Entity = { readonly name: string; readonly category: string }
// The list's own part without statistics has no types to import by.
const { getEntity } = createRequire(import.meta.url)('third-party-web/nostats-subset') as {
  getEntity(url: string): Entity | undefined
}

/** What a list of third parties calls those whose business it is to know who visits. */
const TRACKING = new Set(['ad', 'analytics', 'social', 'marketing', 'tag-manager'])
/** Filed elsewhere by the list, and made to follow visitors nonetheless. */
const TRACKING_BY_NAME = new Set(['Siteimprove', 'Clarity', 'Monsido'])

/** Whose tracker answers at an address, by the list; nothing when the list does not know it as one. */
export const trackerAt = (url: string): string | undefined => {
  const entity = getEntity(url)
  if (entity === undefined) return undefined
  return TRACKING.has(entity.category) || TRACKING_BY_NAME.has(entity.name) ? entity.name : undefined
}

/** Notes every host that a page asks something of, whether it is let through or not. */
export const openHosts = (siteHost: string): { note(url: string, kind: string): void; all(): readonly HostAsked[] } => {
  const asked = new Map<string, { kinds: Set<string>; tracker: string | undefined }>()
  return {
    note: (url, kind) => {
      const host = URL.parse(url)?.host
      if (host === undefined || host === '') return
      const known = asked.get(host)
      if (known === undefined) asked.set(host, { kinds: new Set([kind]), tracker: trackerAt(url) })
      else known.kinds.add(kind)
    },
    all: () =>
      [...asked].map(([host, { kinds, tracker }]) => {
        const thirdParty = isThirdParty(host, siteHost)
        return { host, thirdParty, kinds: [...kinds], tracker: thirdParty ? tracker : undefined }
      }),
  }
}
