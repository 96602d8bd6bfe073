import type { OrganisationId, PersonId } from '#platform/auth/organisation.ts'
import { hashOf } from '#platform/auth/tokens.ts'
import type { Queryable } from '#platform/db/index.ts'
import { readContents, type DraftContacts } from './draft.ts'

/** A link that shows a draft, as those who made it see it: never the link itself. */
export type PreviewLink = {
  readonly id: string
  readonly askedBy: string
  readonly recipient: string | null
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly withdrawnAt: Date | null
}

/** The same with the draft in it, for whoever has the link. */
export type OpenedLink = PreviewLink & {
  readonly organisation: OrganisationId
  readonly madeBy: PersonId
  readonly organisationName: string
  readonly code: string
  readonly contents: DraftContacts
}

const FIELDS = `id, asked_by AS "askedBy", recipient, made_at AS "madeAt", expires_at AS "expiresAt",
  used_at AS "usedAt", withdrawn_at AS "withdrawnAt"`

export type NewLink = Pick<
  OpenedLink,
  'organisation' | 'madeBy' | 'askedBy' | 'organisationName' | 'code' | 'contents'
> & {
  readonly token: string
  readonly recipient: string | undefined
  readonly now: Date
  readonly expires: Date
}

/** Keeps a link by its hash, and the draft as it is now. Returns the link's id. */
export const addLink = async (tx: Queryable, given: NewLink): Promise<string> => {
  const { token, organisation, code, contents, madeBy, askedBy, organisationName, recipient, now, expires } = given
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO municipality_preview_links (token_hash, organisation_id, municipality_code, contents, made_by, asked_by,
       organisation_name, recipient, made_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [
      hashOf(token),
      organisation,
      code,
      JSON.stringify(contents),
      madeBy,
      askedBy,
      organisationName,
      recipient ?? null,
      now,
      expires,
    ],
  )
  if (row === undefined) throw new Error('The database gave no id for the link.')
  return row.id
}

/** The links that the acting organisation has made, the newest first. */
export const readLinks = async (tx: Queryable): Promise<readonly PreviewLink[]> =>
  tx.query<PreviewLink>(
    `SELECT ${FIELDS} FROM municipality_preview_links
     WHERE organisation_id = platform_acting_organisation() ORDER BY made_at DESC, id`,
  )

/** Takes a link back; false when there is none of ours that still works. */
export const withdrawLink = async (tx: Queryable, id: string, now: Date): Promise<boolean> => {
  const done = await tx.query(
    `UPDATE municipality_preview_links SET withdrawn_at = $2
     WHERE id = $1 AND organisation_id = platform_acting_organisation()
       AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2 RETURNING id`,
    [id, now],
  )
  return done.length > 0
}

type StoredLink = Omit<OpenedLink, 'contents'> & { readonly contents: unknown }

/** The link with this token, in a transaction in which it is presented; locked, so that it is used once. */
export const readLink = async (tx: Queryable, token: string): Promise<OpenedLink | undefined> => {
  const [row] = await tx.query<StoredLink>(
    `SELECT ${FIELDS}, organisation_id AS organisation, made_by AS "madeBy", organisation_name AS "organisationName",
       municipality_code AS code, contents
     FROM municipality_preview_links WHERE token_hash = $1 FOR UPDATE`,
    [hashOf(token)],
  )
  return row === undefined ? undefined : { ...row, contents: readContents(row.contents) }
}

export const useLink = async (tx: Queryable, id: string, now: Date): Promise<void> =>
  void (await tx.query('UPDATE municipality_preview_links SET used_at = $2 WHERE id = $1', [id, now]))
