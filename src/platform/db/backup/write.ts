import { createHash, type Hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Client } from 'pg'
import { connect } from '../connection.ts'
import { type Database, howReached } from '../database.ts'
import { codeOf, messageOf } from '../errors.ts'
import { sequencesOf, type Table, tablesOf } from './catalogue.ts'
import { copyOut } from './copy.ts'
import {
  BackupRefused,
  END_OF_ROWS,
  FORMAT,
  FORMAT_VERSION,
  type Header,
  linesIn,
  type Sequence,
  type Summary,
  type TableEnd,
} from './format.ts'
import { seeEverything } from './see-everything.ts'

const OWNER_ONLY = 0o600
/** What the operator can do something about: no such folder, not allowed, a folder of that name, no room. */
const FILE_FAULTS = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOSPC', 'EDQUOT', 'EIO'])
const WRITE_AT_ONCE = 256 * 1024

/**
 * Writes everything the database holds at one moment into `file`, while others go on working. The file appears
 * under its name only when it is whole and on disk; an older one of that name stays until then. Only its owner
 * can read it. Throws BackupRefused when there is nothing to back up or the file cannot be written.
 */
export const writeBackup = async (
  database: Database,
  file: string,
  now: Date,
  say: (line: string) => void,
): Promise<Summary> => {
  const client = await connect(howReached(database).administrator)
  const part = `${file}.part-${process.pid}`
  const removePart = (): void => rmSync(part, { force: true })
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await seeEverything(client)
    const header = await headerOf(client, now)
    const handle = await open(part, 'w', OWNER_ONLY)
    // Ctrl+C ends the process without coming back here.
    process.once('exit', removePart)
    try {
      await handle.chmod(OWNER_ONLY)
      const summary = await writeAll(client, header, handle, say)
      await handle.sync()
      await handle.close()
      await rename(part, file)
      await syncFolder(dirname(file))
      return summary
    } catch (error) {
      await handle.close().catch(() => {})
      removePart()
      throw error
    }
  } catch (error) {
    if (!FILE_FAULTS.has(codeOf(error))) throw error
    throw new BackupRefused(`${file} cannot be written: ${messageOf(error)}.`, { cause: error })
  } finally {
    process.off('exit', removePart)
    await client.end()
  }
}

const headerOf = async (client: Client, now: Date): Promise<Header> => {
  const { rows: found } = await client.query<{ there: boolean; server: string }>(
    `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS there, current_setting('server_version') AS server`,
  )
  const [state] = found
  if (state?.there !== true)
    throw new BackupRefused('There is nothing to back up: the database has no tables of Räckhåll.')
  const { rows: migrations } = await client.query<Header['migrations'][number]>(
    'SELECT number, file, sha256 FROM schema_migrations ORDER BY number',
  )
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    created: now.toISOString(),
    schemaVersion: migrations.at(-1)?.number ?? 0,
    server: state.server,
    migrations,
  }
}

/** The file being written, with the sum over all of it and how long it is. */
type Writing = { readonly handle: FileHandle; readonly sum: Hash; bytes: number }

const put = async (writing: Writing, bytes: Buffer): Promise<void> => {
  await writing.handle.writeFile(bytes)
  writing.sum.update(bytes)
  writing.bytes += bytes.length
}

const putLine = (writing: Writing, value: unknown): Promise<void> =>
  put(writing, Buffer.from(`${JSON.stringify(value)}\n`))

const writeAll = async (
  client: Client,
  header: Header,
  handle: FileHandle,
  say: (line: string) => void,
): Promise<Summary> => {
  const writing: Writing = { handle, sum: createHash('sha256'), bytes: 0 }
  await putLine(writing, header)
  const tables = []
  for (const table of await tablesOf(client)) {
    const { rows } = await writeTable(client, table, writing)
    say(`${table.name}: ${rows} ${rows === 1 ? 'row' : 'rows'}`)
    tables.push({ table: table.name, rows })
  }
  await putLine(writing, { sequences: await sequenceValues(client) })
  const sha256 = writing.sum.copy().digest('hex')
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  await putLine(writing, { tables: tables.length, rows, sha256 })
  return { header, tables, rows, bytes: writing.bytes, sha256 }
}

const writeTable = async (client: Client, { name, columns }: Table, writing: Writing): Promise<TableEnd> => {
  await putLine(writing, { table: name, columns })
  const sum = createHash('sha256')
  const end = { rows: 0, bytes: 0 }
  let waiting: Buffer[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting, size)
    waiting = []
    size = 0
    sum.update(bytes)
    end.bytes += bytes.length
    await put(writing, bytes)
  }
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  for await (const piece of copyOut(client, `COPY public.${client.escapeIdentifier(name)} (${list}) TO STDOUT`)) {
    waiting.push(piece)
    size += piece.length
    end.rows += linesIn(piece)
    if (size >= WRITE_AT_ONCE) await flush()
  }
  await flush()
  await put(writing, Buffer.from(`${END_OF_ROWS}\n`))
  const ended = { endOf: name, ...end, sha256: sum.digest('hex') }
  await putLine(writing, ended)
  return ended
}

/** Read after the rows: numbers handed out meanwhile are skipped then, never given twice. */
const sequenceValues = async (client: Client): Promise<readonly Sequence[]> => {
  const sequences: Sequence[] = []
  for (const name of await sequencesOf(client)) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM public.${client.escapeIdentifier(name)}`,
    )
    sequences.push(...rows.map((row) => ({ name, ...row })))
  }
  return sequences
}

/** A new name is safe only when its folder is on disk, too. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
