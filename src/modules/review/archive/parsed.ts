import type { Capture, FetchFailure, Purpose } from '../crawl/capture.ts'
import { FETCH_FAILURES, PURPOSES } from '../crawl/capture.ts'
import { KEPT_AS, TRUNCATED } from './record.ts'

/** A record of the archive, read: its fields by their names in small letters, and what it holds. */
export type Parsed = { readonly fields: ReadonlyMap<string, string>; readonly block: Buffer }

const END_OF_HEAD = '\r\n\r\n'

const fieldsOf = (lines: readonly string[]): Map<string, string> => {
  const fields = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = fields.get(name)
    fields.set(name, before === undefined ? value : `${before}${name === 'set-cookie' ? '\n' : ', '}${value}`)
  }
  return fields
}

/** Reads an unpacked record; nothing when it is none of WARC 1.1. */
export const parseRecord = (record: Buffer): Parsed | undefined => {
  const end = record.indexOf(END_OF_HEAD)
  if (end < 0) return undefined
  const [version, ...lines] = record.toString('utf8', 0, end).split('\r\n')
  const fields = fieldsOf(lines)
  const length = Number(fields.get('content-length'))
  const from = end + END_OF_HEAD.length
  if (version !== 'WARC/1.1' || !(from + length <= record.length)) return undefined
  return { fields, block: record.subarray(from, from + length) }
}

const CUT = new Map(Object.entries(TRUNCATED).map(([cut, field]) => [field as string, cut as keyof typeof TRUNCATED]))
const EMPTY = new Uint8Array()

const isFailure = (text: string): text is FetchFailure => (FETCH_FAILURES as readonly string[]).includes(text)
const isPurpose = (text: string): text is Purpose => (PURPOSES as readonly string[]).includes(text)

const headersOf = (fields: ReadonlyMap<string, string>): Record<string, string> => {
  const headers: Record<string, string> = {}
  for (const [name, value] of fields) {
    if (name.startsWith(KEPT_AS)) headers[name.slice(KEPT_AS.length)] = value
    // Written by the archive for its own unpacked body; what the server said stands under the other name.
    else if (name !== 'content-length') headers[name] = value
  }
  return headers
}

/**
 * The capture that a record was written for; for a revisit without its body, which is another record's. Nothing for a
 * record that holds none (warcinfo) or that this program has not written.
 */
export const captureOf = ({ fields, block }: Parsed): Capture | undefined => {
  const url = fields.get('warc-target-uri')
  const askedAt = fields.get('warc-date')
  const purpose = fields.get('rackhall-purpose') ?? ''
  if (url === undefined || askedAt === undefined || !isPurpose(purpose)) return undefined
  const method = fields.get('rackhall-method') === 'HEAD' ? 'HEAD' : 'GET'
  const asked = { url, askedAt, purpose, method } as const
  if (fields.get('warc-type') === 'metadata') {
    const failure = /^failure: (\S+)/.exec(block.toString('latin1'))?.[1] ?? ''
    return isFailure(failure) ? { ...asked, status: 0, headers: {}, body: EMPTY, failure } : undefined
  }
  const end = block.indexOf(END_OF_HEAD)
  const [line, ...lines] = block.toString('utf8', 0, Math.max(end, 0)).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line ?? '')?.[1])
  if (end < 0 || Number.isNaN(status)) return undefined
  const cut = CUT.get(fields.get('warc-truncated') ?? '')
  const body = block.subarray(end + END_OF_HEAD.length)
  return { ...asked, status, headers: headersOf(fieldsOf(lines)), body, ...(cut !== undefined && { cut }) }
}
