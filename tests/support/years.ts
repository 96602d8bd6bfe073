import { stockholm } from '#kernel/dates.ts'
import type { Acting, OrganisationId, PersonId } from '#platform/auth/organisation.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import { asOwner } from '#platform/db/operator.ts'
import { readReception } from '#modules/collaboration/reception-file.ts'
import { setReception } from '#modules/collaboration/store.ts'
import { contacts, theReference } from './builders.ts'
import { RECEPTION_FILE } from './receptions.ts'

/** How long the country has been at it, and how it stands on a day. */
export type Years = { readonly years: number; readonly now: Date }

/** Those who look: somebody of the agency, and of the county with the most municipalities (49). */
export type Looking = { readonly agency: Acting; readonly county: Acting }

const SHARED_RECEPTIONS = 60

/**
 * Fills an empty database with what all 290 municipalities and the 21 counties have done in so many years: each month a
 * confirmation with its drafts, a note of support and a reminder; three people a municipality who sign in twice a month;
 * sixty shared receptions whose rota changes each month. Every seventh municipality has never confirmed, every fifth is
 * too old, every eleventh is written on now.
 */
export const fillYears = async (db: Database, { years, now }: Years): Promise<Looking> => {
  const { all, counties } = theReference().municipalities
  const months = years * 12
  await addReceptions(db, months, now)
  return asOwner(db, async (tx) => {
    await addOrganisations(
      tx,
      counties.map(({ code }) => code),
      all.map(({ code }) => code),
    )
    await addStaff(tx, months, now)
    await addPages(tx, months, now)
    await addSupport(tx, months, now)
    await tx.query('ANALYZE')
    return { agency: await lookingFrom(tx, 'agency'), county: await lookingFrom(tx, 'county') }
  })
}

const addOrganisations = async (
  tx: Queryable,
  counties: readonly string[],
  codes: readonly string[],
): Promise<void> => {
  await tx.query(`INSERT INTO platform_organisations (kind, name) VALUES ('agency', 'The agency')`)
  await tx.query(
    `INSERT INTO platform_organisations (kind, name, county_code) SELECT 'county', 'County ' || c, c FROM unnest($1::text[]) c`,
    [counties],
  )
  await tx.query(
    `INSERT INTO platform_organisations (kind, name, municipality_code)
     SELECT 'municipality', 'Municipality ' || c, c FROM unnest($1::text[]) c`,
    [codes],
  )
}

const ROLES = `CASE o.kind WHEN 'municipality' THEN (ARRAY['municipality.lead', 'municipality.editor', 'reception.member'])[n]
  WHEN 'county' THEN 'county.coordinator' ELSE 'agency.lead' END`

const addStaff = async (tx: Queryable, months: number, now: Date): Promise<void> => {
  await tx.query(
    `WITH added AS (
       INSERT INTO platform_people (name, email)
       SELECT o.id || ' ' || n, o.id || '-' || n || '@example.se' FROM platform_organisations o, generate_series(1, 3) n
       RETURNING id, name)
     INSERT INTO platform_memberships (organisation_id, organisation_kind, person_id, role)
     SELECT o.id, o.kind, a.id, ${ROLES}
     FROM added a JOIN platform_organisations o ON o.id = split_part(a.name, ' ', 1)::uuid
     CROSS JOIN LATERAL (SELECT split_part(a.name, ' ', 2)::int AS n) place`,
  )
  await tx.query(
    `INSERT INTO platform_sessions (token_hash, person_id, organisation_id, way, device, language, began_at, seen_at, ended_at)
     SELECT encode(sha256((m.person_id || ' ' || n)::bytea), 'hex'), m.person_id, m.organisation_id, 'passkey', 'Firefox', 'sv',
       began, began, began + interval '1 hour'
     FROM platform_memberships m, generate_series(1, $1::int * 2) n,
       LATERAL (SELECT $2::timestamptz - n * interval '15 days' AS began) b
     WHERE m.role <> 'reception.member'`,
    [months, now],
  )
  await tx.query(
    `INSERT INTO platform_invitations (token_hash, organisation_id, person_id, made_at, expires_at)
     SELECT encode(sha256(m.person_id::text::bytea), 'hex'), m.organisation_id, m.person_id, $1::timestamptz, $1::timestamptz + interval '1 day'
     FROM platform_memberships m WHERE m.role = 'reception.member'`,
    [now],
  )
}

const addPages = async (tx: Queryable, months: number, now: Date): Promise<void> => {
  const { date } = stockholm(now)
  const contents = JSON.stringify(contacts())
  await tx.query(
    `INSERT INTO municipality_local_help (municipality_code, contents, file, noted_by, noted_at)
     SELECT o.municipality_code, $3::jsonb || jsonb_build_object('municipality', o.municipality_code, 'confirmedOn', day::text),
       repeat('What is confirmed, as it was given. ', 30), 'Gruppledare', day
     FROM platform_organisations o, generate_series($1::int, 1, -1) month,
       LATERAL (SELECT $2::date - 30 * month - CASE WHEN o.municipality_code::int % 5 = 0 THEN 200 ELSE 0 END AS day) d
     WHERE o.kind = 'municipality' AND o.municipality_code::int % 7 <> 0`,
    [months, date, contents],
  )
  await tx.query(
    `INSERT INTO municipality_contacts_drafts
       (organisation_id, municipality_code, version, contents, base, edited_by, edited_at, laid_aside_at)
     SELECT o.id, o.municipality_code, version, $3::jsonb, version - 1, 'Eva Ek', at,
       CASE WHEN version < $1::int * 3 OR o.municipality_code::int % 11 <> 0 THEN at END
     FROM platform_organisations o, generate_series(1, $1::int * 3) version,
       LATERAL (SELECT $2::timestamptz - ($1::int * 3 - version) * interval '10 days' AS at) d
     WHERE o.kind = 'municipality'`,
    [months, now, contents],
  )
}

const addSupport = async (tx: Queryable, months: number, now: Date): Promise<void> => {
  const supports = `platform_organisations c JOIN platform_organisations o
    ON o.kind = 'municipality' AND left(o.municipality_code, 2) = c.county_code`
  const first = `(SELECT person_id FROM platform_memberships m WHERE m.organisation_id = c.id ORDER BY person_id LIMIT 1)`
  await tx.query(
    `INSERT INTO municipality_support_notes
       (organisation_id, municipality_code, given_on, kind, text, person_id, written_by, written_at)
     SELECT c.id, o.municipality_code, $2::date - 30 * month, 'call', repeat('What it was about. ', 20), ${first}, 'Maria', $2::date
     FROM ${supports}, generate_series(1, $1::int) month`,
    [months, stockholm(now).date],
  )
  await tx.query(
    `INSERT INTO municipality_reminders (organisation_id, press, person_id, sent_by, queued_at, due_at)
     SELECT c.id, gen_random_uuid(), ${first}, 'Maria', at, at
     FROM platform_organisations c, generate_series($1::int, 1, -1) month,
       LATERAL (SELECT $2::timestamptz - month * interval '30 days' AS at) d
     WHERE c.kind = 'county'`,
    [months, now],
  )
  await tx.query(
    `INSERT INTO municipality_reminded (reminder_id, organisation_id, municipality_code, people)
     SELECT r.id, c.id, o.municipality_code, 2 FROM ${supports} JOIN municipality_reminders r ON r.organisation_id = c.id`,
  )
}

const addReceptions = async (db: Database, months: number, now: Date): Promise<void> => {
  const { all } = theReference().municipalities
  for (let place = 0; place < SHARED_RECEPTIONS; place += 1) {
    const [one, other] = [all[place * 4], all[place * 4 + 1]]
    const name = `reception-${place}`
    const file = RECEPTION_FILE.replace('name: vastra', `name: ${name}`)
      .replaceAll('1497', one?.code ?? '')
      .replaceAll('1472', other?.code ?? '')
    const read = readReception(file, name, { isMunicipality: () => true, others: [], today: stockholm(now).date })
    if (!read.ok) throw new Error('The reception’s file is not what it was.')
    await db.transaction(async (tx) => setReception(tx, read.value, file, undefined))
  }
  await asOwner(db, async (tx) =>
    tx.query(
      `INSERT INTO collaboration_receptions (reception_name, contents)
       SELECT reception_name, contents FROM collaboration_receptions, generate_series(2, $1::int)`,
      [months],
    ),
  )
}

const lookingFrom = async (tx: Queryable, kind: 'agency' | 'county'): Promise<Acting> => {
  const [row] = await tx.query<{ organisation: OrganisationId; person: PersonId }>(
    `SELECT m.organisation_id AS organisation, m.person_id AS person FROM platform_memberships m
     JOIN platform_organisations o ON o.id = m.organisation_id
     WHERE o.kind = $1 AND (o.county_code IS NULL OR o.county_code = '14') LIMIT 1`,
    [kind],
  )
  if (row === undefined) throw new Error(`Nobody looks from the ${kind}.`)
  return { ...row, roles: [kind === 'agency' ? 'agency.lead' : 'county.coordinator'] }
}
