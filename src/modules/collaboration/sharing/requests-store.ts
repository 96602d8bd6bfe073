import type { Queryable } from '#platform/db/index.ts'
import type { RequestState, SharingRequest } from './request.ts'

type Stored = Omit<SharingRequest, 'reception' | 'introducedLine' | 'introducedBy'> & {
  readonly reception: string | null
  readonly introducedLine: string | null
  readonly introducedBy: string | null
}

/** The requests that concern whoever acts, the newest first: her own, her county's, and those to a reception of hers. */
export const readRequests = async (tx: Queryable): Promise<readonly SharingRequest[]> => {
  const rows = await tx.query<Stored>(
    `SELECT id, municipality_code AS municipality, state, asked_line AS "askedLine", asked_by AS "askedBy",
            asked_at AS "askedAt", reception_name AS reception, introduced_line AS "introducedLine",
            introduced_by AS "introducedBy"
     FROM collaboration_requests ORDER BY asked_at DESC, id`,
  )
  return rows.map(({ reception, introducedLine, introducedBy, ...rest }) => ({
    ...rest,
    reception: reception ?? undefined,
    introducedLine: introducedLine ?? undefined,
    introducedBy: introducedBy ?? undefined,
  }))
}

/** A request of the acting organisation for its municipality; nothing when one is under way. */
export const addRequest = async (
  tx: Queryable,
  {
    municipality,
    line,
    by,
    now,
  }: { readonly municipality: string; readonly line: string; readonly by: string; readonly now: Date },
): Promise<string | undefined> => {
  const [added] = await tx.query<{ id: string }>(
    `INSERT INTO collaboration_requests (organisation_id, municipality_code, asked_line, asked_by, asked_at)
     VALUES (platform_acting_organisation(), $1, $2, $3, $4)
     ON CONFLICT (municipality_code) WHERE state IN ('asked', 'introduced') DO NOTHING RETURNING id`,
    [municipality, line, by, now],
  )
  return added?.id
}

/** The county names a reception and says why. Returns whether it was asked and nobody had been quicker. */
export const introduce = async (
  tx: Queryable,
  id: string,
  {
    reception,
    line,
    by,
    now,
  }: { readonly reception: string; readonly line: string; readonly by: string; readonly now: Date },
): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE collaboration_requests SET state = 'introduced', reception_name = $2, introduced_line = $3, introduced_by = $4, introduced_at = $5
     WHERE id = $1 AND state = 'asked' RETURNING id`,
    [id, reception, line, by, now],
  )
  return rows.length > 0
}

/** Moves a request on to where it ends. Returns whether it still stood where it was. */
export const endRequest = async (
  tx: Queryable,
  id: string,
  {
    from,
    to,
    by,
    now,
  }: { readonly from: readonly RequestState[]; readonly to: RequestState; readonly by: string; readonly now: Date },
): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE collaboration_requests SET state = $3, ended_by = $4, ended_at = $5
     WHERE id = $1 AND state = ANY ($2) RETURNING id`,
    [id, from, to, by, now],
  )
  return rows.length > 0
}

/** Moves a request back to where it waits for somebody. Returns whether it still stood where it was. */
export const reopenRequest = async (
  tx: Queryable,
  id: string,
  from: readonly RequestState[],
  to: 'asked' | 'introduced',
): Promise<boolean> => {
  const rows = await tx.query(
    `UPDATE collaboration_requests SET state = $3, ended_by = NULL, ended_at = NULL
     WHERE id = $1 AND state = ANY ($2) RETURNING id`,
    [id, from, to],
  )
  return rows.length > 0
}

/** Writes to those whose turn it is now. Who that is in another organisation, whoever acts may not see. */
export const tellOfRequest = async (
  tx: Queryable,
  id: string,
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<void> => void (await tx.query('SELECT collaboration_tell_of_request($1, $2, $3)', [id, subject, text]))
