import type { Database } from '../db/database.ts'
import { type Misfit, walkChain } from './chain.ts'
import type { Head } from './entry.ts'
import { readAudit } from './store.ts'

export type Verified = { readonly kind: 'whole'; readonly head: Head } | ({ readonly kind: 'broken' } & Misfit)

/**
 * Walks the whole chain. Only a `checkpoint` that was kept elsewhere shows that somebody who owns the database has cut
 * off or rewritten the end together with its head.
 */
export const verifyAudit = (database: Database, checkpoint?: Head): Promise<Verified> =>
  readAudit(database, async ({ head, parts }) => {
    const walk = walkChain(checkpoint)
    for await (const part of parts()) {
      for (const entry of part) {
        const misfit = walk.next(entry)
        if (misfit !== undefined) return { kind: 'broken', ...misfit }
      }
    }
    const misfit = walk.end(head)
    return misfit === undefined ? { kind: 'whole', head } : { kind: 'broken', ...misfit }
  })
