/**
 * A site (webbplats): one origin, and the same with or without `www.` before its name. Another port or another scheme is
 * another site, but for the step from http to https that a server sends everybody through.
 */
export type Site = {
  /** The origin as it was given, such as `https://www.exempel.example` or `http://127.0.0.1:8080`. */
  readonly origin: string
  /** Its host with the port where that is not the scheme's own, without a leading `www.`: what makes it this site. */
  readonly key: string
}

const withoutWww = (host: string): string => host.replace(/^www\./, '')

/** The site that an address belongs to; nothing for what is no http or https address, or carries a sign-in. */
export const siteOf = (address: string): Site | undefined => {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return { origin: url.origin, key: withoutWww(url.host) }
}

/** Whether an address stands on the site. `http` and `https` are one site when both use their scheme's own port. */
export const onSite = ({ key }: Site, address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && /^https?:$/.test(url.protocol) && withoutWww(url.host) === key
}
