import { readFileSync } from 'node:fs'
import * as client from 'openid-client'
import { z } from 'zod'
import { STAFF_LANGUAGES } from '../http/words.ts'
import type { Provider } from './oidc-store.ts'

/** What is remembered in the browser while somebody is at the provider: in a cookie, for ten minutes, once. */
const attemptSchema = z.strictObject({
  organisation: z.uuid(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  language: z.enum(STAFF_LANGUAGES),
  /** The link she came by, when this is her first time. */
  invitation: z.string().optional(),
})
export type Attempt = z.infer<typeof attemptSchema>

export const writeAttempt = (attempt: Attempt): string => Buffer.from(JSON.stringify(attempt)).toString('base64url')

/** What a cookie remembers; nothing for one that we did not write. */
export const readAttempt = (cookie: string | undefined): Attempt | undefined => {
  try {
    return attemptSchema.safeParse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString())).data
  } catch {
    return undefined
  }
}

/** The provider cannot be asked, what it says does not hold, or its clock and ours differ too much to tell. */
export type ProviderFailure = { readonly kind: 'down' | 'lies' | 'clock'; readonly cause: unknown }

const ANSWERS_WITHIN_S = 10

/** What a provider says of itself. Its issuer must be the very one that was configured. */
const ask = async ({ issuer, clientId, secretFile }: Provider): Promise<client.Configuration> => {
  const secret = readFileSync(secretFile, 'utf8').trim()
  const insecure = issuer.startsWith('http://') ? [client.allowInsecureRequests] : []
  return client.discovery(new URL(issuer), clientId, secret, undefined, {
    // The token's signature is checked too, not only that it came over a safe line.
    execute: [client.enableNonRepudiationChecks, ...insecure],
    timeout: ANSWERS_WITHIN_S,
  })
}

const callback = (origin: string): string => `${origin}/sign-in/callback`

type Begun = { readonly kind: 'begun'; readonly to: string; readonly attempt: Attempt }

/** Where to send somebody who wants to sign in by her organisation's provider, and what to remember meanwhile. */
export const beginAt = async (
  provider: Provider,
  origin: string,
  given: Pick<Attempt, 'to' | 'language' | 'invitation'>,
): Promise<Begun | ProviderFailure> => {
  try {
    const configuration = await ask(provider)
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
    const to = client.buildAuthorizationUrl(configuration, {
      redirect_uri: callback(origin),
      scope: 'openid',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return {
      kind: 'begun',
      to: to.href,
      attempt: { organisation: provider.organisation, state, nonce, verifier, ...given },
    }
  } catch (cause) {
    return { kind: failureOf(cause), cause }
  }
}

/**
 * Whom the provider means, by its subject: when the answer is to this attempt, for us, from this issuer and signed by
 * it, with the nonce that was sent.
 */
export const finishAt = async (
  provider: Provider,
  origin: string,
  answer: URLSearchParams,
  { state, nonce, verifier }: Attempt,
): Promise<{ readonly kind: 'means'; readonly subject: string } | ProviderFailure> => {
  try {
    const configuration = await ask(provider)
    const url = new URL(callback(origin))
    url.search = answer.toString()
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const subject = tokens.claims()?.sub
    if (subject === undefined) throw new Error('The provider named nobody.')
    return { kind: 'means', subject }
  } catch (cause) {
    return { kind: failureOf(cause), cause }
  }
}

/** What the library calls a token that is from another time than ours. */
const OF_ANOTHER_TIME = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'

/** A line that breaks, a file that is missing and an answer in time that never comes: nobody lies, it is only down. */
const failureOf = (cause: unknown): ProviderFailure['kind'] => {
  for (let error: unknown = cause; error instanceof Error; error = error.cause) {
    if (error instanceof TypeError && error.message === 'fetch failed') return 'down'
    if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'down'
    if ('code' in error && (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'OAUTH_TIMEOUT'))
      return 'down'
    if ('code' in error && error.code === OF_ANOTHER_TIME) return 'clock'
    if ('status' in error && typeof error.status === 'number' && error.status >= 500) return 'down'
  }
  return 'lies'
}
