import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Queryable } from '../db/index.ts'
import { CHALLENGE_MINUTES, minutesAfter } from './limits.ts'
import { addChallenge, takeChallenge, type Passkey } from './passkey-store.ts'
import type { PersonId } from './organisation.ts'

// Loaded with the first who signs in: a third of what the program would otherwise spend on starting.
const webauthn = async (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server')

/** The host that passkeys are for: they work nowhere else, which is what makes them safe from imitations. */
const hostOf = (origin: string): string => new URL(origin).hostname

/** EdDSA, ES256 and RS256 (COSE numbers): what passkeys sign with everywhere today. */
const ALGORITHMS = [-8, -7, -257]

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
type Transport = (typeof TRANSPORTS)[number]
const isTransport = (text: string): text is Transport => TRANSPORTS.some((known) => known === text)

/** What a browser is asked when somebody signs in: any passkey it has for this host. Nobody is named. */
export const signInOptions = async (db: Queryable, origin: string, now: Date): Promise<string> => {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({ rpID: hostOf(origin), userVerification: 'required' })
  await addChallenge(db, options.challenge, 'sign-in', now, minutesAfter(now, CHALLENGE_MINUTES))
  return JSON.stringify(options)
}

export type NewKeyFor = { readonly person: PersonId; readonly name: string; readonly email: string }

/** What a browser is asked when somebody adds a passkey; `known` are those she has, which are not made twice. */
export const addOptions = async (
  db: Queryable,
  origin: string,
  { person, name, email }: NewKeyFor,
  known: readonly { readonly id: string }[],
  now: Date,
): Promise<string> => {
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: 'Räckhåll',
    rpID: hostOf(origin),
    userName: email,
    userDisplayName: name,
    userID: new TextEncoder().encode(person),
    // Which make of key it is, is nobody's business here.
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ id }) => ({ id })),
  })
  await addChallenge(db, options.challenge, 'add', now, minutesAfter(now, CHALLENGE_MINUTES))
  return JSON.stringify(options)
}

const base64url = z.string().regex(/^[\w-]+$/)
const answered = z.object({ id: base64url, rawId: base64url, type: z.literal('public-key') })
const signInAnswer = answered.extend({
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
})
const addAnswer = answered.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string()).optional(),
  }),
})

const parsed = <T>(answer: string, schema: z.ZodType<T>): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(answer)).data
  } catch {
    return undefined
  }
}

/** The passkey that an answer says it is from; nothing for what is no answer of a browser's. */
export const claimedPasskey = (answer: string): string | undefined => parsed(answer, signInAnswer)?.id

/**
 * The passkey's new counter when the answer is signed by it, for our origin, with the person verified, and was asked
 * for and not answered before. Otherwise nothing: which of these failed is of no use to whoever it failed for.
 */
export const verifySignIn = async (
  tx: Queryable,
  answer: string,
  passkey: Passkey,
  origin: string,
  now: Date,
): Promise<number | undefined> => {
  const response = parsed(answer, signInAnswer)
  if (response === undefined) return undefined
  const { id, publicKey, counter, transports } = passkey
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} } satisfies AuthenticationResponseJSON,
    expectedChallenge: (challenge) => takeChallenge(tx, challenge, 'sign-in', now),
    expectedOrigin: origin,
    expectedRPID: hostOf(origin),
    credential: { id, publicKey, counter, transports: transports.filter(isTransport) },
    requireUserVerification: true,
  }).catch(() => undefined)
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined
}

/** The new passkey when the answer is whole, for our origin, asked for and not answered before; otherwise nothing. */
export const verifyNewPasskey = async (
  tx: Queryable,
  answer: string,
  origin: string,
  now: Date,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | undefined> => {
  const response = parsed(answer, addAnswer)
  if (response === undefined) return undefined
  const transports = (response.response.transports ?? []).filter(isTransport)
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    response: {
      ...response,
      response: { ...response.response, transports },
      clientExtensionResults: {},
    } satisfies RegistrationResponseJSON,
    expectedChallenge: (challenge) => takeChallenge(tx, challenge, 'add', now),
    expectedOrigin: origin,
    expectedRPID: hostOf(origin),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  const { id, publicKey, counter } = verified.registrationInfo.credential
  return { id, publicKey, counter, transports }
}
