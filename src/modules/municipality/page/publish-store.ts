import type { Queryable } from '#platform/db/index.ts'
import { contactsSchema, type Contacts } from '../local-help.ts'

/** One state of a municipality's public page, under its number: what it showed, or nothing where it was withdrawn. */
export type State = {
  readonly number: number
  readonly by: string
  readonly at: Date
  readonly shown:
    | { readonly kind: 'contacts'; readonly help: Contacts; readonly file: string }
    | { readonly kind: 'nothing' }
    /** Written by another version of the program. */
    | { readonly kind: 'unreadable' }
}

type Stored = {
  readonly number: number
  readonly by: string
  readonly at: Date
  readonly contents: unknown
  readonly file: string | null
}

/** Every state there has been, the newest first; empty for a municipality that never published anything. */
export const readStates = async (tx: Queryable, code: string): Promise<readonly State[]> => {
  const rows = await tx.query<Stored>(
    `SELECT id AS number, noted_by AS by, noted_at AS at, contents, file
     FROM municipality_local_help WHERE municipality_code = $1 ORDER BY id DESC`,
    [code],
  )
  return rows.map(stateOf)
}

const stateOf = ({ number, by, at, contents, file }: Stored): State => {
  if (file === null) return { number, by, at, shown: { kind: 'nothing' } }
  const read = contactsSchema.safeParse(contents)
  return { number, by, at, shown: read.success ? { kind: 'contacts', help: read.data, file } : { kind: 'unreadable' } }
}
