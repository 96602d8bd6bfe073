import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserFailure, BrowserVisit } from '../browser/browser-visit.ts'
import type { Capture } from '../crawl/capture.ts'
import { openAppending } from './appending.ts'
import { cdxj, indexed, type Indexed } from './cdxj.ts'
import { earlierOf } from './earlier.ts'
import { replaceFile, unlessMissing } from './files.ts'
import { takeLock } from './lock.ts'
import { memberOf } from './member.ts'
import { BROWSER, CDXJ, VISIT, WARC } from './names.ts'
import { folderOf, type Place } from './place.ts'
import { browserLines } from './read.ts'
import { digestOf, infoRecord, recordOf, type Earlier } from './record.ts'
import { scan } from './scan.ts'
import type { SiteArchive } from './site-archive.ts'
import { SUMS, writeSums } from './sums.ts'

// A record that names another costs as much as a small body.
const WORTH_NAMING = 512
const PACKED = /^(?:image\/(?!svg)|application\/(?:pdf|zip|gzip)|font\/|audio\/|video\/)/
const NOT_MODIFIED = 304

/**
 * Opens the archive of a site in a run, new or where it was left, and locks it: its folder is `folderOf(place)`.
 * Throws ArchiveTaken while another process writes it. What it was asked to keep is kept in that order.
 */
export const openSiteArchive = async (place: Place): Promise<SiteArchive> => {
  const folder = folderOf(place)
  await mkdir(folder, { recursive: true })
  const lock = await takeLock(folder)
  try {
    return await opened(place, folder, lock.release)
  } catch (error) {
    await lock.release()
    throw error
  }
}

const opened = async (place: Place, folder: string, release: () => Promise<void>): Promise<SiteArchive> => {
  // What grows again is not what its digests say any more.
  await rm(join(folder, SUMS), { force: true })
  const bytes = await unlessMissing(readFile(join(folder, WARC)), Buffer.alloc(0))
  const { captures, index: standing, torn } = scan(bytes)
  const said = await unlessMissing(readFile(join(folder, BROWSER), 'utf8'), '')
  const wholeLines = said.slice(0, said.lastIndexOf('\n') + 1)
  const { browser, browserFailures } = browserLines(wholeLines)

  const index: Indexed[] = [...standing]
  const kept = new Map<string, Earlier>(
    standing.map(({ url, askedAt: date, digest }) => [digest, { url, date, digest }]),
  )
  const earlier = earlierOf(place)
  const warc = await openAppending(join(folder, WARC), torn?.offset ?? bytes.length)
  const lines = await openAppending(join(folder, BROWSER), Buffer.byteLength(wholeLines))
  let count = captures.length
  let looked = browser.length + browserFailures.length

  const add = async (member: Buffer, capture: Capture, digest: string, revisit: boolean): Promise<void> => {
    const at = { digest, offset: warc.end(), length: member.length, revisit }
    await warc.add(member)
    if (capture.failure === undefined) index.push(indexed(capture, at))
    if (capture.body.length > 0 && !revisit) kept.set(digest, { url: capture.url, date: capture.askedAt, digest })
  }

  const { id: info, record } = await infoRecord(new Date().toISOString(), {
    software: 'Rackhall',
    format: 'WARC File Format 1.1',
    isPartOf: place.run,
    description: `Review of ${place.site}`,
  })
  await warc.add(await memberOf(record, false))

  /** What a 304 says is as it was: its record is copied here, so that this run can be read when that one is gone. */
  const asItWas = async (url: string): Promise<Earlier | undefined> => {
    const found = await earlier(url)
    if (found === undefined || found.capture.body.length === 0) return undefined
    if (!kept.has(found.digest)) await add(found.member, found.capture, found.digest, false)
    return { url, date: found.capture.askedAt, digest: found.digest }
  }

  const keep = async (capture: Capture): Promise<void> => {
    const digest = digestOf(capture.body)
    const same = capture.body.length >= WORTH_NAMING ? kept.get(digest) : undefined
    const named = capture.status === NOT_MODIFIED ? await asItWas(capture.url) : same
    const record = await recordOf(capture, { info, digest, earlier: named })
    const member = await memberOf(record, PACKED.test(capture.headers['content-type'] ?? ''))
    await add(member, capture, named?.digest ?? digest, named !== undefined)
    count++
  }

  const keepBrowser = async (seen: BrowserVisit | BrowserFailure, screenshot?: Uint8Array): Promise<void> => {
    looked++
    const name = screenshot === undefined ? undefined : `view-${looked}.png`
    if (screenshot !== undefined && name !== undefined) await writeFile(join(folder, name), screenshot)
    await lines.add(Buffer.from(`${JSON.stringify('why' in seen ? seen : { ...seen, screenshot: name })}\n`))
  }

  // One after the other, whoever asks: a record is whole before the next begins.
  let last: Promise<void> = Promise.resolve()
  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  return {
    before: captures,
    browserBefore: browser,
    keep: (capture) => inTurn(() => keep(capture)),
    keepBrowser: (seen, screenshot) => inTurn(() => keepBrowser(seen, screenshot)),
    previous: async (url) => (await earlier(url))?.capture,
    writeVisit: (visit) =>
      inTurn(async () => {
        await warc.sync()
        await lines.sync()
        await replaceFile(join(folder, CDXJ), cdxj(index, WARC))
        await replaceFile(join(folder, VISIT), `${JSON.stringify({ ...visit, captures: count }, undefined, 2)}\n`)
        if (visit.end !== undefined && visit.end !== 'stopped') await writeSums(folder)
      }),
    close: () =>
      inTurn(async () => {
        await warc.close()
        await lines.close()
        await release()
      }),
  }
}
