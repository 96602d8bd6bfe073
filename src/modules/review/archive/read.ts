import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserFailure, BrowserVisit } from '../browser/browser-visit.ts'
import { endedWhole, type Visit } from '../crawl/visit.ts'
import { unlessMissing } from './files.ts'
import { isFault, type ArchiveFault } from './fault.ts'
import { BROWSER, VISIT, WARC } from './names.ts'
import { scan } from './scan.ts'
import type { VisitRead } from './site-archive.ts'
import { parseSums, SUMS } from './sums.ts'

const fault = (folder: string, name: string, offset: number, expected: string): ArchiveFault => ({
  file: join(folder, name),
  offset,
  expected,
})

/** What `visit.json` says; nothing for a visit that has not written one yet. */
export const readVisitFile = async (folder: string): Promise<Visit | ArchiveFault | undefined> => {
  const text = await unlessMissing(readFile(join(folder, VISIT), 'utf8'), undefined)
  if (text === undefined) return undefined
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && 'run' in read && 'site' in read) {
      // JSON has no place for what is not there yet.
      const none = { endedAt: undefined, end: undefined, about: undefined }
      return Object.assign(none, read as Visit)
    }
  } catch {
    // Told below: where it is torn says no more than that it is.
  }
  return fault(folder, VISIT, 0, 'a visit as JSON')
}

/**
 * Reads the archive of a visit. Of one that has ended, every file is held against its digest, and anything that is not
 * as it was written is a fault, and nothing of it is read. Of one that goes on, a torn last record is left out.
 */
export const readVisit = async (folder: string): Promise<VisitRead | ArchiveFault> => {
  const visit = await readVisitFile(folder)
  if (visit === undefined) return fault(folder, VISIT, 0, 'a visit, found no such file')
  if (isFault(visit)) return visit
  const sums = parseSums(await unlessMissing(readFile(join(folder, SUMS), 'utf8'), ''))
  const whole = endedWhole(visit)
  if (whole && !sums.has(WARC)) return fault(folder, SUMS, 0, `the digests of a visit that has ended`)
  const warc = await unlessMissing(readFile(join(folder, WARC)), Buffer.alloc(0))
  const scanned = scan(warc)
  const { captures, torn } = scanned
  if (torn !== undefined && sums.has(WARC)) return fault(folder, WARC, torn.offset, torn.expected)
  const wrong = await notAsWritten(folder, sums, warc)
  if (wrong !== undefined) return wrong
  if (whole && captures.length !== visit.captures) {
    return fault(folder, WARC, warc.length, `${visit.captures} captures as ${VISIT} says, found ${captures.length}`)
  }
  const seen = browserLines(await unlessMissing(readFile(join(folder, BROWSER), 'utf8'), ''))
  return { visit, captures, ...seen }
}

const notAsWritten = async (
  folder: string,
  sums: ReadonlyMap<string, string>,
  warc: Buffer,
): Promise<ArchiveFault | undefined> => {
  for (const [name, sum] of sums) {
    const bytes = name === WARC ? warc : await unlessMissing(readFile(join(folder, name)), undefined)
    if (bytes === undefined) return fault(folder, name, 0, `the file that ${SUMS} names, found none`)
    if (hash('sha256', bytes, 'hex') !== sum) {
      return fault(folder, name, 0, `bytes with the SHA-256 ${sum} that ${SUMS} says, found ${bytes.length} others`)
    }
  }
  return undefined
}

/** The lines of the file beside; the last is left out when it is torn. */
export const browserLines = (text: string): Pick<VisitRead, 'browser' | 'browserFailures'> => {
  const lines = text.split('\n').slice(0, -1)
  const all = lines.map((line) => JSON.parse(line) as BrowserVisit | BrowserFailure)
  return {
    browser: all.filter((one): one is BrowserVisit => !('why' in one)),
    browserFailures: all.filter((one): one is BrowserFailure => 'why' in one),
  }
}
