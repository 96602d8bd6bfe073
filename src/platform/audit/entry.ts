import { hash } from 'node:crypto'

/** What was done, as words parted by dots: the room, then the deed (`municipality.help-set`, `crisis.cleared`). */
export type What = `${string}.${string}`

/** Small facts that say which of several things was meant. Never a text, a number or a name of a person seeking help. */
export type Detail = Readonly<Record<string, string | number | boolean>>

/** Something done, as the room that does it says it. */
export type Deed = {
  readonly who: string
  /** For which organisation; nothing for what an operator does at the machine. */
  readonly organisation?: string | undefined
  readonly what: What
  /** The thing itself, by its code or number. */
  readonly about: string
  readonly detail?: Detail | undefined
}

/** An entry as it is hashed. `at` is UTC to the microsecond, `detail` JSON, both letter for letter as stored. */
export type Fields = {
  readonly number: number
  readonly at: string
  readonly who: string
  readonly organisation: string | null
  readonly what: string
  readonly about: string
  readonly detail: string | null
}

export type Entry = Fields & { readonly hash: string }

/** The end of a chain: how many entries, and the hash of the last. */
export type Head = { readonly number: number; readonly hash: string }

export const EMPTY: Head = { number: 0, hash: '0'.repeat(64) }

/**
 * The hash of an entry behind another: SHA-256 over a JSON list of the hash before and every field in a fixed order.
 * A list, because its brackets and quotation marks keep neighbouring fields apart.
 */
export const hashOf = (before: string, { number, at, who, organisation, what, about, detail }: Fields): string =>
  hash('sha256', JSON.stringify([before, number, at, who, organisation, what, about, detail]), 'hex')

const LONGEST = 300

/** As the database keeps it: whole characters, none of them NUL, and not endless. */
const storable = (text: string): string =>
  text.toWellFormed().replaceAll('\0', '\u{FFFD}').slice(0, LONGEST).toWellFormed()

/** The entry that a deed becomes behind a head. */
export const entryOf = (head: Head, at: string, { who, organisation, what, about, detail }: Deed): Entry => {
  const fields: Fields = {
    number: head.number + 1,
    at,
    who: storable(who),
    organisation: organisation === undefined ? null : storable(organisation),
    what,
    about: storable(about),
    detail: detail === undefined ? null : detailText(detail),
  }
  return { ...fields, hash: hashOf(head.hash, fields) }
}

const detailText = (detail: Detail): string => {
  const kept = Object.entries(detail).map(([key, value]) => [
    storable(key),
    typeof value === 'string' ? storable(value) : value,
  ])
  return JSON.stringify(Object.fromEntries(kept))
}
