/** What says nothing of which page it is: who came from where, which visit it is, how it is sorted or printed. */
const SAYS_NOTHING =
  /^(?:utm_.*|mtm_.*|pk_.*|gclid|fbclid|msclkid|mc_[ce]id|_gl|_ga|sid|sessid|session_?id|jsessionid|phpsessid|aspsessionid.*|cfid|cftoken|print|printable|utskrift|sort|sortby|sortering|order|orderby|returnurl|ref|referrer|timestamp|_)$/i
const SESSION_IN_PATH = /;(?:jsessionid|sid|phpsessid)=[^/?#]*/gi
const ASP_SESSION_IN_PATH = /\/\(S\([a-z0-9]{16,}\)\)/gi
const LONGEST = 1024

/**
 * An address as it is asked for: absolute, without fragment, session and what only counts visitors. Nothing for what is
 * no http or https address, carries a sign-in, or is longer than an address of a page is.
 */
export const askedAs = (href: string, base?: string): string | undefined => {
  const url = URL.parse(href.trim(), base)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  url.hash = ''
  if (url.pathname.includes(';')) url.pathname = url.pathname.replaceAll(SESSION_IN_PATH, '')
  if (url.pathname.includes('(')) url.pathname = url.pathname.replaceAll(ASP_SESSION_IN_PATH, '')
  if (url.search !== '') {
    const kept = [...url.searchParams].filter(([name]) => !SAYS_NOTHING.test(name))
    if (kept.length !== url.searchParams.size) url.search = new URLSearchParams(kept).toString()
  }
  return url.href.length > LONGEST ? undefined : url.href
}

const INDEX = /\/(?:index|default|start|startsida)\.(?:html?|aspx?|php|jsp)$/i

/**
 * What two addresses of one page have in common: neither scheme, `www.`, the slash at the end, the order of parameters
 * nor a session makes another page. For comparing only; nothing is asked for by it. Takes what `askedAs` gives.
 */
export const keyOf = (address: string): string => {
  const url = new URL(address)
  const path = url.pathname.replaceAll(/\/{2,}/g, '/').replace(INDEX, '/')
  if (url.search !== '') url.searchParams.sort()
  return `${url.host.replace(/^www\./, '')}${path.length > 1 ? path.replace(/\/$/, '') : path}${url.search}`
}

/** The key of an address as it stands in a page; nothing where `askedAs` gives nothing. */
export const addressKey = (href: string, base?: string): string | undefined => {
  const address = askedAs(href, base)
  return address === undefined ? undefined : keyOf(address)
}

/**
 * What pages that a program makes without end have in common: the path with its numbers taken out, and the names of its
 * parameters. Calendars, lists by page and searches have one shape each.
 */
export const shapeOf = (address: string): string => {
  const { host, pathname, searchParams } = new URL(address)
  return `${host}${pathname.replaceAll(/\d+/g, '0')}?${[...new Set(searchParams.keys())].toSorted().join('&')}`
}

const DEEPEST = 12
const MOST_REPEATED = 2

/** A path that goes on for ever: deeper than a site is, or with the same step again and again. */
export const isEndless = (address: string): boolean => {
  const steps = new URL(address).pathname.split('/').filter((step) => step !== '')
  if (steps.length > DEEPEST) return true
  const times = new Map<string, number>()
  return steps.some((step) => {
    const count = (times.get(step) ?? 0) + 1
    times.set(step, count)
    return count > MOST_REPEATED
  })
}
