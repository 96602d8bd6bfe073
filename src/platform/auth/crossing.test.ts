import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { type Somebody, STANDING, type Standing } from '#tests/support/standing.ts'
import type { Queryable } from '../db/index.ts'
import { asOwner } from '../db/operator.ts'
import { asOrganisation } from './acting.ts'
import type { OrganisationId, PersonId } from './organisation.ts'

/*
 * The second wall alone: statements as the program's own role, with none of the code's checks in between. Whatever
 * tables there are is asked of the catalogue, so that a new one cannot be forgotten.
 */

type Table = { readonly name: string; readonly guarded: boolean; readonly privileges: readonly string[] }

const tablesOf = (db: Queryable): Promise<readonly Table[]> =>
  db.query<Table>(
    `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS guarded,
            ARRAY(SELECT p FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) p
                  WHERE has_table_privilege('rackhall_app', c.oid, p)) AS privileges
     FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  )

const rowOf = (standing: Standing, of: Somebody) => ('row' in standing ? standing.row(of) : undefined)
const guardedTables = Object.entries(STANDING).filter(([, standing]) => 'row' in standing)
/** Those of which nothing is seen while nobody acts. */
const SEEN = new Set<Standing['holds']>(['what is handed to the worker', 'facts written by their own'])
const hidden = guardedTables.filter(([, { holds }]) => !SEEN.has(holds)).map(([table]) => table)
const ownFacts = guardedTables.filter(([, { holds }]) => holds === 'facts written by their own')

/** Two organisations with somebody in each, and a row of each in every table that has rows of organisations. */
const twoOrganisations = async (
  database: TestDatabase,
  kind: 'rss' | 'municipality' = 'rss',
): Promise<readonly [Somebody, Somebody]> => {
  const two: readonly [Somebody, Somebody] = [
    { organisation: randomUUID(), kind, person: randomUUID(), municipality: '1497' },
    { organisation: randomUUID(), kind, person: randomUUID(), municipality: '1498' },
  ]
  await asOwner(database, async (tx) => {
    for (const of of two) {
      const { organisation, kind, person, municipality } = of
      await tx.query(
        'INSERT INTO platform_organisations (id, kind, name, municipality_code) VALUES ($1, $2, $1::uuid::text, $3)',
        [organisation, kind, kind === 'municipality' ? municipality : null],
      )
      await tx.query(`INSERT INTO platform_people (id, name, email) VALUES ($1, 'Eva Ek', $1::uuid || '@example.se')`, [
        person,
      ])
      await tx.query(
        `INSERT INTO platform_memberships (organisation_id, organisation_kind, person_id, role) VALUES ($1, $2, $3, $2 || '.first')`,
        [organisation, kind, person],
      )
      // Which municipalities a structure serves is no row of a municipality's.
      for (const [, standing] of kind === 'rss' ? guardedTables : ownFacts) {
        const row = rowOf(standing, of)
        if (row !== undefined) await tx.query(row.sql, row.parameters)
      }
    }
  })
  return two
}

const as = async <T>(
  database: TestDatabase,
  { organisation, person }: Somebody,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> =>
  asOrganisation(database, { organisation: organisation as OrganisationId, person: person as PersonId }, work)

const rowsOf = async (tx: Queryable, table: string): Promise<readonly string[]> =>
  (await tx.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`)).map(({ row }) => row)

const isOf = (row: string, { organisation, person }: Somebody): boolean =>
  row.includes(organisation) || row.includes(person)

onEveryServer(
  'every table of the schema has a declared standing, and none is declared that is gone',
  async (_t, database) => {
    const tables = (await tablesOf(database)).map(({ name }) => name)
    assert.deepEqual(tables, Object.keys(STANDING).toSorted())
  },
)

onEveryServer(
  'the program’s role owns nothing, is no superuser, and reads nothing it was not given',
  async (_t, database) => {
    const [role] = await database.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcanlogin, current_user = rolname AS working,
            EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns,
            has_schema_privilege(oid, 'public', 'CREATE') AS makes
     FROM pg_roles r WHERE rolname = 'rackhall_app'`,
    )
    assert.deepEqual(role, {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcanlogin: false,
      working: true,
      owns: false,
      makes: false,
    })
    for (const { name, privileges } of await tablesOf(database))
      assert.doesNotMatch(privileges.join(' '), /TRUNCATE|REFERENCES|TRIGGER/, name)
  },
)

onEveryServer('rows of organisations stand behind rules that hold for the owner, too', async (_t, database) => {
  for (const { name, guarded } of await tablesOf(database)) {
    const standing = STANDING[name]
    assert.equal(guarded, standing !== undefined && 'row' in standing, name)
  }
  await twoOrganisations(database)
  for (const table of hidden) assert.deepEqual(await rowsOf(database.owner, table), [], table)
})

onEveryServer('while nobody acts there are no rows of organisations', async (_t, database) => {
  await twoOrganisations(database)
  for (const table of hidden) assert.deepEqual(await rowsOf(database, table), [], table)
})

onEveryServer('who acts sees rows of her own organisation, and none of another', async (_t, database) => {
  const [one, other] = await twoOrganisations(database)
  for (const [table, { holds }] of guardedTables) {
    if (holds === 'the directory' || holds === 'facts written by their own') continue
    const seen = await as(database, one, (tx) => rowsOf(tx, table))
    const own = seen.some((row) => isOf(row, one))
    assert.equal(own, holds === 'an organisation', `${table}: her own`)
    assert.deepEqual(
      seen.filter((row) => isOf(row, other)),
      [],
      table,
    )
  }
})

/** What a statement gives back when somebody acts; nothing when a rule or a missing right refuses it. */
const attempt = async (
  database: TestDatabase,
  of: Somebody,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly unknown[] | 'refused'> => {
  try {
    return await as(database, of, async (tx) => tx.query(sql, parameters))
  } catch (error) {
    assert.equal((error as { code?: string }).code, '42501', `${sql}: ${String(error)}`)
    return 'refused'
  }
}

const columnOf = async (database: TestDatabase, table: string, number: 1 | 2): Promise<string> => {
  const [column] = await database.owner.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = $2`,
    [table, number],
  )
  assert.ok(column !== undefined, table)
  return column.name
}

onEveryServer('who acts adds, changes and takes away nothing of another organisation', async (_t, database) => {
  const [one, other] = await twoOrganisations(database)
  const everything = async (): Promise<readonly string[]> =>
    asOwner(database, async (tx) => {
      const all = []
      for (const [table] of guardedTables) all.push(...(await rowsOf(tx, table)))
      return all.filter((row) => isOf(row, other)).toSorted()
    })
  const before = await everything()
  for (const [table, standing] of guardedTables) {
    const row = rowOf(standing, other)
    if (row !== undefined && standing.holds !== 'what is handed to the worker') {
      const done = await attempt(database, one, row.sql, row.parameters)
      assert.ok(row.sql.startsWith('UPDATE') ? done.length === 0 : done === 'refused', row.sql)
    }
    const column = await columnOf(database, table, 2)
    for (const id of [other.organisation, other.person]) {
      for (const verb of [`UPDATE ${table} t SET ${column} = ${column}`, `DELETE FROM ${table} t`]) {
        const sql = `${verb} WHERE to_jsonb(t)::text LIKE '%' || $1 || '%' RETURNING 1`
        const done = await attempt(database, one, sql, [id])
        assert.ok(done === 'refused' || done.length === 0, sql)
      }
    }
  }
  // Without a condition and without an answer a rule for reading is not asked: somebody with no rows changes none.
  const stranger = { organisation: randomUUID(), kind: 'rss', person: randomUUID(), municipality: '1280' }
  for (const [table] of ownFacts) {
    await attempt(database, stranger, `UPDATE ${table} SET ${await columnOf(database, table, 2)} = NULL`, [])
    await attempt(database, stranger, `DELETE FROM ${table}`, [])
  }
  for (const table of hidden) {
    await attempt(database, stranger, `UPDATE ${table} SET ${await columnOf(database, table, 1)} = NULL`, [])
    await attempt(database, stranger, `DELETE FROM ${table}`, [])
  }
  assert.deepEqual(await everything(), before)
})

onEveryServer('what public pages show is read by anybody and written by its own', async (_t, database) => {
  const [one, other] = await twoOrganisations(database, 'municipality')
  for (const [table, standing] of ownFacts) {
    const [own, others] = [rowOf(standing, one), rowOf(standing, other)]
    assert.ok(own !== undefined && others !== undefined)
    const seen = await rowsOf(database, table)
    assert.ok(
      [one, other].every((of) => seen.some((row) => isOf(row, of))),
      table,
    )
    assert.deepEqual(await attempt(database, one, own.sql, own.parameters), [], `${table}: her own`)
    assert.equal(await attempt(database, one, others.sql, others.parameters), 'refused', table)
    // The operator's command, for whoever it is.
    await database.query(others.sql, others.parameters)
  }
})

onEveryServer(
  'an organisation that is set is forgotten with its transaction, on every connection of the pool',
  async (_t, database) => {
    const [one] = await twoOrganisations(database)
    await Promise.all(Array.from({ length: 12 }, () => as(database, one, (tx) => rowsOf(tx, 'platform_people'))))
    const left = await Promise.all(Array.from({ length: 12 }, () => rowsOf(database, 'platform_people')))
    assert.deepEqual(left.flat(), [])
    await assert.rejects(
      as(database, one, async () => Promise.reject(new Error('undone'))),
      /undone/,
    )
    assert.deepEqual(await rowsOf(database, 'platform_people'), [])
  },
)

onEveryServer('what is presented opens the one row it belongs to, and makes none for anybody', async (_t, database) => {
  const [one] = await twoOrganisations(database)
  for (const [table, key] of [
    ['platform_sessions', 'token_hash'],
    ['platform_passkeys', 'credential_id'],
    ['platform_invitations', 'token_hash'],
    ['municipality_preview_links', 'token_hash'],
  ] as const) {
    const standing = STANDING[table]
    const row = standing === undefined ? undefined : rowOf(standing, one)
    assert.ok(row !== undefined, table)
    const presenting = async (presented: unknown, work: (tx: Queryable) => Promise<unknown>): Promise<unknown> =>
      database.transaction(async (tx) => {
        await tx.query(`SELECT set_config('rackhall.presented', $1, true)`, [presented])
        return work(tx)
      })
    const made = presenting(row.parameters[0], (tx) => tx.query(row.sql, row.parameters))
    await assert.rejects(made, { code: '42501' }, table)
    const [known] = await asOwner(database, (tx) => tx.query(`SELECT ${key} AS key FROM ${table} LIMIT 1`))
    const seen = await presenting(known?.['key'], (tx) => tx.query(`SELECT ${key} AS key FROM ${table}`))
    assert.deepEqual(seen, [known])
  }
})
