import type { Client } from 'pg'

export type Table = { readonly name: string; readonly columns: readonly string[] }

/**
 * Everything of ours stands in the schema `public`. Left out: what belongs to an extension, the applied migrations
 * (a restore applies them again), unlogged tables (made to be lost) and pg-boss, which has a schema of its own
 * and makes it anew: a job waiting at the time of the backup is not run a second time years later.
 */
const OURS = `n.nspname = 'public' AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`

/** The tables with rows of their own, by name, each with the columns whose values are stored. */
export const tablesOf = async (client: Client): Promise<readonly Table[]> => {
  const { rows } = await client.query<Table>(
    `SELECT c.relname AS name, coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL), '{}') AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND c.relname <> 'schema_migrations' AND ${OURS}
     GROUP BY c.oid, c.relname ORDER BY c.relname COLLATE "C"`,
  )
  return rows
}

export const sequencesOf = async (client: Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${OURS} ORDER BY c.relname COLLATE "C"`,
  )
  return rows.map(({ name }) => name)
}

/** Statements that remove everything of ours from `public`, and the queue's schema. */
export const droppingStatements = async (client: Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ drop: string }>(
    `SELECT format('DROP %s IF EXISTS public.%I CASCADE',
                   CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.relname) AS drop
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${OURS}
       -- A sequence that belongs to a column goes with its table, and only so.
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('i', 'a'))
     UNION ALL
     SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = 'public' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     UNION ALL
     SELECT format('DROP %s IF EXISTS public.%I CASCADE', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.typname)
     FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE n.nspname = 'public' AND t.typtype IN ('e', 'd') AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')`,
  )
  return [...rows.map(({ drop }) => drop), 'DROP SCHEMA IF EXISTS pgboss CASCADE']
}

/** What stands in the way of putting rows in as they were: statements to take it away, and to put it back afterwards. */
export type Guards = { readonly lift: readonly string[]; readonly restore: readonly string[] }

/**
 * Rules between tables and triggers of ours. The rules are checked once at the end for all rows, which also
 * allows tables that point at each other; triggers have done their work when the rows were first written.
 */
export const guardsOf = async (client: Client): Promise<Guards> => {
  const { rows } = await client.query<{ lift: string; restore: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS lift,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS restore
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype = 'f' AND k.conparentid = 0 AND ${OURS}
     UNION ALL
     SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
            format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass, CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'D' AND ${OURS}
     UNION ALL
     SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', c.oid::regclass), format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', c.oid::regclass)
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relforcerowsecurity AND ${OURS}`,
  )
  return { lift: rows.map(({ lift }) => lift), restore: rows.map(({ restore }) => restore) }
}
