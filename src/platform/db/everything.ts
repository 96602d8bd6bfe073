import type { Queryable } from './connection.ts'

/**
 * Says for the rest of a transaction of the owner's that it is for everything: rows of all organisations are seen and
 * may be written. Without it not even the owner sees them. It has no meaning for the program's own role.
 */
export const forEverything = async (tx: Queryable): Promise<void> =>
  void (await tx.query(`SELECT set_config('rackhall.everything', 'on', true)`))
