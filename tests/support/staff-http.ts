import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { asOrganisation } from '#platform/auth/acting.ts'
import { invite } from '#platform/auth/invite.ts'
import type { OrganisationId, PersonId, Tie } from '#platform/auth/organisation.ts'
import { signingIn } from '#platform/auth/presenting.ts'
import type { Role } from '#platform/auth/roles.ts'
import { addSession, readSession } from '#platform/auth/session-store.ts'
import { addOrganisation, addPerson, giveRoles, kindOf } from '#platform/auth/store.ts'
import { newToken } from '#platform/auth/tokens.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { asOwner } from '#platform/db/operator.ts'
import { readStaffAssets } from '#platform/http/staff-assets.ts'
import type { StaffRoute } from '#platform/http/staff-routes.ts'
import { createStaffServer } from '#platform/http/staff-server.ts'
import { readWords } from '#platform/http/words.ts'
import type { Way } from '#platform/http/workplace.ts'
import { may } from '#platform/auth/roles.ts'
import { randomUUID } from 'node:crypto'
import { anAuthenticator, type Authenticator } from './authenticator.ts'
import { aDatabase, type TestDatabase } from './database.ts'

export type Answered = {
  readonly status: number
  readonly to: string | undefined
  readonly cookies: readonly string[]
  readonly html: string
  /** What is read on it, without the frame. */
  readonly text: string
}

/** A browser without script at the staff side, with the cookie it was given last. */
export type Desk = {
  get(path: string): Promise<Answered>
  post(path: string, given?: Readonly<Record<string, string>> | URLSearchParams): Promise<Answered>
}

export type Hired = {
  readonly person: PersonId
  readonly organisation: OrganisationId
  readonly name: string
  readonly email: string
  readonly key: Authenticator
  /** Signed in by a passkey anew; `steady`: whatever cookie she is given later, she keeps the first. */
  desk(manner?: 'steady'): Promise<Desk>
  /** The token of a session of hers that begins now. */
  session(): Promise<string>
}

export type StaffHttp = {
  readonly db: TestDatabase
  readonly origin: string
  /** What the server's clock says. */
  readonly clock: { now: Date }
  found(name: string, tie: Tie): Promise<OrganisationId>
  /** Somebody who works there, has come in by a link and has a passkey. */
  hire(name: string, organisation: OrganisationId, role: Role): Promise<Hired>
  /** Nobody, from an address. */
  stranger(from?: string): Desk
  /** Mail that waits, the newest last: to whom, and its text. */
  mails(): Promise<readonly { readonly to: string; readonly text: string }[]>
}

/** Rooms of the staff side on a real server and a real database, at a time of the test's own. */
export const aStaffServer = async (
  t: { after(clean: () => Promise<void>): void },
  rooms: (db: TestDatabase) => readonly StaffRoute[],
  ways: readonly Way[] = [],
): Promise<StaffHttp> => {
  const db = await aDatabase(t)
  const clock = { now: new Date('2026-11-24T08:00:00Z') }
  let port = 0
  const origin = (): string => `http://localhost:${port}`
  const server = createStaffServer({
    routes: rooms(db),
    ways,
    words: readWords(PROJECT_ROOT),
    assets: readStaffAssets(PROJECT_ROOT),
    origin,
    trustProxy: true,
    now: () => clock.now,
    session: async (token, at) => readSession(db, token, at),
    chooseLanguage: async () => Promise.resolve(),
    may,
    broke: (sentence, error) => {
      throw new Error(sentence, { cause: error })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
  t.after(
    async () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const stranger = (from = '192.0.2.1', session?: string, manner?: 'steady'): Desk =>
    deskAt(port, from, session, manner)
  return {
    db,
    clock,
    origin: origin(),
    found: async (name, tie) => asOwner(db, async (tx) => addOrganisation(tx, { name, tie })),
    hire: async (name, organisation, role) => hired(db, clock, origin(), { name, organisation, role }, stranger),
    stranger: (from) => stranger(from),
    mails: async () =>
      asOwner(db, async (tx) =>
        tx.query('SELECT recipient AS "to", text FROM mail_outbox ORDER BY mail_outbox.number'),
      ),
  }
}

type Hiring = { readonly name: string; readonly organisation: OrganisationId; readonly role: Role }

const hired = async (
  db: TestDatabase,
  clock: { readonly now: Date },
  origin: string,
  { name, organisation, role }: Hiring,
  at: (from?: string, session?: string, manner?: 'steady') => Desk,
): Promise<Hired> => {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.se`
  const { person, token } = await asOrganisation(db, { organisation }, async (tx) => {
    const id = randomUUID() as string as PersonId
    await addPerson(tx, { id, name, email })
    await giveRoles(tx, { organisation, kind: await kindOf(tx, organisation), person: id, roles: [role] })
    const handed = await invite(
      tx,
      { person: id, organisation },
      { person: undefined, says: 'operator:test' },
      clock.now,
    )
    return { person: id, token: handed.token }
  })
  const key = anAuthenticator()
  await madeAt(at(), `/invitation/${token}`, key, origin)
  const session = async (): Promise<string> => {
    const token = newToken()
    await db.transaction(async (tx) => {
      await signingIn(tx, person)
      const device = 'Firefox, Linux'
      await addSession(tx, {
        token,
        person,
        organisation,
        way: 'passkey',
        device,
        language: 'sv',
        now: clock.now,
      })
    })
    return token
  }
  const desk = async (manner?: 'steady'): Promise<Desk> => at(undefined, await session(), manner)
  return { person, organisation, name, email, key, desk, session }
}

/** Makes a passkey on a page that asks for one, as a browser with script does. */
export const madeAt = async (desk: Desk, path: string, key: Authenticator, origin: string): Promise<Answered> => {
  const options = optionsOn(await desk.get(path))
  return desk.post(path, { name: 'Jobbdatorn', answer: key.add(options, origin) })
}

/** What a page asks the browser for. */
export const optionsOn = ({ html, status }: Answered): string => {
  const options = /data-options="([^"]+)"/.exec(html)?.[1]
  if (options === undefined) throw new Error(`The page (${status}) asks for no passkey.`)
  return options.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

const deskAt = (port: number, from: string, given: string | undefined, manner?: 'steady'): Desk => {
  let session = given
  let attempt: string | undefined
  const ask = async (method: 'GET' | 'POST', path: string, body: string): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const headers = {
        host: `localhost:${port}`,
        origin: `http://localhost:${port}`,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': from,
        'accept-language': 'sv',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: [
          ...(session === undefined ? [] : [`__Host-rackhall=${session}`]),
          ...(attempt === undefined ? [] : [`__Host-rackhall-attempt=${attempt}`]),
        ].join('; '),
      }
      const asking = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
        let html = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (html += part))
        response.on('end', () => {
          const cookies = response.headers['set-cookie'] ?? []
          for (const cookie of cookies) attempt = /^__Host-rackhall-attempt=([^;]*)/.exec(cookie)?.[1] ?? attempt
          if (manner !== 'steady') session = /^__Host-rackhall=([^;]*)/.exec(cookies[0] ?? '')?.[1] ?? session
          resolve({
            status: response.statusCode ?? 0,
            to: response.headers.location,
            cookies,
            html,
            text: readOn(html),
          })
        })
      })
      asking.on('error', reject)
      asking.end(body)
    })
  return {
    get: async (path) => ask('GET', path, ''),
    post: async (path, form = {}) => ask('POST', path, new URLSearchParams(form).toString()),
  }
}

const readOn = (html: string): string =>
  html
    .replace(/^[^]*<main[^>]*>/, '')
    .replace(/<\/main>[^]*$/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
