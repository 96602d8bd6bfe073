import { readConfig } from '#platform/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { asOwner } from '#platform/db/operator.ts'
import { COUNT_CHANNEL } from '#modules/help-site/index.ts'

/** A program: asks the running site to write what it has counted, and prints every row of every table of ours. */
const { config } = readConfig(process.env, new Set(['www.smhi.se']))
const db = await openDatabase(config, { say: () => undefined })
await db.query(`SELECT pg_notify($1, '')`, [COUNT_CHANNEL])
// As the owner, for everything: the program's own role would be shown a part only.
await asOwner(db, async (tx) => {
  const tables = await tx.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  )
  for (const { schema, name } of tables) {
    const rows = await tx.query<{ row: string }>(`SELECT to_json(t)::text AS row FROM "${schema}"."${name}" t`)
    for (const { row } of rows) process.stdout.write(`${name} ${row}\n`)
  }
})
await db.close()
