import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { z } from 'zod'
import { messageOf } from '../errors.ts'
import {
  BackupDamaged,
  END_OF_ROWS,
  endSchema,
  FORMAT_VERSION,
  type Header,
  headerSchema,
  linesIn,
  type Sequence,
  sequencesSchema,
  type Summary,
  type TableStart,
  tableEndSchema,
  tableSchema,
} from './format.ts'

/** What to do with what a backup holds, in the order of the file. */
export type Visitor = {
  header(header: Header): Promise<void>
  /** Must read all of `rows`; returns how many rows there were, or nothing when it did not count. */
  table(table: TableStart, rows: AsyncIterable<Buffer>): Promise<number | undefined>
  sequences(sequences: readonly Sequence[]): Promise<void>
}

const LONGEST_LINE = 4_000_000
const NEWLINE = 10
const AFTER_ROWS = Buffer.from(`\n${END_OF_ROWS}\n`)
const NO_ROWS = Buffer.from(`${END_OF_ROWS}\n`)

/** Reads a backup from its first byte to its last and checks every sum in it. Throws BackupDamaged, saying where. */
export const walkBackup = async (file: string, visitor: Visitor): Promise<Summary> => {
  const reading = openReading(file)
  try {
    return await walk(reading, visitor)
  } catch (error) {
    if (error instanceof BackupDamaged) throw new BackupDamaged(`${file}: ${error.message}.`, { cause: error })
    throw error
  } finally {
    reading.close()
  }
}

/** Only checks. */
export const checkBackup = (file: string): Promise<Summary> =>
  walkBackup(file, {
    header: async () => {},
    table: async (_table, rows) => {
      let count = 0
      for await (const chunk of rows) count += linesIn(chunk)
      return count
    },
    sequences: async () => {},
  })

const walk = async (reading: Reading, visitor: Visitor): Promise<Summary> => {
  const header = parse(headerSchema, await reading.line(), 'the first line is not the head of a backup')
  if (header.formatVersion > FORMAT_VERSION) {
    throw new BackupDamaged(
      `the form of this backup is version ${header.formatVersion}, this program reads up to ${FORMAT_VERSION}: use the newer program`,
    )
  }
  await visitor.header(header)
  const tables = []
  for (;;) {
    const sum = reading.sum.copy().digest('hex')
    const bytes = await reading.line()
    const line = json(bytes)
    const table = tableSchema.safeParse(line)
    if (table.success) {
      tables.push({ table: table.data.table, rows: await readTable(reading, table.data, visitor) })
      continue
    }
    const sequences = sequencesSchema.safeParse(line)
    if (sequences.success) {
      await visitor.sequences(sequences.data.sequences)
      continue
    }
    const end = parse(
      endSchema,
      bytes,
      `after ${tables.at(-1)?.table ?? 'the head'} comes a line that is none of a backup`,
    )
    const rows = tables.reduce((total, { rows }) => total + rows, 0)
    if (end.sha256 !== sum) throw new BackupDamaged('the file is not what was written: its sum is another')
    if (end.tables !== tables.length || end.rows !== rows)
      throw new BackupDamaged(
        `the last line speaks of ${end.tables} tables and ${end.rows} rows, and there are ${tables.length} and ${rows}`,
      )
    if (!(await reading.ended())) throw new BackupDamaged('something stands after the last line')
    return { header, tables, rows, bytes: reading.position(), sha256: sum }
  }
}

const readTable = async (reading: Reading, table: TableStart, visitor: Visitor): Promise<number> => {
  const sum = createHash('sha256')
  let size = 0
  const watched = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of reading.rows()) {
      sum.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  const counted = await visitor.table(table, watched())
  const end = parse(tableEndSchema, await reading.line(), `the rows of ${table.table} have no end`)
  if (end.endOf !== table.table || end.bytes !== size || end.sha256 !== sum.digest('hex')) {
    throw new BackupDamaged(`the rows of ${table.table} are not what was written: their sum is another`)
  }
  if (counted !== undefined && counted !== end.rows)
    throw new BackupDamaged(`${table.table} has ${counted} rows, and ${end.rows} were written`)
  return end.rows
}

const json = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return undefined
  }
}

const parse = <T>(schema: z.ZodType<T>, line: Buffer, otherwise: string): T => {
  const parsed = schema.safeParse(json(line))
  if (parsed.success) return parsed.data
  throw new BackupDamaged(otherwise)
}

type Reading = {
  /** Over every byte taken so far. */
  readonly sum: Hash
  position(): number
  /** The next line without its newline. Throws BackupDamaged at the end of the file. */
  line(): Promise<Buffer>
  /** The rows up to the line that ends them, in pieces; that line is taken, too. */
  rows(): AsyncGenerator<Buffer>
  ended(): Promise<boolean>
  close(): void
}

const openReading = (file: string): Reading => {
  const stream = createReadStream(file, { highWaterMark: 256 * 1024 })
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  const sum = createHash('sha256')
  let held: Buffer = Buffer.alloc(0)
  let position = 0

  const more = async (): Promise<boolean> => {
    const next = await chunks.next().catch((cause: unknown) => {
      throw new BackupDamaged(`it cannot be read: ${messageOf(cause)}`, { cause })
    })
    if (next.done === true) return false
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return true
  }
  const take = (length: number): Buffer => {
    const taken = held.subarray(0, length)
    held = held.subarray(length)
    sum.update(taken)
    position += length
    return taken
  }
  const cutOff = (): BackupDamaged =>
    new BackupDamaged(`it ends after ${position + held.length} bytes, in the middle; it was not written to its end`)

  return {
    sum,
    position: () => position,
    async line() {
      for (let from = 0; ;) {
        const at = held.indexOf(NEWLINE, from)
        if (at !== -1) return take(at + 1).subarray(0, at)
        from = held.length
        if (held.length > LONGEST_LINE)
          throw new BackupDamaged(`after byte ${position} comes a line longer than any of a backup`)
        if (!(await more())) throw cutOff()
      }
    },
    async *rows() {
      while (held.length < NO_ROWS.length) if (!(await more())) throw cutOff()
      if (held.subarray(0, NO_ROWS.length).equals(NO_ROWS)) return void take(NO_ROWS.length)
      for (;;) {
        const at = held.indexOf(AFTER_ROWS)
        if (at !== -1) {
          yield take(at + 1)
          take(NO_ROWS.length)
          return
        }
        // The mark itself may be cut in two: what could be its beginning waits for the next piece.
        if (held.length > AFTER_ROWS.length) yield take(held.length - AFTER_ROWS.length)
        if (!(await more())) throw cutOff()
      }
    },
    ended: async () => held.length === 0 && !(await more()),
    close: () => void stream.destroy(),
  }
}
