import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Capture } from '../crawl/capture.ts'
import { isRevisit, parseCdxj, type Indexed } from './cdxj.ts'
import { unlessMissing } from './files.ts'
import { isTorn, unpack } from './member.ts'
import { CDXJ, WARC } from './names.ts'
import { captureOf, parseRecord } from './parsed.ts'
import { folderOf, runsOf, type Place } from './place.ts'

/** What a run before had of an address, and the record as it stands in its file, to be copied unchanged. */
export type EarlierCapture = { readonly capture: Capture; readonly digest: string; readonly member: Buffer }

/** Looks an address up in what was archived before; nothing when it was not, or is damaged there. */
export type Earlier = (url: string) => Promise<EarlierCapture | undefined>

const OK = 200

/** The newest whole archive of the site in a run before this one. */
export const earlierOf = (place: Place): Earlier => {
  let opening: Promise<Earlier> | undefined
  return async (url) => (await (opening ??= newestBefore(place)))(url)
}

const newestBefore = async (place: Place): Promise<Earlier> => {
  const runs = await runsOf(place.archive)
  const before = runs.slice(0, Math.max(0, runs.indexOf(place.run))).toReversed()
  for (const run of before) {
    const folder = folderOf({ ...place, run })
    const index = await unlessMissing(readFile(join(folder, CDXJ), 'utf8'), undefined)
    if (index !== undefined) return among(parseCdxj(index), join(folder, WARC))
  }
  return async () => undefined
}

const among = (index: readonly Indexed[], file: string): Earlier => {
  const answers = index.filter((line) => line.status === OK && !isRevisit(line))
  const newest = new Map(answers.toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1)).map((line) => [line.url, line]))
  return async (url) => {
    const line = newest.get(url)
    return line === undefined ? undefined : readAt(file, line)
  }
}

const readAt = async (file: string, { offset, length, digest }: Indexed): Promise<EarlierCapture | undefined> => {
  const handle = await unlessMissing(open(file), undefined)
  if (handle === undefined) return undefined
  try {
    const member = Buffer.alloc(length)
    const { bytesRead } = await handle.read(member, 0, length, offset)
    const record = bytesRead === length ? unpack(member, { offset: 0, length }) : undefined
    const parsed = record === undefined || isTorn(record) ? undefined : parseRecord(record)
    const capture = parsed === undefined ? undefined : captureOf(parsed)
    return capture === undefined ? undefined : { capture, digest, member }
  } finally {
    await handle.close()
  }
}
