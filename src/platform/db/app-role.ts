import { APP_ROLE, type Queryable } from './connection.ts'
import { codeOf, DatabaseUnsuitable } from './errors.ts'

type Standing = {
  readonly user: string
  readonly exists: boolean
  /** Whether the one who connects may become the role. */
  readonly ours: boolean
  /** Whether rules on rows would hold for the role. */
  readonly bound: boolean
}

const standingOf = async (owner: Queryable): Promise<Standing> => {
  // Being a member was enough to become a role until PostgreSQL 16 told the two apart.
  const [found] = await owner.query<Standing>(
    `SELECT current_user AS user, r.oid IS NOT NULL AS exists,
            coalesce(pg_has_role(r.oid, CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END), false) AS ours,
            coalesce(NOT r.rolsuper AND NOT r.rolbypassrls AND NOT pg_has_role(r.oid, current_user, 'MEMBER'), true) AS bound
     FROM (SELECT) nothing LEFT JOIN pg_roles r ON r.rolname = $1`,
    [APP_ROLE],
  )
  if (found === undefined) throw new Error('The server answered who may do what with nothing.')
  return found
}

/** What to have run, in the words of the server's administrator. */
const askFor = (user: string): string =>
  `CREATE ROLE ${APP_ROLE}; GRANT ${APP_ROLE} TO "${user.replaceAll('"', '""')}";`

const notOurs = (user: string, cause?: unknown): DatabaseUnsuitable =>
  new DatabaseUnsuitable(
    `The program works as the role ${APP_ROLE}, and the database user ${user} may not make it or become it: have the server's administrator run ${askFor(user)}`,
    { cause },
  )

/** Throws DatabaseUnsuitable when the program cannot work as its own role, or that role would see everything or nothing. */
export const checkAppRole = async (owner: Queryable): Promise<void> => {
  const { user, exists, ours, bound } = await standingOf(owner)
  if (!exists || !ours) throw notOurs(user)
  if (!bound)
    throw new DatabaseUnsuitable(
      `The role ${APP_ROLE} may see everything, as superuser, by BYPASSRLS or as a member of ${user}: take that from it, or the rows of one organisation are not safe from another.`,
    )
  const [rights] = await owner.query<{ there: boolean }>(
    `SELECT has_table_privilege($1, 'schema_migrations', 'SELECT') AS there`,
    [APP_ROLE],
  )
  if (rights?.there !== true)
    throw new DatabaseUnsuitable(
      `The role ${APP_ROLE} has no rights in this database, as when it was moved without its roles: move it with rackhall backup and restore.`,
    )
}

/**
 * Makes the role where it is missing and lets the owner become it. It belongs to the server and not to the database,
 * so it is no migration. Inside a transaction; throws DatabaseUnsuitable with what must be run instead.
 */
export const ensureAppRole = async (tx: Queryable): Promise<void> => {
  const { user, exists, ours } = await standingOf(tx)
  if (exists && ours) return
  try {
    if (!exists) await tx.query(CREATE)
    await tx.query(`GRANT ${APP_ROLE} TO CURRENT_USER`)
  } catch (error) {
    const refused = codeOf(error) === INSUFFICIENT_PRIVILEGE
    throw refused ? notOurs(user, error) : error
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
/** Another database of the same server may be making it at the same moment. */
const CREATE = `DO $$ BEGIN CREATE ROLE ${APP_ROLE}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`
