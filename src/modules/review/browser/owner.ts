import { getDomain } from 'tldts'

/** The registrable domain of a host, or the host with its port where there is none, as for an address in digits. */
const ownerOf = (host: string): string => getDomain(host, { allowPrivateDomains: true }) ?? host.replace(/^www\./, '')

/** Whether two hosts (with their ports) belong to different owners. */
export const isThirdParty = (host: string, site: string): boolean => ownerOf(host) !== ownerOf(site)
