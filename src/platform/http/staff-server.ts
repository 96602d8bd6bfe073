import { randomInt } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { stockholm } from '#kernel/dates.ts'
import { html, type Html } from '#kernel/html.ts'
import type { Acting } from '../auth/organisation.ts'
import type { Permission } from '../auth/roles.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import { mayCome } from './same-origin.ts'
import { readAttempt, readSession, responseOf } from './staff-response.ts'
import { isOpen, type Answer, type Page, type StaffRoute, type Visit } from './staff-routes.ts'
import type { StaffAssets } from './staff-assets.ts'
import { deviceOf } from './device.ts'
import { languageAsked, isStaffLanguage, type StaffLanguage, type Words } from './words.ts'
import { workplace, type Way } from './workplace.ts'

export type StaffServerOptions = {
  readonly routes: readonly StaffRoute[]
  readonly ways: readonly Way[]
  readonly words: Readonly<Record<StaffLanguage, Words>>
  readonly assets: StaffAssets
  /** Scheme, host and port that staff use; asked at each request, as a port may be the system's choice. */
  readonly origin: () => string
  readonly trustProxy: boolean
  readonly now: () => Date
  /** Who a token belongs to, and the language they chose; nothing for a session that has ended. */
  readonly session: (token: string, now: Date) => Promise<Session | undefined>
  readonly chooseLanguage: (session: SignedIn, language: StaffLanguage) => Promise<void>
  readonly may: (acting: Acting, permission: Permission) => boolean
  readonly broke: (sentence: string, error: unknown) => void
}

export type Session = { readonly who: SignedIn; readonly language: StaffLanguage }

type Env = { Bindings: HttpBindings }
type Asked = Context<Env>

/** A crisis notice in every language, percent-encoded, is a tenth of a megabyte. */
const LARGEST_FORM = 512 * 1024
/** So much more is read and thrown away, so that a browser that is still sending sees the page that says why. */
const MOST_THROWN_AWAY = 16 * 1024 * 1024
const HEADERS_WITHIN_MS = 10_000
const REQUEST_WITHIN_MS = 30_000

/** The staff side's HTTP server: every route says who may come in, and what is no route is nobody's. */
export const createStaffServer = (options: StaffServerOptions): Server =>
  createAdaptorServer({
    fetch: staffApp(options).fetch,
    serverOptions: { headersTimeout: HEADERS_WITHIN_MS, requestTimeout: REQUEST_WITHIN_MS },
  }) as Server

const staffApp = (options: StaffServerOptions): Hono<Env> => {
  const app = new Hono<Env>()
  app.use(
    bodyLimit({
      maxSize: LARGEST_FORM,
      onError: async (asked) => {
        await thrownAway(asked.req.raw.body)
        return framed(options, asked as Asked, undefined, refusalPage('too-large'), 413)
      },
    }),
  )
  for (const route of options.routes) app.on(route.method, route.path, async (asked) => answer(options, route, asked))
  app.notFound(async (asked) => {
    const session = await sessionOf(options, asked).catch(() => undefined)
    return framed(options, asked, session, refusalPage('not-found'), 404)
  })
  app.onError((error, asked) => {
    const reference = aReference()
    options.broke(`A staff page could not be made (reference ${reference}).`, error)
    return framed(options, asked as Asked, undefined, refusalPage('broken', { reference }), 500)
  })
  return app
}

/** Answers when all that was sent has come, or more than anybody sends by mistake. */
const thrownAway = async (sent: ReadableStream<Uint8Array> | null): Promise<void> => {
  let length = 0
  for await (const part of sent ?? []) {
    length += part.length
    if (length > MOST_THROWN_AWAY) return
  }
}

const answer = async (options: StaffServerOptions, route: StaffRoute, asked: Asked): Promise<Response> => {
  const probe = route.path === '/healthz' || route.path === '/readyz'
  if (!probe && !mayCome(senderOf(asked), options.origin()))
    return framed(options, asked, undefined, refusalPage('elsewhere'), 403)
  const session = probe ? undefined : await sessionOf(options, asked)
  const visit = await visitOf(options, asked, session)
  if (isOpen(route)) return respond(options, asked, session, await route.handle(visit, session?.who))
  if (session === undefined) return signInFirst(options, asked, visit)
  if (!options.may(session.who.acting, route.access.permission))
    return framed(options, asked, session, refusalPage('not-allowed'), 403)
  return respond(options, asked, session, await route.handle(visit, session.who))
}

/** A page is found again after signing in; a form that was sent is not, so that page says so. */
const signInFirst = (options: StaffServerOptions, asked: Asked, visit: Visit): Response => {
  if (asked.req.method !== 'GET') return framed(options, asked, undefined, refusalPage('signed-out'), 401)
  const to = visit.path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: visit.path }).toString()}`
  return responseOf(asked.req.header('accept-encoding'), options.origin(), { kind: 'go', to })
}

const respond = (options: StaffServerOptions, asked: Asked, session: Session | undefined, given: Answer): Response => {
  if (given.kind === 'gone') return framed(options, asked, session, refusalPage('not-found'), 404)
  if (given.kind === 'page') return framed(options, asked, session, () => given.page, given.status ?? 200)
  return responseOf(asked.req.header('accept-encoding'), options.origin(), given)
}

const framed = (
  options: StaffServerOptions,
  asked: Asked,
  session: Session | undefined,
  page: (say: Words) => Page,
  status: number,
): Response => {
  const language = languageOf(asked, session)
  const say = options.words[language]
  const { style, script } = options.assets
  const text = workplace(
    {
      say,
      language,
      who: session?.who,
      ways: session === undefined ? [] : options.ways.filter((way) => options.may(session.who.acting, way.permission)),
      style: style.path,
      script: script.path,
      // What was sent cannot be asked for again by its address.
      path: asked.req.method === 'GET' ? asked.req.path : '/',
      query: asked.req.method === 'GET' ? new URL(asked.req.url).searchParams : new URLSearchParams(),
    },
    page(say),
  )
  return responseOf(asked.req.header('accept-encoding'), options.origin(), { kind: 'html', text, status })
}

/** A page that says what happened and what to do, and nothing of how the house is built. */
const refusalPage =
  (name: string, values: Readonly<Record<string, string>> = {}) =>
  (say: Words): Page => ({ title: say(`refused.${name}.title`), main: refusal(say, name, values) })

const refusal = (say: Words, name: string, values: Readonly<Record<string, string>>): Html =>
  html`<p>${say(`refused.${name}.text`, values)}</p><p><a href="/">${say('refused.way-on')}</a></p>`

const sessionOf = async (options: StaffServerOptions, asked: Asked): Promise<Session | undefined> => {
  const token = readSession(asked.req.header('cookie'))
  if (token === undefined) return undefined
  const session = await options.session(token, options.now())
  const chosen = asked.req.query('lang') ?? ''
  if (session === undefined || !isStaffLanguage(chosen) || chosen === session.language) return session
  await options.chooseLanguage(session.who, chosen)
  return { ...session, language: chosen }
}

const visitOf = async (options: StaffServerOptions, asked: Asked, session: Session | undefined): Promise<Visit> => {
  const now = options.now()
  const url = new URL(asked.req.url)
  const form = storable(new URLSearchParams(asked.req.method === 'POST' ? await asked.req.text() : ''))
  const given = form.get('lang') ?? ''
  const language = session === undefined && isStaffLanguage(given) ? given : languageOf(asked, session)
  return {
    now,
    today: stockholm(now).date,
    path: url.pathname,
    params: Object.fromEntries(storable(Object.entries(asked.req.param()))),
    query: storable(url.searchParams),
    form,
    language,
    say: options.words[language],
    from: addressOf(asked.env.incoming, options.trustProxy),
    device: deviceOf(asked.req.header('user-agent')),
    attempt: readAttempt(asked.req.header('cookie')),
    origin: options.origin(),
  }
}

/** Without the one character that no text of the database can hold; nobody types it. */
const storable = (given: Iterable<readonly [string, string]>): URLSearchParams =>
  new URLSearchParams([...given].map(([name, value]) => [name, value.replaceAll('\u0000', '')]))

const languageOf = (asked: Asked, session: Session | undefined): StaffLanguage => {
  if (session !== undefined) return session.language
  const chosen = asked.req.query('lang') ?? ''
  return isStaffLanguage(chosen) ? chosen : languageAsked(asked.req.header('accept-language'))
}

const senderOf = ({ req }: Asked): Parameters<typeof mayCome>[0] => ({
  method: req.method,
  host: req.header('host'),
  fetchSite: req.header('sec-fetch-site'),
  origin: req.header('origin'),
})

const addressOf = (incoming: IncomingMessage, trustProxy: boolean): string => {
  const forwarded = incoming.headers['x-forwarded-for']
  // The last is the one our own proxy has seen; those before it are what the client says.
  const seen = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
  return seen ?? incoming.socket.remoteAddress ?? ''
}

/** Letters and digits that are not mistaken for one another when read out on the telephone. */
const READABLE = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

const aReference = (): string =>
  Array.from({ length: 8 }, () => READABLE[randomInt(READABLE.length)])
    .join('')
    .replace(/(....)/, '$1-')
