import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportAudit } from '#platform/audit/export.ts'
import { EMPTY, entryOf, type Entry, type Head } from '#platform/audit/entry.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { openDatabase, type Database } from '#platform/db/index.ts'
import { asOwner } from '#platform/db/operator.ts'
import { median, spread, type Figure } from './figure.ts'

const ENTRIES = 1_000_000
const AT_ONCE = 10_000
const RUNS = 3
const LIMIT_S = 20

/** The audit of many years: walked whole, and written to a file. */
export const measure = async (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'))
  try {
    const database = await openDatabase({ databaseUrl: undefined, pgBinDir: undefined, dataDir: join(folder, 'data') })
    try {
      await fill(database)
      const walked = []
      for (let run = 0; run < RUNS; run += 1) {
        walked.push(
          await seconds(async () => {
            const verified = await verifyAudit(database)
            if (verified.kind !== 'whole' || verified.head.number !== ENTRIES)
              throw new Error('The chain is not whole.')
          }),
        )
      }
      const written = await seconds(async () => exportAudit(database, join(folder, 'audit.jsonl')))
      return [
        {
          name: 'Audit of 1 000 000 entries verified',
          value: `${median(walked).toFixed(1)} s`,
          against: `≤ ${LIMIT_S} s`,
          holds: median(walked) <= LIMIT_S,
          runs: spread(walked, 1),
        },
        {
          name: 'The same written to a file',
          value: `${written.toFixed(1)} s`,
          against: 'no limit of ours',
          holds: undefined,
          runs: '1 run',
        },
      ]
    } finally {
      await database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** Entries as they would have been written, put in many at a time; the head is set once, at the end. */
const fill = (database: Database): Promise<void> =>
  asOwner(database, async (tx) => {
    await tx.query('ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_lengthen')
    let head: Head = EMPTY
    for (let from = 0; from < ENTRIES; from += AT_ONCE) {
      const entries = entriesBehind(head, from)
      head = entries.at(-1) ?? head
      await tx.query(
        `INSERT INTO audit_entries (number, at, who, organisation, what, about, detail, hash)
         SELECT number, at, who, organisation, what, about, detail, hash
         FROM jsonb_to_recordset($1) AS e (number bigint, at timestamptz, who text, organisation uuid, what text, about text, detail text, hash text)`,
        [JSON.stringify(entries)],
      )
    }
    await tx.query('UPDATE audit_head SET number = $1, hash = $2', [head.number, head.hash])
    await tx.query('ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_lengthen')
  })

const entriesBehind = (before: Head, from: number): readonly Entry[] => {
  const entries: Entry[] = []
  let head = before
  for (let n = 0; n < AT_ONCE; n += 1) {
    const at = new Date(Date.UTC(2026, 10, 24) + (from + n) * 1000).toISOString().replace('Z', '000Z')
    const who = `person:11111111-1111-4111-8111-${String(n).padStart(12, '0')}`
    const about = String(1000 + (n % 290))
    const entry = entryOf(head, at, { who, what: 'municipality.help-set', about, detail: { version: n } })
    entries.push(entry)
    head = entry
  }
  return entries
}
