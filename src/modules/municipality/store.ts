import type { Queryable } from '#platform/db/index.ts'
import type { CrisisNotice, CrisisScope } from './crisis.ts'
import { factsOf, type Facts } from './facts.ts'
import { readVerifications } from './helplines/store.ts'
import { contactsSchema, type Contacts, type LocalHelp } from './local-help.ts'
import { holdDraft } from './page/draft-store.ts'
import type { Reference } from './reference.ts'

/**
 * The channel on which every process is told of a change, in the same transaction: `local-help:1497`, `crisis:1497`,
 * `crisis:county:14`, `crisis:all`, `helplines:bris`.
 */
export const FACTS_CHANNEL = 'rackhall_facts'

const tell = async (tx: Queryable, what: string): Promise<void> =>
  void (await tx.query('SELECT pg_notify($1, $2)', [FACTS_CHANNEL, what]))

/** The registers with everything stored about them, read at one moment. */
export const readFacts = async (db: Queryable, reference: Reference): Promise<Facts> => {
  const [verifications, { localHelp, unreadable }, crises] = await Promise.all([
    readVerifications(db),
    readLocalHelp(db),
    readCrises(db),
  ])
  return factsOf(reference, { verifications, localHelp, unreadable, crises })
}

type StoredHelp = { readonly code: string; readonly contents: unknown; readonly notedAt: Date }

const readLocalHelp = async (
  db: Queryable,
): Promise<{ readonly localHelp: ReadonlyMap<string, LocalHelp>; readonly unreadable: readonly string[] }> => {
  const rows = await db.query<StoredHelp>(
    `SELECT code, contents, noted_at AS "notedAt" FROM (
       SELECT DISTINCT ON (municipality_code) municipality_code AS code, contents, noted_at
       FROM municipality_local_help ORDER BY municipality_code, id DESC
     ) newest WHERE contents IS NOT NULL ORDER BY code`,
  )
  const localHelp = new Map<string, LocalHelp>()
  const unreadable: string[] = []
  for (const { code, contents, notedAt } of rows) {
    const read = contactsSchema.safeParse(contents)
    if (read.success) localHelp.set(code, { help: read.data, notedAt })
    else unreadable.push(code)
  }
  return { localHelp, unreadable }
}

/**
 * Stores what a municipality has confirmed, and the file it stands in as it was given. `by` is who does it where that is
 * somebody else than who confirmed it.
 */
export const setLocalHelp = async (
  tx: Queryable,
  help: Contacts,
  file: string,
  by: string = help.confirmedBy,
): Promise<void> => addState(tx, help.municipality, { contents: JSON.stringify(help), file, by })

/** Notes that a municipality has withdrawn what it had confirmed. */
export const withdrawLocalHelp = async (tx: Queryable, code: string, by: string): Promise<void> =>
  addState(tx, code, { contents: null, file: null, by })

const addState = async (
  tx: Queryable,
  code: string,
  { contents, file, by }: { readonly contents: string | null; readonly file: string | null; readonly by: string },
): Promise<void> => {
  // Whoever publishes has looked at what was there: nobody else publishes in between.
  await holdDraft(tx, code)
  await tx.query(
    `INSERT INTO municipality_local_help (municipality_code, contents, file, noted_by) VALUES ($1, $2, $3, $4)`,
    [code, contents, file, by],
  )
  await tell(tx, `local-help:${code}`)
}

/** One state of a municipality's confirmed help; `file` is missing where it was withdrawn. */
export type LocalHelpVersion = {
  readonly version: number
  readonly file: string | undefined
  readonly by: string
  readonly notedAt: Date
}

/** Every state there has been, the newest first; empty for a municipality that never confirmed anything. */
export const localHelpHistory = async (db: Queryable, code: string): Promise<readonly LocalHelpVersion[]> => {
  const rows = await db.query<{ version: number; file: string | null; by: string; notedAt: Date }>(
    `SELECT row_number() OVER (ORDER BY id) AS version, file, noted_by AS by, noted_at AS "notedAt"
     FROM municipality_local_help WHERE municipality_code = $1 ORDER BY id DESC`,
    [code],
  )
  return rows.map(({ file, ...rest }) => ({ ...rest, file: file ?? undefined }))
}

type StoredNotice = {
  readonly id: number
  readonly municipality: string | null
  readonly county: string | null
  readonly starts: Date
  readonly ends: Date
  readonly text: Record<string, string>
  readonly setBy: string
}

/** The notices that run or are to come. */
const readCrises = async (db: Queryable): Promise<readonly CrisisNotice[]> => {
  const rows = await db.query<StoredNotice>(
    `SELECT id, municipality_code AS municipality, county_code AS county, starts_at AS starts, ends_at AS ends,
            texts AS text, set_by AS "setBy"
     FROM municipality_crisis_notices WHERE cleared_at IS NULL AND ends_at > now() ORDER BY id`,
  )
  return rows.map(({ municipality, county, ...rest }) => ({ ...rest, scope: scopeOf(municipality, county) }))
}

const scopeOf = (municipality: string | null, county: string | null): CrisisScope => {
  if (municipality !== null) return { kind: 'municipality', code: municipality }
  return county === null ? { kind: 'all' } : { kind: 'county', code: county }
}

const toldAs = (scope: CrisisScope): string => {
  switch (scope.kind) {
    case 'all':
      return 'crisis:all'
    case 'county':
      return `crisis:county:${scope.code}`
    case 'municipality':
      return `crisis:${scope.code}`
  }
}

/** Sets a notice and returns its number. */
export const setCrisis = async (
  tx: Queryable,
  { scope, starts, ends, text, setBy }: Omit<CrisisNotice, 'id'>,
): Promise<number> => {
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO municipality_crisis_notices (municipality_code, county_code, starts_at, ends_at, texts, set_by)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      scope.kind === 'municipality' ? scope.code : null,
      scope.kind === 'county' ? scope.code : null,
      starts,
      ends,
      JSON.stringify(text),
      setBy,
    ],
  )
  if (row === undefined) throw new Error('The database gave no number for the notice.')
  await tell(tx, toldAs(scope))
  return row.id
}

/** Ends notices that run or are to come. Returns the numbers of those that did. */
export const clearCrises = async (tx: Queryable, ids: readonly number[], by: string): Promise<readonly number[]> => {
  const rows = await tx.query<{ id: number; municipality: string | null; county: string | null }>(
    `UPDATE municipality_crisis_notices SET cleared_by = $2, cleared_at = now()
     WHERE id = ANY ($1::bigint[]) AND cleared_at IS NULL AND ends_at > now()
     RETURNING id, municipality_code AS municipality, county_code AS county`,
    [ids, by],
  )
  for (const { municipality, county } of rows) await tell(tx, toldAs(scopeOf(municipality, county)))
  return rows.map(({ id }) => id)
}
