import type { Queryable } from '../db/index.ts'
import type { Listed, Staffing } from './found.ts'
import type { OrganisationId } from './organisation.ts'
import { readOrganisations } from './store.ts'

type Standing = {
  readonly id: OrganisationId
  readonly staffing: Staffing
  readonly foundedAt: Date
  readonly foundedBy: OrganisationId | null
  readonly leftAt: Date | null
}

/** Every organisation with how it stands with its people, never who they are; none where nobody acts. */
export const readListed = async (tx: Queryable, now: Date): Promise<readonly Listed[]> => {
  const rows = await tx.query<Standing>(
    `SELECT o.id, s.standing AS staffing, o.founded_at AS "foundedAt", o.founded_by AS "foundedBy", s.left_at AS "leftAt"
     FROM platform_staffed($1) s JOIN platform_organisations o ON o.id = s.organisation`,
    [now],
  )
  const standings = new Map(rows.map(({ id, ...standing }) => [id, standing]))
  return (await readOrganisations(tx)).flatMap((one) => {
    const standing = standings.get(one.id)
    return standing === undefined ? [] : [{ ...one, ...standing }]
  })
}

/** Gives an organisation another name. Throws what the database throws when one of its kind is called so. */
export const renameOrganisation = async (tx: Queryable, id: OrganisationId, name: string): Promise<void> =>
  void (await tx.query('UPDATE platform_organisations SET name = $2 WHERE id = $1', [id, name]))

/** Takes back an organisation that the acting one brought in and nobody has come in to; false when it cannot be. */
export const takeBackOrganisation = async (tx: Queryable, id: OrganisationId): Promise<boolean> => {
  await tx.query('DELETE FROM platform_invitations WHERE organisation_id = $1 AND platform_awaits_first($1)', [id])
  await tx.query('DELETE FROM platform_rss_municipalities WHERE organisation_id = $1 AND platform_awaits_first($1)', [
    id,
  ])
  const gone = await tx.query(
    'DELETE FROM platform_organisations WHERE id = $1 AND platform_awaits_first($1) RETURNING id',
    [id],
  )
  return gone.length > 0
}

/** Whether the acting organisation brought this one in and nobody has come in to it. */
export const awaitsFirst = async (tx: Queryable, id: OrganisationId): Promise<boolean> => {
  const [row] = await tx.query<{ awaits: boolean }>('SELECT platform_awaits_first($1) AS awaits', [id])
  return row?.awaits === true
}
