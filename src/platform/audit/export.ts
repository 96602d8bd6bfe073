import { createReadStream, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import { codeOf, messageOf } from '../db/errors.ts'
import type { Head } from './entry.ts'
import { readAudit } from './store.ts'

/** The file cannot be written or read, or is none of ours. One sentence. */
export class AuditFileRefused extends Error {
  override name = 'AuditFileRefused'
  readonly exitStatus = 2
}

const OWNER_ONLY = 0o600

const headSchema = z.object({
  head: z.object({ number: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
})

/**
 * Writes every entry as a line of JSON, and the head as the last: the checkpoint that later shows a cut-off end. The
 * file appears under its name when it is whole; only its owner can read it. Throws AuditFileRefused.
 */
export const exportAudit = (database: Database, file: string): Promise<Head> =>
  readAudit(database, async ({ head, parts }) => {
    const part = `${file}.part-${process.pid}`
    try {
      const handle = await open(part, 'w', OWNER_ONLY)
      try {
        for await (const entries of parts()) {
          await handle.writeFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
        }
        await handle.writeFile(`${JSON.stringify({ head })}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(part, file)
      return head
    } catch (cause) {
      rmSync(part, { force: true })
      if (codeOf(cause) === '' || !('syscall' in (cause as object))) throw cause
      throw new AuditFileRefused(`${file} cannot be written: ${messageOf(cause)}.`, { cause })
    }
  })

/** The head that an exported file ends with. Throws AuditFileRefused. */
export const headOfExport = async (file: string): Promise<Head> => {
  let last = ''
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) if (line !== '') last = line
  } catch (cause) {
    throw new AuditFileRefused(`${file} cannot be read: ${messageOf(cause)}.`, { cause })
  }
  const read = headSchema.safeParse(jsonOf(last))
  if (read.success) return read.data.head
  throw new AuditFileRefused(`${file} does not end as a whole file of "rackhall audit export" does.`)
}

const jsonOf = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
