import type { Database, Queryable } from '../db/index.ts'
import type { Acting } from './organisation.ts'

/** A job or an export acts for an organisation with nobody at the keyboard. */
type For = Pick<Acting, 'organisation'> & Partial<Pick<Acting, 'person'>>

/**
 * Runs `work` in one transaction in which the rows of this organisation are seen, and no other's: committed when it
 * resolves, undone when it throws. Outside of it there are no rows of organisations at all.
 */
export const asOrganisation = async <T>(
  db: Pick<Database, 'transaction'>,
  { organisation, person }: For,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.query(`SELECT set_config('rackhall.organisation', $1, true), set_config('rackhall.person', $2, true)`, [
      organisation,
      person ?? '',
    ])
    return work(tx)
  })
