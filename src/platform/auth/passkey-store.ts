import type { Queryable } from '../db/index.ts'
import type { PersonId } from './organisation.ts'
import { presenting } from './presenting.ts'

export type Passkey = {
  readonly id: string
  readonly person: PersonId
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly addedAt: Date
  readonly usedAt: Date | null
}

const FIELDS = `credential_id AS id, person_id AS person, public_key AS "publicKey", counter, transports, name,
  added_at AS "addedAt", used_at AS "usedAt"`

/** The passkey with this id, when it is presented or one's own. */
export const readPasskey = async (tx: Queryable, id: string): Promise<Passkey | undefined> => {
  const [row] = await tx.query<Omit<Passkey, 'publicKey'> & { publicKey: Buffer }>(
    `SELECT ${FIELDS} FROM platform_passkeys WHERE credential_id = $1 FOR UPDATE`,
    [id],
  )
  return row === undefined ? undefined : { ...row, publicKey: new Uint8Array(row.publicKey) }
}

/** Whether a passkey with this id is somebody's already; by presenting it, as nobody sees another's. */
export const isSomebodys = async (tx: Queryable, id: string): Promise<boolean> => {
  const [before] = await tx.query<{ presented: string | null }>(
    `SELECT current_setting('rackhall.presented', true) AS presented`,
  )
  await presenting(tx, id)
  const known = await readPasskey(tx, id)
  await presenting(tx, before?.presented ?? '')
  return known !== undefined
}

/** A person's passkeys, the first added first. */
export const passkeysOf = async (
  tx: Queryable,
  person: PersonId,
): Promise<readonly Pick<Passkey, 'id' | 'name' | 'addedAt' | 'usedAt'>[]> =>
  tx.query(
    `SELECT credential_id AS id, name, added_at AS "addedAt", used_at AS "usedAt" FROM platform_passkeys
     WHERE person_id = $1 ORDER BY added_at, credential_id`,
    [person],
  )

export const addPasskey = async (tx: Queryable, given: Omit<Passkey, 'usedAt'>): Promise<void> => {
  const { id, person, publicKey, counter, transports, name, addedAt } = given
  await tx.query(
    `INSERT INTO platform_passkeys (credential_id, person_id, public_key, counter, transports, name, added_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, person, Buffer.from(publicKey), counter, [...transports], name, addedAt],
  )
}

export const notePasskeyUse = async (tx: Queryable, id: string, counter: number, now: Date): Promise<void> =>
  void (await tx.query('UPDATE platform_passkeys SET counter = $2, used_at = $3 WHERE credential_id = $1', [
    id,
    counter,
    now,
  ]))

/** Takes a passkey of a person's away; false when she has none with this id. */
export const removePasskey = async (tx: Queryable, person: PersonId, id: string): Promise<boolean> => {
  const removed = await tx.query(
    'DELETE FROM platform_passkeys WHERE credential_id = $1 AND person_id = $2 RETURNING credential_id',
    [id, person],
  )
  return removed.length > 0
}

type Purpose = 'sign-in' | 'add'

/** Remembers what a browser is asked to sign, and forgets what nobody signed in time. */
export const addChallenge = async (
  db: Queryable,
  challenge: string,
  purpose: Purpose,
  now: Date,
  expires: Date,
): Promise<void> => {
  await db.query('DELETE FROM platform_challenges WHERE expires_at < $1', [now])
  await db.query('INSERT INTO platform_challenges (challenge, purpose, expires_at) VALUES ($1, $2, $3)', [
    challenge,
    purpose,
    expires,
  ])
}

/** Whether this was asked for, and still waited for; it then no longer is. */
export const takeChallenge = async (
  tx: Queryable,
  challenge: string,
  purpose: Purpose,
  now: Date,
): Promise<boolean> => {
  const taken = await tx.query<{ expiresAt: Date }>(
    'DELETE FROM platform_challenges WHERE challenge = $1 AND purpose = $2 RETURNING expires_at AS "expiresAt"',
    [challenge, purpose],
  )
  return taken.some(({ expiresAt }) => expiresAt > now)
}
