/** What each of these means for the exit status: 2 wrong use or configuration, 3 something needed is unreachable. */
type FailedStatus = 2 | 3

/** The database cannot be reached, or the embedded one cannot be started. One sentence, never a password. */
export class DatabaseUnreachable extends Error {
  override name = 'DatabaseUnreachable'
  readonly exitStatus: FailedStatus = 3
}

/** The database answers, but is one we cannot work on (too old, wrong encoding, no Swedish sorting). */
export class DatabaseUnsuitable extends Error {
  override name = 'DatabaseUnsuitable'
  readonly exitStatus: FailedStatus = 2
}

/** A newer version of the program has changed the tables; an older one must not write into them. */
export class SchemaTooNew extends Error {
  override name = 'SchemaTooNew'
  readonly exitStatus: FailedStatus = 2
}

/** A migration file is not the one that was applied. */
export class MigrationChanged extends Error {
  override name = 'MigrationChanged'
  readonly exitStatus: FailedStatus = 2
}

/** The code of a system or PostgreSQL error (`ENOENT`, `57P01`); the empty text when it has none. */
export const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return String(error.code)
}

export const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
