import { connect, queryable, type Queryable } from './connection.ts'
import { type Database, howReached } from './database.ts'
import { forEverything } from './everything.ts'

/**
 * Runs `work` in one transaction of the one who owns the tables, for everything: committed when it resolves, undone
 * when it throws. For commands of the operator, who can read the whole database anyway; never for what a route does.
 */
export const asOwner = async <T>(database: Database, work: (tx: Queryable) => Promise<T>): Promise<T> => {
  const client = await connect(howReached(database).address)
  try {
    const tx = queryable(client)
    await client.query('BEGIN')
    await forEverything(tx)
    const done = await work(tx)
    await client.query('COMMIT')
    return done
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}
