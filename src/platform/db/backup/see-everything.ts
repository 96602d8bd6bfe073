import type { Client } from 'pg'
import { queryable } from '../connection.ts'
import { forEverything } from '../everything.ts'
import { BackupRefused } from './format.ts'

/**
 * Makes a transaction see every row, or throws BackupRefused: rather no backup than one that rules on rows have thinned
 * out. A superuser passes the rules by, and says so. For the owner of the tables, on a server where nobody else is at
 * hand, they hold (FORCE); each such table must have the rule that lets the owner see all when it is for everything.
 */
export const seeEverything = async (client: Client): Promise<void> => {
  const { rows: found } = await client.query<{ free: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user',
  )
  if (found[0]?.free === true) return void (await client.query('SET LOCAL row_security = off'))
  await forEverything(queryable(client))
  const { rows: thinned } = await client.query<{ name: string }>(THINNED)
  if (thinned.length === 0) return
  throw new BackupRefused(
    `The database user of DATABASE_URL may not see all rows of ${thinned.map(({ name }) => name).join(', ')}: back up as the user who ran the migrations.`,
  )
}

/** The tables of which this user might see a part only. A rule that narrows (restrictive) always might. */
const THINNED = `
  SELECT c.relname AS name FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
    AND (c.relforcerowsecurity OR NOT pg_has_role(c.relowner, 'USAGE'))
    AND (EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive)
      OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('*', 'r')
        AND current_user::regrole = ANY (p.polroles) AND pg_get_expr(p.polqual, p.polrelid) IN ('platform_for_everything()', 'true')))
  ORDER BY name`
