import { getDomain } from 'tldts'
import type { Municipalities } from '#modules/municipality/index.ts'
import type { OwnerOf } from './arrival.ts'

/** Whose website a host is, by the domains of the register. */
export const ownerAmong = ({ all }: Municipalities): OwnerOf => {
  const byDomain = new Map(all.map(({ website, code, name }) => [getDomain(website), { code, name }]))
  return (host) => {
    const domain = getDomain(host)
    return domain === null ? undefined : byDomain.get(domain)
  }
}
