import { createHash, hash } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { WARCRecord, WARCSerializer } from 'warcio'
import type { Capture } from '../crawl/capture.ts'

/*
 * A capture as a record of WARC 1.1 (ISO 28500:2017). What the format has no field for is in two of our own, which other
 * readers pass over: Rackhall-Purpose and Rackhall-Method.
 */

type Fields = Readonly<Record<string, string>>

/** Bodies are unpacked when they come here; headers that told of packing are kept under the name that others use too. */
const ABOUT_PACKING = new Set(['content-encoding', 'transfer-encoding', 'content-length'])
export const KEPT_AS = 'x-archive-orig-'
export const TRUNCATED = { 'too-large': 'length', 'too-slow': 'time' } as const

export const PROFILE_304 = 'http://netpreserve.org/warc/1.1/revisit/server-not-modified'
const PROFILE_SAME = 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest'

export const digestOf = (body: Uint8Array): string => `sha256:${hash('sha256', body, 'hex')}`

/** A line break in a value would begin a field of its own. */
const oneLine = (value: string): string => value.replaceAll(/[\r\n\0]+/g, ' ')

const httpHeaders = ({ headers, body }: Capture): [string, string][] => {
  const lines = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (ABOUT_PACKING.has(name)) return [[`${KEPT_AS}${name}`, oneLine(value)]]
    if (name === 'set-cookie') return value.split('\n').map((cookie) => [name, oneLine(cookie)])
    return [[name, oneLine(value)]]
  })
  return [...lines, ['content-length', String(body.length)]]
}

const serialised = async (record: WARCRecord): Promise<Uint8Array> => WARCSerializer.serialize(record, { gzip: false })

/** The first record of a file: what wrote it. Answers with its id too, which every other record names. */
export const infoRecord = async (
  date: string,
  info: Fields,
): Promise<{ readonly id: string; readonly record: Uint8Array }> => {
  const record = WARCRecord.createWARCInfo({ date, warcVersion: 'WARC/1.1' }, { ...info })
  return { id: record.warcHeader('WARC-Record-ID') ?? '', record: await serialised(record) }
}

/** What an earlier record had: the same bytes, so that they need not be kept again. */
export type Earlier = { readonly url: string; readonly date: string; readonly digest: string }

const own = ({ purpose, method, cut }: Capture, info: string): Fields => ({
  'WARC-Warcinfo-ID': info,
  'Rackhall-Purpose': purpose,
  ...(method === 'HEAD' && { 'Rackhall-Method': method }),
  ...(cut !== undefined && { 'WARC-Truncated': TRUNCATED[cut] }),
})

/** A capture as a record, not yet packed. `earlier`: its body is one that is kept already, of this or another address. */
export const recordOf = async (
  capture: Capture,
  { info, digest, earlier }: { readonly info: string; readonly digest: string; readonly earlier: Earlier | undefined },
): Promise<Uint8Array> => {
  const { url, askedAt: date, failure, status } = capture
  if (failure !== undefined) {
    const said = Buffer.from(`failure: ${failure}\r\n`)
    const warcHeaders = {
      ...own(capture, info),
      'Content-Type': 'application/warc-fields',
      'WARC-Block-Digest': digestOf(said),
    }
    return serialised(WARCRecord.create({ url, date, type: 'metadata', warcVersion: 'WARC/1.1', warcHeaders }, [said]))
  }
  const record = WARCRecord.create(
    {
      url,
      date,
      type: earlier === undefined ? 'response' : 'revisit',
      warcVersion: 'WARC/1.1',
      statusline: `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      httpHeaders: httpHeaders(capture),
      keepHeadersCase: true,
      warcHeaders: {
        ...own(capture, info),
        'WARC-Payload-Digest': earlier?.digest ?? digest,
        ...(earlier !== undefined && {
          'WARC-Profile': status === 304 ? PROFILE_304 : PROFILE_SAME,
          'WARC-Refers-To-Target-URI': earlier.url,
          'WARC-Refers-To-Date': earlier.date,
        }),
      },
    },
    earlier === undefined ? [capture.body] : [],
  )
  // Given here, it is not reckoned by the library, which takes four times as long for it.
  const block = createHash('sha256').update(`${record.httpHeaders?.toString() ?? ''}\r\n`)
  if (earlier === undefined) block.update(capture.body)
  record.warcHeaders.headers.set('WARC-Block-Digest', `sha256:${block.digest('hex')}`)
  return serialised(record)
}
