/** What a server says of one recipient in a report of delivery (RFC 3464). */
export type Report = {
  /** In small letters. */
  readonly recipient: string
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** Such as 5.1.1. */
  readonly status: string
  /** What the receiving server answered, when that is told. */
  readonly reply: string
}

export type Bounce = {
  /** Our own id of the mail that came back; nothing when the report does not name it. */
  readonly messageId: string | undefined
  readonly reports: readonly Report[]
}

export type BounceRead =
  | { readonly ok: true; readonly value: Bounce }
  /** Why it is no report that could be noted, as a sentence. */
  | { readonly ok: false; readonly why: string }

/** Nothing longer is a report about one of our mails. */
const LONGEST = 2_000_000
const MOST_PARTS = 50

/** Reads the report that a mail server sends when a mail could not be delivered after all, as it stands in a mailbox. */
export const readBounce = (text: string): BounceRead => {
  if (text.trim() === '') return no('Nothing was given. A whole mail is expected on stdin or in a file.')
  if (text.length > LONGEST) return no('The mail is too large to be a report of delivery.')
  const whole = entityOf(text.replaceAll('\r\n', '\n'))
  const type = whole.fields.get('content-type') ?? ''
  if (!/^multipart\/report\b/i.test(type))
    return no('The mail is no report of delivery (RFC 3464): its type is not multipart/report. Nothing was noted.')
  const parts = partsOf(whole)
  const status = parts.find((part) => /^message\/(?:global-)?delivery-status\b/i.test(typeOf(part)))
  if (status === undefined)
    return no('The report has no part that says how the delivery went (message/delivery-status). Nothing was noted.')
  const reports = reportsIn(decoded(status))
  if (reports.length === 0) return no('The report names no recipient that can be read. Nothing was noted.')
  return { ok: true, value: { messageId: ownIdIn(whole, parts), reports } }
}

const no = (why: string): BounceRead => ({ ok: false, why })

/** A mail, or a part of one: its header's fields by small names, and what comes after the first empty line. */
type Entity = { readonly fields: ReadonlyMap<string, string>; readonly body: string }

const entityOf = (text: string): Entity => {
  // An mbox line that a program puts before a mail is no field of it.
  const bare = text.replace(/^From .*\n/, '').replace(/^\n+/, '')
  const end = bare.indexOf('\n\n')
  const head = end < 0 ? bare : bare.slice(0, end)
  return { fields: fieldsIn(head), body: end < 0 ? '' : bare.slice(end + 2) }
}

/** Of a field that is there twice the first is read; lines that go on are joined. */
const fieldsIn = (head: string): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>()
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name = '', value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? []
    const small = name.toLowerCase()
    if (small !== '' && !fields.has(small)) fields.set(small, value.trim())
  }
  return fields
}

const typeOf = ({ fields }: Entity): string => fields.get('content-type') ?? 'text/plain'

const partsOf = (whole: Entity): readonly Entity[] => {
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(typeOf(whole))
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) return []
  const [ended = ''] = `\n${whole.body}`.split(`\n--${mark}--`)
  return ended
    .split(`\n--${mark}`)
    .slice(1, MOST_PARTS)
    .map((part) => entityOf(part.replace(/^[ \t]*\n/, '')))
}

const decoded = ({ fields, body }: Entity): string => {
  switch (fields.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
    case 'quoted-printable':
      return body
        .replaceAll(/=\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    default:
      return body
  }
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
const LONGEST_REPLY = 300

/** Blocks of fields parted by empty lines: first about the mail, then one for each recipient. */
const reportsIn = (body: string): readonly Report[] =>
  body.split(/\n[ \t]*\n/).flatMap((block): readonly Report[] => {
    const fields = fieldsIn(block.trim())
    const recipient = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'))
    const said = fields.get('action')?.toLowerCase()
    const action = ACTIONS.find((one) => one === said)
    if (recipient === undefined || action === undefined) return []
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? ''
    const reply = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+;\s*/, '').slice(0, LONGEST_REPLY)
    return [{ recipient, action, status, reply }]
  })

/** `rfc822; eva@example.se`, with or without angle brackets. */
const addressIn = (field: string | undefined): string | undefined =>
  /^(?:rfc822|utf-8)\s*;\s*<?([^@\s<>]+@[^@\s<>]+?)>?$/i.exec(field ?? '')?.[1]?.toLowerCase()

const OWN_ID = /<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^\s<>]+>?/i

/** In what came back, or where the report says which mail it answers: some servers return no header at all. */
const ownIdIn = (whole: Entity, parts: readonly Entity[]): string | undefined => {
  const returned = parts
    .filter((part) =>
      /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)\b/i.test(typeOf(part)),
    )
    .map((part) => entityOf(decoded(part)).fields.get('message-id'))
  const named = [...returned, whole.fields.get('in-reply-to'), whole.fields.get('references')]
  for (const one of named) {
    const id = OWN_ID.exec(one ?? '')?.[1]
    if (id !== undefined) return id.toLowerCase()
  }
  return undefined
}
