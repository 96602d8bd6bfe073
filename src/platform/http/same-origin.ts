/** What a request says of where it comes from. */
export type Sender = {
  readonly method: string
  readonly host: string | undefined
  readonly fetchSite: string | undefined
  readonly origin: string | undefined
}

/**
 * Whether a request may change something: it was sent by a page of this origin. The browser says so itself
 * (Sec-Fetch-Site); one too old for that sends Origin with every form. One that says neither is refused: no browser
 * that can use a passkey is among those. Every request must name our host, or another name that leads to this machine
 * could stand in for ours (DNS rebinding).
 */
export const mayCome = ({ method, host, fetchSite, origin }: Sender, own: string): boolean => {
  if (host !== new URL(own).host) return false
  if (method === 'GET' || method === 'HEAD') return true
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false
  if (origin !== undefined) return origin === own
  return fetchSite === 'same-origin'
}
