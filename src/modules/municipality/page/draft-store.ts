import type { Queryable } from '#platform/db/index.ts'
import { contactsSchema } from '../local-help.ts'
import { draftOf, readContents, type Draft, type DraftContacts } from './draft.ts'

type Stored = {
  readonly contents: unknown
  readonly version: number
  readonly by: string
  readonly at: Date
}

/**
 * What the municipality is about to show: the draft of the organisation that acts, or what is published when it has
 * none; nothing when it has neither.
 */
export const readDraft = async (tx: Queryable, code: string): Promise<Draft | undefined> => {
  const [newest] = await tx.query<Stored>(
    `SELECT contents, version, edited_by AS by, edited_at AS at FROM municipality_contacts_drafts
     WHERE municipality_code = $1 AND laid_aside_at IS NULL ORDER BY version DESC LIMIT 1`,
    [code],
  )
  if (newest === undefined) return readPublished(tx, code)
  const { contents, version, by, at } = newest
  return { contents: readContents(contents), version, editedBy: by, editedAt: at, unpublished: true }
}

/** What is published, whatever is drafted; nothing when nothing is. */
export const readPublished = async (tx: Queryable, code: string): Promise<Draft | undefined> => {
  const [newest] = await tx.query<Stored>(
    `SELECT contents, -id::integer AS version, noted_by AS by, noted_at AS at FROM municipality_local_help
     WHERE municipality_code = $1 ORDER BY id DESC LIMIT 1`,
    [code],
  )
  const help = contactsSchema.safeParse(newest?.contents)
  if (newest === undefined || !help.success) return undefined
  const { version, by, at } = newest
  return { contents: draftOf(help.data), version, editedBy: by, editedAt: at, unpublished: false }
}

/** Until the transaction ends nobody else changes this municipality's draft. */
export const holdDraft = async (tx: Queryable, code: string): Promise<void> =>
  void (await tx.query(`SELECT pg_advisory_xact_lock(hashtext('contacts-draft'), $1::integer)`, [code]))

/** The contents of a version there has been; empty for nought, and for one that there is not. */
export const contentsOf = async (tx: Queryable, code: string, version: number): Promise<DraftContacts> => {
  if (version > 0) return readContents((await rowOf(tx, code, version))?.contents)
  const [row] = await tx.query<{ contents: unknown }>(
    'SELECT contents FROM municipality_local_help WHERE municipality_code = $1 AND id = $2',
    [code, -version],
  )
  const help = contactsSchema.safeParse(row?.contents)
  return help.success ? draftOf(help.data) : {}
}

const rowOf = async (
  tx: Queryable,
  code: string,
  version: number,
): Promise<{ readonly contents: unknown; readonly base: number } | undefined> =>
  (
    await tx.query<{ contents: unknown; base: number }>(
      'SELECT contents, base FROM municipality_contacts_drafts WHERE municipality_code = $1 AND version = $2',
      [code, version],
    )
  )[0]

/** The version that a version was written over; nothing for one that nobody wrote as a draft. */
export const baseOf = async (tx: Queryable, code: string, version: number): Promise<number | undefined> =>
  (await rowOf(tx, code, version))?.base

type Saving = {
  readonly code: string
  readonly contents: DraftContacts
  /** The version it was written over; nought where there was neither draft nor anything published. */
  readonly base: number
  readonly by: string
}

export type Saved =
  | { readonly kind: 'saved'; readonly version: number }
  /** Somebody else has saved since; nothing of this is kept. */
  | { readonly kind: 'changed'; readonly draft: Draft | undefined }

/** Saves the draft as a new version, unless somebody has saved another since `base`. */
export const saveDraft = async (tx: Queryable, { code, contents, base, by }: Saving): Promise<Saved> => {
  await holdDraft(tx, code)
  const draft = await readDraft(tx, code)
  if ((draft?.version ?? 0) !== base) return { kind: 'changed', draft }
  const [row] = await tx.query<{ version: number }>(
    `INSERT INTO municipality_contacts_drafts (municipality_code, version, contents, base, edited_by)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4 FROM municipality_contacts_drafts WHERE municipality_code = $1
     RETURNING version`,
    [code, JSON.stringify(contents), base, by],
  )
  if (row === undefined) throw new Error('The database gave no version for the draft.')
  return { kind: 'saved', version: row.version }
}

/** Lays the draft aside: it has been published, or is not to be. What is published is what the next one begins from. */
export const dropDraft = async (tx: Queryable, code: string): Promise<void> =>
  void (await tx.query(
    'UPDATE municipality_contacts_drafts SET laid_aside_at = now() WHERE municipality_code = $1 AND laid_aside_at IS NULL',
    [code],
  ))
