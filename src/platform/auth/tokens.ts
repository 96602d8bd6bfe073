import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32

/** Something nobody can guess, for a cookie or a link. It is given out once; we keep its hash. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

/** What the database keeps of a token: whoever reads the table, or a backup of it, cannot come in with that. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
