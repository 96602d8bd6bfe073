import type { Capture } from '../crawl/capture.ts'
import { indexed, type Indexed } from './cdxj.ts'
import { isTorn, membersOf, unpack, type Torn } from './member.ts'
import { captureOf, parseRecord, type Parsed } from './parsed.ts'

/** What a file of records holds. */
export type Scanned = {
  /** Those of the visit, in order. A 304 has the body, and what it says nothing of in its headers, from the run before. */
  readonly captures: readonly Capture[]
  readonly index: readonly Indexed[]
  /** Where it stops being what was written. */
  readonly torn: Torn | undefined
}

/** A body that later records name by its digest, and the headers it came with. */
type Kept = Pick<Capture, 'body' | 'headers'>

const NOT_OURS = 'a record of WARC 1.1 as this program writes it'

/** Reads a file of records from its beginning to its end, or to where it is torn. */
export const scan = (bytes: Buffer): Scanned => {
  const captures: Capture[] = []
  const index: Indexed[] = []
  const infos = new Set<string>()
  const bodies = new Map<string, Kept>()
  const members = membersOf(bytes)
  for (let next = members.next(); ; next = members.next()) {
    if (next.done === true) return { captures, index, torn: next.value }
    const { offset, length } = next.value
    const record = unpack(bytes, next.value)
    if (isTorn(record)) return { captures, index, torn: record }
    const parsed = parseRecord(record)
    const type = parsed?.fields.get('warc-type')
    if (parsed !== undefined && type === 'warcinfo') infos.add(parsed.fields.get('warc-record-id') ?? '')
    if (type === 'warcinfo') continue
    const capture = parsed === undefined ? undefined : captureOf(parsed)
    const whole = parsed === undefined || capture === undefined ? undefined : withBody(capture, parsed, bodies)
    if (parsed === undefined || whole === undefined) return { captures, index, torn: { offset, expected: NOT_OURS } }
    if (type !== 'metadata') {
      const digest = parsed.fields.get('warc-payload-digest') ?? ''
      index.push(indexed(whole, { digest, offset, length, revisit: type === 'revisit' }))
    }
    // Copied from the run before, so that this one can be read alone: not asked for in this visit.
    if (infos.has(parsed.fields.get('warc-warcinfo-id') ?? '')) captures.push(whole)
  }
}

/** Nothing for a revisit of a body that is not in the file. */
const withBody = (capture: Capture, { fields }: Parsed, bodies: Map<string, Kept>): Capture | undefined => {
  const digest = fields.get('warc-payload-digest') ?? ''
  if (fields.get('warc-type') !== 'revisit') {
    if (capture.body.length > 0) bodies.set(digest, capture)
    return capture
  }
  const kept = bodies.get(digest)
  if (kept === undefined) return undefined
  const headers = capture.status === 304 ? { ...kept.headers, ...capture.headers } : capture.headers
  return { ...capture, headers, body: kept.body }
}
