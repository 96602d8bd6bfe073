import { z } from 'zod'

/**
 * The form of a backup, version 1. Lines of JSON with the rows of each table between them, as PostgreSQL's COPY
 * writes them (text form), so that a person can read it and every value comes back exactly:
 *
 *     {"format":"rackhall backup","formatVersion":1,"created":…,"schemaVersion":…,"migrations":[…],…}
 *     {"table":"…","columns":["…"]}
 *     …rows…
 *     \.
 *     {"endOf":"…","rows":…,"bytes":…,"sha256":"…"}
 *     {"sequences":[{"name":"…","value":"…","called":true}]}
 *     {"tables":…,"rows":…,"sha256":"…"}
 *
 * The sum in the last line is over every byte before that line; without the last line the file is not whole.
 */
export const FORMAT = 'rackhall backup'
export const FORMAT_VERSION = 1

/** Alone on a line: the rows of a table end. COPY never writes such a line inside them. */
export const END_OF_ROWS = '\\.'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().nonnegative()

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.int().positive(),
  created: z.iso.datetime(),
  schemaVersion: count,
  /** PostgreSQL's own version, for the reader. */
  server: z.string(),
  migrations: z.array(z.object({ number: z.int().positive(), file: z.string(), sha256 })),
})

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) })
export const tableEndSchema = z.object({ endOf: z.string(), rows: count, bytes: count, sha256 })
/** A sequence by its name: its last value and whether that was handed out already. Text, as it may be past 2^53. */
export const sequencesSchema = z.object({
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
})
export const endSchema = z.object({ tables: count, rows: count, sha256 })

export type Header = z.infer<typeof headerSchema>
export type TableStart = z.infer<typeof tableSchema>
export type TableEnd = z.infer<typeof tableEndSchema>
export type Sequence = z.infer<typeof sequencesSchema>['sequences'][number]

const NEWLINE = 10

/** How many rows end in these bytes: COPY writes each on a line of its own, and a newline inside a value as \\n. */
export const linesIn = (bytes: Buffer): number => {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}

/** What a whole backup holds. */
export type Summary = {
  readonly header: Header
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly rows: number
  readonly bytes: number
  /** Over the whole file but its last line. */
  readonly sha256: string
}

/** The file is not a backup, or not whole, or not what was written. The message says where. */
export class BackupDamaged extends Error {
  override name = 'BackupDamaged'
  readonly exitStatus: 1 | 2 = 2
}

/** The backup is whole, but this database cannot take it as asked. Nothing was changed. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused'
  readonly exitStatus: 1 | 2 = 2
}

/** No backup was written: there is nothing to write, or nowhere. An older file of that name is as it was. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
  readonly exitStatus: 1 | 2 = 2
}
