import type { Queryable } from '#platform/db/index.ts'
import { FACTS_CHANNEL } from '#modules/municipality/index.ts'
import type { Pause, PauseReason } from './pause.ts'
import {
  knownOf,
  knownSchema,
  receptionSchema,
  type KnownReception,
  type Reception,
  type ReceptionFile,
} from './reception.ts'

/** Every reception there is, with its pause. */
export type Receptions = {
  /** In the order of their names. */
  readonly receptions: readonly Reception[]
  /** Names of those whose stored file this version cannot read: the pages leave them out. */
  readonly unreadable: readonly string[]
}

/** Told to every process in the same transaction: `reception:1497`, or `reception:several` for more than one municipality. */
const tell = async (tx: Queryable, ...served: readonly Pick<KnownReception, 'serves'>[]): Promise<void> => {
  const codes = new Set(served.flatMap(({ serves }) => serves.map(({ municipality }) => municipality)))
  const [one] = codes
  const about = codes.size === 1 && one !== undefined ? one : 'several'
  await tx.query('SELECT pg_notify($1, $2)', [FACTS_CHANNEL, `reception:${about}`])
}

/** All receptions, as they stand at this moment. */
export const readReceptions = async (db: Queryable): Promise<Receptions> => {
  const rows = await db.query<{ name: string; contents: unknown }>(
    `SELECT name, contents FROM (
       SELECT DISTINCT ON (reception_name) reception_name AS name, contents
       FROM collaboration_receptions ORDER BY reception_name, id DESC
     ) newest WHERE contents IS NOT NULL ORDER BY name COLLATE "C"`,
  )
  const pauses = await readPauses(db)
  const receptions: Reception[] = []
  const unreadable: string[] = []
  for (const { name, contents } of rows) {
    const read = knownSchema.safeParse(contents)
    if (read.success) receptions.push({ ...read.data, pause: pauses.get(name) })
    else unreadable.push(name)
  }
  return { receptions, unreadable }
}

type StoredPause = Omit<Pause, 'reason'> & { readonly name: string; readonly reason: string }

/** The pauses that run; of a reception with several, the one set last. */
const readPauses = async (db: Queryable): Promise<ReadonlyMap<string, Pause>> => {
  const rows = await db.query<StoredPause>(
    `SELECT DISTINCT ON (reception_name) reception_name AS name, reason, starts_at AS since, ends_at AS until,
            handed_to AS "to", set_by AS by
     FROM collaboration_reception_pauses WHERE ended_at IS NULL AND ends_at > now() ORDER BY reception_name, id DESC`,
  )
  // The table takes no other reasons.
  return new Map(rows.map(({ name, reason, ...rest }) => [name, { ...rest, reason: reason as PauseReason }]))
}

/** Stores a reception, and the file it stands in as it was given. `before` is the one whose place it takes, `by` who changed it. */
export const setReception = async (
  tx: Queryable,
  reception: ReceptionFile,
  file: string,
  before: KnownReception | undefined,
  by: string = reception.confirmedBy,
): Promise<number> => {
  const version = await addVersion(tx, reception.name, knownOf(reception), { contents: reception, file, by })
  await tell(tx, reception, ...(before === undefined ? [] : [before]))
  return version
}

type Kept = { readonly contents?: ReceptionFile; readonly file?: string; readonly by: string }

/** A line in each of the two tables: what anybody may know, and what those may who keep it. */
const addVersion = async (
  tx: Queryable,
  name: string,
  known: KnownReception | undefined,
  { contents, file, by }: Kept,
): Promise<number> => {
  const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value))
  const [added] = await tx.query<{ id: string | number }>(
    `INSERT INTO collaboration_receptions (reception_name, contents, founded_by)
     SELECT $1, $2, CASE WHEN EXISTS (SELECT FROM collaboration_receptions WHERE reception_name = $1)
       THEN (SELECT founded_by FROM collaboration_receptions WHERE reception_name = $1 ORDER BY id DESC LIMIT 1)
       ELSE platform_acting_organisation() END
     RETURNING id`,
    [name, json(known)],
  )
  const id = Number(added?.id)
  await tx.query(
    'INSERT INTO collaboration_reception_files (id, reception_name, contents, file, noted_by) VALUES ($1, $2, $3, $4, $5)',
    [id, name, json(contents), file ?? null, by],
  )
  return id
}

/** A reception's file as it stands, for those who keep it; `version` is what the next change is made from. */
export type KeptReception = { readonly version: number; readonly reception: ReceptionFile; readonly file: string }

/** The files of the receptions that whoever acts keeps, by name: those that serve her municipalities or that she founded. */
export const readKept = async (tx: Queryable): Promise<ReadonlyMap<string, KeptReception>> => {
  const rows = await tx.query<{ version: string; name: string; contents: unknown; file: string }>(
    `SELECT version, name, contents, file FROM (
       SELECT DISTINCT ON (reception_name) id AS version, reception_name AS name, contents, file
       FROM collaboration_reception_files ORDER BY reception_name, id DESC
     ) newest WHERE contents IS NOT NULL ORDER BY name COLLATE "C"`,
  )
  return new Map(
    rows.flatMap(({ version, name, contents, file }) => {
      const read = receptionSchema.safeParse(contents)
      return read.success ? [[name, { version: Number(version), reception: read.data, file }] as const] : []
    }),
  )
}

/** Whoever changes a reception from what it is waits for the other who does: of two swaps none is lost. */
export const holdReception = async (tx: Queryable, name: string): Promise<void> =>
  void (await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('reception ' || $1, 0))`, [name]))

/** Notes that there is no such reception any more; what it was stays in the history. */
export const withdrawReception = async (tx: Queryable, reception: KnownReception, by: string): Promise<void> => {
  await addVersion(tx, reception.name, undefined, { by })
  await tell(tx, reception)
}

/** One state of a reception; `file` is missing where it was withdrawn. */
export type ReceptionVersion = {
  /** Its number among the states of this reception, and the one it has among all. */
  readonly version: number
  readonly id: number
  readonly file: string | undefined
  /** What the file said, as this version reads it; missing where it was withdrawn or cannot be read. */
  readonly contents: ReceptionFile | undefined
  readonly by: string
  readonly notedAt: Date
}

/** Every state there has been, the newest first, for those who keep it; empty for a name that no reception ever had. */
export const receptionHistory = async (tx: Queryable, name: string): Promise<readonly ReceptionVersion[]> => {
  const rows = await tx.query<{
    version: number
    id: string
    file: string | null
    contents: unknown
    by: string
    notedAt: Date
  }>(
    `SELECT row_number() OVER (ORDER BY f.id) AS version, f.id, f.file, f.contents, f.noted_by AS by, r.noted_at AS "notedAt"
     FROM collaboration_reception_files f JOIN collaboration_receptions r USING (id)
     WHERE f.reception_name = $1 ORDER BY f.id DESC`,
    [name],
  )
  return rows.map(({ file, id, contents, ...rest }) => ({
    ...rest,
    id: Number(id),
    file: file ?? undefined,
    contents: receptionSchema.safeParse(contents).data,
  }))
}

/** What a reception said in one of its states; nothing where there was none that this version can read. */
export const contentsOf = async (tx: Queryable, name: string, id: number): Promise<ReceptionFile | undefined> => {
  const [row] = await tx.query<{ contents: unknown }>(
    'SELECT contents FROM collaboration_reception_files WHERE reception_name = $1 AND id = $2',
    [name, id],
  )
  return receptionSchema.safeParse(row?.contents).data
}

/**
 * Writes to those who answer in a reception and to those who lead its work, whichever organisation they are of: who that
 * is, whoever acts may not see. */
export const tellReception = async (
  tx: Queryable,
  name: string,
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<void> => void (await tx.query('SELECT collaboration_tell_reception($1, $2, $3)', [name, subject, text]))

/** Every name that a reception has or has had. */
export const namesTaken = async (tx: Queryable): Promise<ReadonlySet<string>> =>
  new Set(
    (await tx.query<{ name: string }>('SELECT DISTINCT reception_name AS name FROM collaboration_receptions')).map(
      ({ name }) => name,
    ),
  )

/** Begins a pause, and ends the one it takes the place of. */
export const setPause = async (tx: Queryable, reception: KnownReception, pause: Pause): Promise<void> => {
  await endPauses(tx, reception.name, pause.by)
  await tx.query(
    `INSERT INTO collaboration_reception_pauses (reception_name, reason, starts_at, ends_at, handed_to, set_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [reception.name, pause.reason, pause.since, pause.until, pause.to, pause.by],
  )
  await tell(tx, reception)
}

/** Ends a reception's pause before its time. False when there was none. */
export const endPause = async (tx: Queryable, reception: KnownReception, by: string): Promise<boolean> => {
  const ended = await endPauses(tx, reception.name, by)
  if (ended) await tell(tx, reception)
  return ended
}

const endPauses = async (tx: Queryable, name: string, by: string): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE collaboration_reception_pauses SET ended_by = $2, ended_at = now()
     WHERE reception_name = $1 AND ended_at IS NULL AND ends_at > now() RETURNING id`,
    [name, by],
  )
  return rows.length > 0
}
