import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A provider of sign-in on this machine. */
export type IdentityProvider = {
  readonly issuer: string
  /** Who is signed in at the provider when the next one comes. */
  is(subject: string): void
  close(): Promise<void>
}

export const CLIENT_ID = 'rackhall'
/** Made for the run: a secret of a provider that only this machine can reach. */
export const CLIENT_SECRET = createHash('sha256').update(`client ${process.pid}`).digest('hex')

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const closed = async (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** A real provider (oidc-provider) whose people sign in without being asked anything. */
export const anIdentityProvider = async (redirect: string): Promise<IdentityProvider> => {
  let subject = 'nobody'
  const server = createServer()
  const issuer = await listening(server)
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [redirect],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_context, { uid }) => `/sign-in-here/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: CLIENT_ID, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    cookies: { keys: [CLIENT_SECRET] },
    pkce: { required: () => true },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/sign-in-here/') !== true) return void answer(request, response)
    void provider.interactionFinished(request, response, { login: { accountId: subject } })
  })
  return { issuer, is: (id) => void (subject = id), close: async () => closed(server) }
}

/** What a lying provider puts into its answers. */
export type Lie = {
  readonly issuer?: string
  readonly discovered?: string
  readonly audience?: string
  readonly nonce?: string
  readonly expired?: boolean
  /** Holds from an hour on: its clock, or ours, is wrong. */
  readonly notYet?: boolean
  /** Signs with a key that it does not publish. */
  readonly otherKey?: boolean
}

/** A provider that says what it is told to; with nothing told it is an honest one. */
export const aLiar = async (): Promise<IdentityProvider & { lie(lie: Lie): void; nonce(nonce: string): void }> => {
  const [own, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
  let [told, asked, subject]: [Lie, string, string] = [{}, '', 'eva']
  const server = createServer()
  const issuer = await listening(server)
  const token = (): string => {
    const now = Math.floor(Date.now() / 1000) - (told.expired === true ? 7200 : 0)
    const head = { alg: 'RS256', kid: 'own', typ: 'JWT' }
    const body = {
      iss: told.issuer ?? issuer,
      aud: told.audience ?? CLIENT_ID,
      nonce: told.nonce ?? asked,
      sub: subject,
      iat: now,
      exp: now + 600,
      ...(told.notYet === true ? { nbf: now + 3600, exp: now + 7200 } : {}),
    }
    const text = [head, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const key = (told.otherKey === true ? other : own)?.privateKey
    if (key === undefined) throw new Error('There is no key.')
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
  }
  const answers: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => ({
      issuer: told.discovered ?? issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/jwks': () => ({ keys: [{ ...own?.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] }),
    '/token': () => ({ access_token: 'none', token_type: 'Bearer', id_token: token() }),
  }
  server.on('request', (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(answers[request.url ?? '']?.() ?? {}))
  })
  return {
    issuer,
    is: (id) => void (subject = id),
    lie: (lie) => void (told = lie),
    nonce: (nonce) => void (asked = nonce),
    close: async () => closed(server),
  }
}
