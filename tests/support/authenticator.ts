import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What a browser answers with for a passkey, made here so that it can also be made wrong. */
export type Authenticator = {
  /** The answer to a request for a new passkey. */
  add(options: string, origin: string): string
  /** The answer to a request to sign in; `id` is what it says it is, its own unless it lies. */
  use(options: string, origin: string, lie?: { readonly id?: string }): string
}

const PRESENT_AND_VERIFIED = 0x05
const WITH_KEY = 0x40

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
const base64url = (data: Buffer | string): string => Buffer.from(data).toString('base64url')

/** A passkey of ES256 in memory. */
export const anAuthenticator = (): Authenticator => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const seen = (origin: string, flags: number): Buffer => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), count])
  }
  const client = (type: string, options: string, origin: string): string =>
    JSON.stringify({ type, challenge: (JSON.parse(options) as { challenge: string }).challenge, origin })
  return {
    add: (options, origin) => {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      // COSE: an EC2 key for ES256 on P-256.
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ])
      const length = Buffer.from([0, id.length])
      const data = Buffer.concat([seen(origin, PRESENT_AND_VERIFIED | WITH_KEY), Buffer.alloc(16), length, id, key])
      // CBOR: {fmt: "none", attStmt: {}, authData: bytes}.
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from([0x58, data.length]),
        data,
      ])
      return answer(base64url(id), {
        clientDataJSON: base64url(client('webauthn.create', options, origin)),
        attestationObject: base64url(attestation),
        transports: ['internal'],
      })
    },
    use: (options, origin, lie = {}) => {
      const clientData = client('webauthn.get', options, origin)
      const data = seen(origin, PRESENT_AND_VERIFIED)
      const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), privateKey)
      return answer(lie.id ?? base64url(id), {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(data),
        signature: base64url(signature),
      })
    },
  }
}

const answer = (id: string, response: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} })
