import type { Fault } from '#platform/http/faults.ts'
import type { Headers } from '#platform/http/headers.ts'
import type { Rendered } from '#platform/http/page-cache.ts'
import { aboutPath, helpPath, NOWHERE, parseAddress, reviewPath, SOURCE_LANGUAGE, type Address } from './address.ts'
import { audienceOf, type AudienceId } from './audience.ts'
import { choosePage, type Choosing } from './pages/choose.ts'
import type { PageContext } from './pages/frame.ts'
import { blankPage, errorPage } from './pages/neutral.ts'
import type { ErrorText } from './text/about-text.ts'
import { contextFor, languageOr, sayFor, type World } from './world.ts'

type Request = { readonly method: string; readonly path: string; readonly form: URLSearchParams }

const HTML = 'text/html; charset=utf-8'

/** An answer made anew each time: the place form, leaving, addresses that have moved, and what does not exist. */
export const answerTo = (world: World, { method, path, form }: Request, now: Date): Rendered => {
  const address = parseAddress(path)
  if (address.kind === 'leave') return leave(world, address)
  if (method === 'POST')
    return address.kind === 'choose'
      ? choosePlace(world, form, now)
      : faultPage(world, 'wrong-method', 405, undefined, now)
  switch (address.kind) {
    case 'moved':
      return goTo(world, 308, address.to)
    case 'help':
      return help(world, address, now)
    case 'findable':
      return (
        moved(world, address.code, (code) => `/k/${code}`) ??
        choosing(world, now, 404, { kind: 'unknown-code' }, SOURCE_LANGUAGE)
      )
    case 'fragment':
      return (
        moved(world, address.code, (code) => path.replace(/^\/f\/\d{4}/, `/f/${code}`)) ??
        faultPage(world, 'not-found', 404, undefined, now)
      )
    case 'about':
      return about(world, address, now)
    case 'review':
      return review(world, address, now)
    default:
      return faultPage(world, 'not-found', 404, /^\/(?:s|o)\/([a-z]{2,3}(?:-[a-z]+)?)(?:\/|$)/i.exec(path)?.[1], now)
  }
}

/** Blank first, then away: see `leaving-browsers` in docs/decisions. Whatever comes with it, nobody is kept here. */
const leave = (world: World, { step, code }: Extract<Address, { kind: 'leave' }>): Rendered => {
  const { prepared, facts } = world
  const own = code === undefined ? undefined : facts.localHelp.get(code)?.help.exit
  const headers: Headers = { ...prepared.headers.bare, 'Cache-Control': 'no-store' }
  if (step === 'blank') {
    const body = blankPage(sayFor(prepared, SOURCE_LANGUAGE)('exit.blank-title'), own === undefined ? undefined : code)
    return plainly(200, body, { ...headers, 'Content-Type': HTML })
  }
  return plainly(303, '', {
    ...headers,
    Location: own ?? prepared.exitUrl,
    'Clear-Site-Data': '"cache", "cookies", "storage"',
  })
}

const choosePlace = (world: World, form: URLSearchParams, now: Date): Rendered => {
  const { prepared, facts } = world
  const language = languageOr(prepared, form.get('l') ?? undefined).tag
  const asked = audienceOf(form.get('a') ?? '')
  const audience = prepared.texts.released.has(language) ? asked : undefined
  const text = readable(form.get('q') ?? '')
  // The script asks for the address alone, to put the page in the place of this one instead of after it.
  const to = (code: string): Rendered => goTo(world, form.has('to') ? 204 : 303, helpPath(language, code, audience))
  if (form.has('n') || text === '') return to(NOWHERE)
  const found = facts.municipalities.search(text)
  if (found.kind === 'one') return to(found.municipality.code)
  return found.kind === 'several'
    ? choosing(world, now, 422, { kind: 'several', text, municipalities: found.municipalities }, language, audience)
    : choosing(world, now, 404, { kind: 'unknown-place', text }, language, audience)
}

/** What was typed, as it may be shown again: without what cannot be seen or turns the text around it. */
const readable = (typed: string): string =>
  typed
    .replaceAll(/\p{C}/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    // Half of a pair is no letter.
    .replace(/[\ud800-\udbff]$/, '')

const LONGEST_NAME = 60

const help = (world: World, { language, code, audience }: Extract<Address, { kind: 'help' }>, now: Date): Rendered => {
  const { texts } = world.prepared
  const known = texts.languages.find(({ tag }) => tag.toLowerCase() === language.toLowerCase())
  if (known === undefined) return choosing(world, now, 404, { kind: 'unknown-language' }, SOURCE_LANGUAGE, audience)
  const to = moved(world, code, (successor) => helpPath(known.tag, successor, audience))
  if (to !== undefined) return to
  if (code !== NOWHERE && world.facts.municipalities.get(code) === undefined) {
    return choosing(world, now, 404, { kind: 'unknown-code' }, known.tag, audience)
  }
  if (known.tag !== language) return goTo(world, 308, helpPath(known.tag, code, audience))
  // A language that is not released has one page for each place, the card, and no page for an audience.
  return goTo(world, 302, helpPath(known.tag, code))
}

const about = (world: World, { language, page }: Extract<Address, { kind: 'about' }>, now: Date): Rendered =>
  world.prepared.languages.has(language)
    ? goTo(world, 302, aboutPath(SOURCE_LANGUAGE, page))
    : choosing(world, now, 404, { kind: 'unknown-language' }, SOURCE_LANGUAGE)

const review = (world: World, { language, page }: Extract<Address, { kind: 'review' }>, now: Date): Rendered => {
  const to = 'code' in page ? moved(world, page.code, (code) => reviewPath(language, { ...page, code })) : undefined
  return to ?? faultPage(world, 'not-found', 404, language, now)
}

/** A municipality that has become part of another answers with the other's address. */
const moved = (world: World, code: string, to: (code: string) => string): Rendered | undefined => {
  const successor = world.facts.municipalities.successorOf(code)
  return successor === undefined ? undefined : goTo(world, 308, to(successor))
}

const choosing = (
  world: World,
  now: Date,
  status: number,
  what: Choosing,
  language: string,
  audience?: AudienceId,
): Rendered =>
  plainly(status, choosingPage(world, what, now, 'live', language, audience), {
    ...world.prepared.headers.hidden,
    'Content-Type': HTML,
    'Cache-Control': 'no-store',
  })

/** The choosing page with what it has to say of what was asked for. */
export const choosingPage = (
  world: World,
  what: Choosing,
  now: Date,
  purpose: PageContext['purpose'],
  language: string = SOURCE_LANGUAGE,
  audience?: AudienceId,
): string =>
  choosePage(
    contextFor(world, languageOr(world.prepared, language), NOWHERE, purpose, now),
    world.facts.municipalities,
    what,
    audience,
  )

const goTo = (world: World, status: 204 | 302 | 303 | 308, to: string): Rendered =>
  plainly(status, '', {
    ...world.prepared.headers.bare,
    [status === 204 ? 'Content-Location' : 'Location']: to,
    'Cache-Control': 'no-store',
  })

const TEXT_OF: Record<Fault, ErrorText> = {
  'not-found': 'not-found',
  'bad-request': 'bad-request',
  'too-large': 'too-large',
  'too-slow': 'bad-request',
  'wrong-method': 'method',
  'server-error': 'server-error',
}

/** The neutral page for a fault: the way out, 112 and a way on; nothing of what was asked for. */
export const faultPage = (
  world: World,
  fault: Fault,
  status: number,
  language: string | undefined,
  now: Date,
  purpose: PageContext['purpose'] = 'live',
): Rendered => {
  const { prepared } = world
  const known = languageOr(prepared, language)
  const spoken = prepared.texts.released.has(known.tag) ? known : languageOr(prepared, undefined)
  const texts = prepared.errors.get(spoken.tag) ?? prepared.errors.get(SOURCE_LANGUAGE)
  if (texts === undefined) throw new Error('There are no error texts.')
  return plainly(status, errorPage(contextFor(world, spoken, NOWHERE, purpose, now), texts, TEXT_OF[fault]), {
    ...prepared.headers.hidden,
    'Content-Type': HTML,
    'Cache-Control': 'no-store',
    ...(fault === 'wrong-method' ? { Allow: 'GET, HEAD, POST' } : {}),
  })
}

/** The page for a web server to show while the site is down: it says so, and carries the exit and 112. */
export const maintenancePage = (world: World, now: Date): string => {
  const texts = world.prepared.errors.get(SOURCE_LANGUAGE)
  if (texts === undefined) throw new Error('There are no error texts.')
  return errorPage(
    contextFor(world, languageOr(world.prepared, undefined), NOWHERE, 'export', now),
    texts,
    'maintenance',
  )
}

const plainly = (status: number, body: string, headers: Headers): Rendered => ({
  status,
  body,
  headers,
  validUntil: undefined,
  scope: '',
  counted: false,
})
