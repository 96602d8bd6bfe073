import type { Queryable } from '#platform/db/index.ts'
import { FACTS_CHANNEL } from '#modules/municipality/index.ts'
import type { Pause, PauseReason } from './pause.ts'
import { receptionSchema, type Reception, type ReceptionFile } from './reception.ts'

/** Every reception there is, with its pause. */
export type Receptions = {
  /** In the order of their names. */
  readonly receptions: readonly Reception[]
  /** Names of those whose stored file this version cannot read: the pages leave them out. */
  readonly unreadable: readonly string[]
}

/** Told to every process in the same transaction: `reception:1497`, or `reception:several` for more than one municipality. */
const tell = async (tx: Queryable, ...served: readonly Pick<ReceptionFile, 'serves'>[]): Promise<void> => {
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
    const read = receptionSchema.safeParse(contents)
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
  before: ReceptionFile | undefined,
  by: string = reception.confirmedBy,
): Promise<void> => {
  await tx.query(
    'INSERT INTO collaboration_receptions (reception_name, contents, file, noted_by) VALUES ($1, $2, $3, $4)',
    [reception.name, JSON.stringify(reception), file, by],
  )
  await tell(tx, reception, ...(before === undefined ? [] : [before]))
}

/** Whoever changes a reception from what it is waits for the other who does: of two swaps none is lost. */
export const holdReception = async (tx: Queryable, name: string): Promise<void> =>
  void (await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('reception ' || $1, 0))`, [name]))

/** Notes that there is no such reception any more; what it was stays in the history. */
export const withdrawReception = async (tx: Queryable, reception: ReceptionFile, by: string): Promise<void> => {
  await tx.query('INSERT INTO collaboration_receptions (reception_name, noted_by) VALUES ($1, $2)', [
    reception.name,
    by,
  ])
  await tell(tx, reception)
}

/** One state of a reception; `file` is missing where it was withdrawn. */
export type ReceptionVersion = {
  readonly version: number
  readonly file: string | undefined
  readonly by: string
  readonly notedAt: Date
}

/** Every state there has been, the newest first; empty for a name that no reception ever had. */
export const receptionHistory = async (db: Queryable, name: string): Promise<readonly ReceptionVersion[]> => {
  const rows = await db.query<{ version: number; file: string | null; by: string; notedAt: Date }>(
    `SELECT row_number() OVER (ORDER BY id) AS version, file, noted_by AS by, noted_at AS "notedAt"
     FROM collaboration_receptions WHERE reception_name = $1 ORDER BY id DESC`,
    [name],
  )
  return rows.map(({ file, ...rest }) => ({ ...rest, file: file ?? undefined }))
}

/** Begins a pause, and ends the one it takes the place of. */
export const setPause = async (tx: Queryable, reception: ReceptionFile, pause: Pause): Promise<void> => {
  await endPauses(tx, reception.name, pause.by)
  await tx.query(
    `INSERT INTO collaboration_reception_pauses (reception_name, reason, starts_at, ends_at, handed_to, set_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [reception.name, pause.reason, pause.since, pause.until, pause.to, pause.by],
  )
  await tell(tx, reception)
}

/** Ends a reception's pause before its time. False when there was none. */
export const endPause = async (tx: Queryable, reception: ReceptionFile, by: string): Promise<boolean> => {
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
