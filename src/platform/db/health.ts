import { readMigrations } from './migrate.ts'
import type { Queryable } from './connection.ts'

/** Whether a process can do its work; `why` is one sentence for the operator, and never for a visitor. */
export type Health = { readonly kind: 'ready' } | { readonly kind: 'unready'; readonly why: string }

const ANSWERS_WITHIN_MS = 3000

/** Read once: a balancer asks every few seconds. */
let newestKnown: number | undefined

/** Asks the database for its version: it answers soon, and with the tables this program knows. Never throws. */
export const health = async (db: Queryable): Promise<Health> => {
  const slow = Promise.withResolvers<Health>()
  const limit = setTimeout(
    () => slow.resolve({ kind: 'unready', why: 'The database does not answer within three seconds.' }),
    ANSWERS_WITHIN_MS,
  )
  try {
    return await Promise.race([asked(db), slow.promise])
  } finally {
    clearTimeout(limit)
  }
}

const asked = async (db: Queryable): Promise<Health> => {
  try {
    const [found] = await db.query<{ newest: number }>(
      'SELECT coalesce(max(number), 0) AS newest FROM schema_migrations',
    )
    newestKnown ??= readMigrations().at(-1)?.number ?? 0
    if (found?.newest === newestKnown) return { kind: 'ready' }
    return {
      kind: 'unready',
      why: `The database is at schema version ${found?.newest}, this program at ${newestKnown}.`,
    }
  } catch {
    return { kind: 'unready', why: 'The database cannot be asked.' }
  }
}
