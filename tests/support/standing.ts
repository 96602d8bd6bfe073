import { createHash, randomUUID } from 'node:crypto'

/*
 * What every table holds and who may see it, declared: src/platform/auth/crossing.test.ts holds the database to it and
 * fails for a table that does not stand here. A new migration comes with its lines here.
 */

/** An organisation of the test's, with somebody who works there. */
export type Somebody = {
  readonly organisation: string
  readonly kind: string
  readonly person: string
  /** The municipality that the organisation is. */
  readonly municipality: string
}

/** A statement that adds a row which belongs to that organisation or person. */
type Row = (of: Somebody) => { readonly sql: string; readonly parameters: readonly unknown[] }

export type Standing =
  /** Facts the public pages show; nothing in them belongs to an organisation of this house. */
  | { readonly holds: 'facts' }
  /** Facts the public pages show, read by anybody; whoever acts writes those of her own organisation and no other's. */
  | { readonly holds: 'facts written by their own'; readonly row: Row }
  /** About the installation itself: counts, versions, faults; what the program may do with it is in its migration. */
  | { readonly holds: 'the installation' }
  /** May be known to whoever acts for any organisation, and to nobody else. */
  | { readonly holds: 'the directory'; readonly row: Row }
  /** Put in by whoever acts and seen by none of them; the worker takes it out while it acts for nobody. */
  | { readonly holds: 'what is handed to the worker'; readonly row: Row }
  /** Of a municipality, told to it and to those who support it before it is told to everybody; written by command alone. */
  | { readonly holds: 'a municipality and its support'; readonly row: Row }
  /** Seen and written by its own organisation or person only. */
  | { readonly holds: 'an organisation'; readonly row: Row }

const facts: Standing = { holds: 'facts' }
const installation: Standing = { holds: 'the installation' }
const anOrganisation = (sql: string, parameters: (of: Somebody) => readonly unknown[]): Standing => ({
  holds: 'an organisation',
  row: (of) => ({ sql, parameters: parameters(of) }),
})
const writtenByTheirOwn = (sql: string, parameters: (of: Somebody) => readonly unknown[]): Standing => ({
  holds: 'facts written by their own',
  row: (of) => ({ sql, parameters: parameters(of) }),
})

const aHash = (): string => createHash('sha256').update(randomUUID()).digest('hex')

export const STANDING: Readonly<Record<string, Standing>> = {
  schema_migrations: installation,
  platform_backups: installation,
  municipality_helpline_verifications: facts,
  municipality_local_help: writtenByTheirOwn(
    `INSERT INTO municipality_local_help (municipality_code, noted_by) VALUES ($1, $2)`,
    ({ organisation, municipality }) => [municipality, organisation],
  ),
  municipality_crisis_notices: writtenByTheirOwn(
    `INSERT INTO municipality_crisis_notices (municipality_code, starts_at, ends_at, texts, set_by)
     VALUES ($1, now(), now() + interval '1 day', '{"sv": "Ring växeln."}', $2)`,
    ({ organisation, municipality }) => [municipality, organisation],
  ),
  review_proposals: writtenByTheirOwn(
    `INSERT INTO review_proposals (municipality_code, site, asked_by, asked_at) VALUES ($1, 'https://kommun.example', $2, now())`,
    ({ organisation, municipality }) => [municipality, organisation],
  ),
  municipality_preview_links: anOrganisation(
    `INSERT INTO municipality_preview_links (token_hash, organisation_id, municipality_code, contents, made_by, asked_by, organisation_name, made_at, expires_at)
     VALUES ($1, $2, '1497', '{}', $3, 'Eva Ek', 'Hjo kommun', now(), now() + interval '7 days')`,
    ({ organisation, person }) => [aHash(), organisation, person],
  ),
  help_site_visits: installation,
  help_site_faults: installation,
  platform_organisations: {
    holds: 'the directory',
    row: () => ({
      sql: `INSERT INTO platform_organisations (kind, name) VALUES ('operator', $1)`,
      parameters: [randomUUID()],
    }),
  },
  platform_rss_municipalities: {
    holds: 'the directory',
    row: ({ organisation }) => ({
      sql: `INSERT INTO platform_rss_municipalities (organisation_id, municipality_code, basis) VALUES ($1, '1498', 'named')`,
      parameters: [organisation],
    }),
  },
  platform_people: anOrganisation(
    `UPDATE platform_people SET name = 'taken over' WHERE id = $1 RETURNING 1`,
    ({ person }) => [person],
  ),
  platform_memberships: anOrganisation(
    `INSERT INTO platform_memberships (organisation_id, organisation_kind, person_id, role) VALUES ($1, $2, $3, $2 || '.second')`,
    ({ organisation, kind, person }) => [organisation, kind, person],
  ),
  audit_entries: anOrganisation(
    `INSERT INTO audit_entries (number, at, who, organisation, what, about, hash)
     SELECT number + 1, now(), $2, $1, 'test.done', $2, $3 FROM audit_head`,
    ({ organisation, person }) => [organisation, person, aHash()],
  ),
  audit_head: installation,
  mail_outbox: {
    holds: 'what is handed to the worker',
    row: ({ person }) => ({
      sql: `INSERT INTO mail_outbox (recipient, subject, text, about) VALUES ($1, 'For her alone', 'for her alone', 'test')`,
      parameters: [`${person}@example.se`],
    }),
  },
  mail_bounces: anOrganisation('INSERT INTO mail_bounces (recipient, bounced_at) VALUES ($1, now())', ({ person }) => [
    `${person}@example.se`,
  ]),
  platform_alarms: installation,
  platform_sessions: anOrganisation(
    `INSERT INTO platform_sessions (token_hash, person_id, organisation_id, way, device, language, began_at, seen_at)
     VALUES ($1, $2, $3, 'passkey', 'Firefox', 'sv', now(), now())`,
    ({ organisation, person }) => [aHash(), person, organisation],
  ),
  platform_passkeys: anOrganisation(
    `INSERT INTO platform_passkeys (credential_id, person_id, public_key, counter, transports, name, added_at)
     VALUES ($1, $2, '', 0, '{}', 'key', now())`,
    ({ person }) => [aHash(), person],
  ),
  platform_invitations: anOrganisation(
    `INSERT INTO platform_invitations (token_hash, organisation_id, person_id, made_at, expires_at)
     VALUES ($1, $2, $3, now(), now() + interval '1 day')`,
    ({ organisation, person }) => [aHash(), organisation, person],
  ),
  platform_recoveries: anOrganisation(
    `INSERT INTO platform_recoveries (organisation_id, person_id, name, email, begun_at)
     VALUES ($1, $2, 'Eva Ek', 'eva@example.se', now())`,
    ({ organisation, person }) => [organisation, person],
  ),
  platform_recovery_confirmations: anOrganisation(
    `INSERT INTO platform_recovery_confirmations (recovery_id, organisation_id, person_id, name, confirmed_as, confirmed_at)
     VALUES ((SELECT id FROM platform_recoveries WHERE organisation_id = $1), $1, $2, 'Bo Berg', 'colleague', now())`,
    ({ organisation, person }) => [organisation, person],
  ),
  platform_endings: anOrganisation(
    `INSERT INTO platform_endings (organisation_id, person_id, name, roles, roles_handed, ended_by, ended_at)
     VALUES ($1, $2, 'Eva Ek', '{rss.coordinator}', '{}', $2, now())`,
    ({ organisation, person }) => [organisation, person],
  ),
  platform_departures: anOrganisation(
    `INSERT INTO platform_departures (organisation_id, left_at, undo_hash, undo_until, took_down) VALUES ($1, now(), $2, now(), true)`,
    ({ organisation }) => [organisation, aHash()],
  ),
  // Random values that a browser was asked to sign; they belong to nobody until one comes back.
  platform_challenges: installation,
  // Which organisations have a provider of their own is shown to whoever signs in; the secret is elsewhere.
  platform_oidc_providers: installation,
  platform_oidc_subjects: anOrganisation(
    `INSERT INTO platform_oidc_subjects (organisation_id, issuer, subject, person_id, bound_at)
     VALUES ($1, 'https://id.example.se', $3, $2, now())`,
    ({ organisation, person }) => [organisation, person, aHash()],
  ),
  municipality_contacts_drafts: anOrganisation(
    `INSERT INTO municipality_contacts_drafts (organisation_id, municipality_code, version, contents, base, edited_by)
     SELECT $1, '1497', coalesce(max(version), 0) + 1, '{}', 0, 'Eva Ek' FROM municipality_contacts_drafts`,
    ({ organisation }) => [organisation],
  ),
  municipality_support_notes: anOrganisation(
    `INSERT INTO municipality_support_notes (organisation_id, municipality_code, given_on, kind, text, person_id, written_by, written_at)
     VALUES ($1, '1498', '2026-11-24', 'call', 'Talked about the hours', $2, 'Eva Ek', now())`,
    ({ organisation, person }) => [organisation, person],
  ),
  municipality_reminders: anOrganisation(
    `INSERT INTO municipality_reminders (organisation_id, press, person_id, sent_by, queued_at, due_at)
     VALUES ($1, $3, $2, 'Eva Ek', now(), now())`,
    ({ organisation, person }) => [organisation, person, randomUUID()],
  ),
  municipality_reminded: anOrganisation(
    `INSERT INTO municipality_reminded (reminder_id, organisation_id, municipality_code, people)
     VALUES ((SELECT max(id) FROM municipality_reminders WHERE organisation_id = $1), $1, '1498', 1)`,
    ({ organisation }) => [organisation],
  ),
  collaboration_receptions: writtenByTheirOwn(
    `INSERT INTO collaboration_receptions (reception_name, contents, founded_by) VALUES ('of-' || $1::uuid, '{"serves": []}', $1)`,
    ({ organisation }) => [organisation],
  ),
  collaboration_reception_files: anOrganisation(
    `INSERT INTO collaboration_reception_files (id, reception_name, contents, file, noted_by)
     SELECT max(r.id), 'of-' || $1::uuid, '{}', '', $2 FROM collaboration_receptions r WHERE founded_by = $1`,
    ({ organisation, person }) => [organisation, person],
  ),
  collaboration_reception_pauses: writtenByTheirOwn(
    `INSERT INTO collaboration_reception_pauses (reception_name, reason, starts_at, ends_at, handed_to, set_by)
     VALUES ('of-' || $1::uuid, 'other', now(), now() + interval '1 day', 'another', $1::uuid::text)`,
    ({ organisation }) => [organisation],
  ),
  collaboration_requests: anOrganisation(
    `INSERT INTO collaboration_requests (organisation_id, municipality_code, asked_line, asked_by, asked_at)
     SELECT $1, to_char((SELECT count(*) FROM collaboration_requests), 'FM0000'), '', 'Eva Ek', now()`,
    ({ organisation }) => [organisation],
  ),
  review_rounds: installation,
  // Whose turn it is to ask a web server: which servers there are is known to everybody.
  review_turns: installation,
  review_reviews: {
    holds: 'a municipality and its support',
    row: ({ organisation, municipality }) => ({
      sql: `WITH round AS (INSERT INTO review_rounds (run, rules, profile, taken_in_at, taken_in_by)
              VALUES ($1::uuid::text, 'rules', 'profile', now(), 'Eva Ek') RETURNING id)
            INSERT INTO review_reviews (round_id, municipality_code, site, visit_end, pages, requests, shown_on)
            SELECT id, '0' || right($2, 3), 'https://' || $1::uuid || '.example', 'settled', 1, 1, '2026-11-24' FROM round`,
      parameters: [organisation, municipality],
    }),
  },
  review_acts: anOrganisation(
    `INSERT INTO review_acts (review_id, organisation_id, municipality_code, kind, person_id, acted_by, acted_for, acted_at)
     SELECT (SELECT max(id) FROM review_reviews WHERE site LIKE '%' || $1::uuid || '%'), $1, '0' || right($3, 3), 'looked', $2, 'Eva Ek', 'Hjo', now()`,
    ({ organisation, person, municipality }) => [organisation, person, municipality],
  ),
}
