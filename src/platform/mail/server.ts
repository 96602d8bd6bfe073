/** The mail server of SMTP_URL. `tls`: from the first byte, by STARTTLS and not otherwise, or not at all. */
export type MailServer = {
  readonly host: string
  readonly port: number
  readonly tls: 'always' | 'starttls' | 'none'
  readonly account: { readonly user: string; readonly password: string } | undefined
}

const SMTPS_PORT = 465
const SUBMISSION_PORT = 587

/**
 * Reads SMTP_URL: `smtps://user:password@host` speaks TLS from the first byte; `smtp://host` demands STARTTLS, except on
 * loopback, where `?starttls=required` demands it. Returns a sentence's end when it is something else.
 */
export const mailServerOf = (address: string): MailServer | string => {
  const url = URL.parse(address)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    return 'expected smtp:// or smtps:// and a host, such as smtps://user:password@mail.example.se.'
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') return 'expected nothing behind host and port.'
  if (url.search !== '' && url.search !== '?starttls=required') return 'expected no query but ?starttls=required.'
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const loopback = /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)
  const tls = secure ? 'always' : loopback && url.search === '' ? 'none' : 'starttls'
  const port = url.port === '' ? (secure ? SMTPS_PORT : SUBMISSION_PORT) : Number(url.port)
  const [user, password] = [decoded(url.username), decoded(url.password)]
  if (user === undefined || password === undefined)
    return 'expected a user and a password with their signs written as in an address (% as %25, @ as %40).'
  return { host, port, tls, account: user === '' ? undefined : { user, password } }
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** An address alone, `name@host`. */
export const isMailAddress = (text: string): boolean => /^[^@\s<>,;:"\p{Cc}]+@[^@\s<>,;:"\p{Cc}]+$/u.test(text)

/** The address in MAIL_FROM, which may have a name before it (`Räckhåll <noreply@example.se>`); nothing when there is none. */
export const senderAddress = (from: string): string | undefined => {
  const address = /^[^<>\p{Cc}]*<([^<>]+)>$/u.exec(from.trim())?.[1] ?? from.trim()
  return isMailAddress(address) ? address : undefined
}
