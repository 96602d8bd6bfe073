import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Command } from 'commander'
import { FileProblems } from '#kernel/document.ts'
import { aCommandContext } from '#tests/support/command-context.ts'
import { ConfigurationError } from '#platform/config.ts'
import { addOrganisation } from '#platform/auth/store.ts'
import { asOwner } from '#platform/db/operator.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { VERDICTS } from '#tests/support/reports.ts'
import { takeInCommand } from './take-in-commands.ts'
import { readTakenIn } from './take-in.ts'

const line = (change: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    code: '9001',
    site: 'https://granback.example',
    run: '2026-11-24-1',
    rules: 'a1b2c3',
    end: 'exhausted',
    visitedAt: '2026-11-24T07:00:00.000Z',
    pages: 41,
    requests: 60,
    verdicts: VERDICTS,
    ...change,
  })

const KNOWN = new Set(['9001', '9002', '9101'])
const read = (...lines: readonly string[]) =>
  readTakenIn(`${lines.join('\n')}\n`, 'verdicts.jsonl', (code) => KNOWN.has(code))

test('a run is read as it was judged, and a visit that did not end whole has no verdicts', () => {
  const failed = line({ code: '9101', end: 'unknown-host', verdicts: undefined, visitedAt: '2026-11-24T09:00:00.000Z' })
  const { run, rules, findings, begunAt, endedAt } = read(line(), failed)
  assert.deepEqual([run, rules, begunAt.getUTCHours(), endedAt.getUTCHours()], ['2026-11-24-1', 'a1b2c3', 7, 9])
  assert.deepEqual(
    findings.map(({ code, end, verdicts }) => [code, end, verdicts === undefined]),
    [
      ['9001', 'exhausted', false],
      ['9101', 'unknown-host', true],
    ],
  )
})

test('what is of no municipality, not ended, or one of several of the same code is left out and named', () => {
  const { findings, unknown, unfinished, several } = read(
    line(),
    line({ code: 'blogg', site: 'https://blogg.example' }),
    line({ code: '9101', end: undefined }),
    line({ code: '9002', site: 'https://sjovik.example' }),
    line({ code: '9002', site: 'https://www2.sjovik.example' }),
  )
  const sites = (those: readonly { readonly site: string }[]): readonly string[] => those.map(({ site }) => site)
  assert.deepEqual(sites(findings), ['https://granback.example'])
  assert.deepEqual(sites(unknown), ['https://blogg.example'])
  assert.equal(unfinished.length, 1)
  assert.deepEqual(sites(several), ['https://sjovik.example', 'https://www2.sjovik.example'])
})

test('a file with a fault is refused whole, and the line is named', () => {
  const wrong = (...lines: readonly string[]): unknown => {
    try {
      return read(...lines)
    } catch (error) {
      assert.ok(error instanceof FileProblems)
      return error.problems.map(({ line: at, field }) => `${at} ${field}`)
    }
  }
  assert.deepEqual(wrong(line(), line().slice(0, 90)), ['2 '])
  assert.deepEqual(wrong(''), ['1 '])
  assert.deepEqual(wrong(line(), line({ rules: 'others' })), ['2 rules'])
  assert.deepEqual(wrong(line({ end: 'perhaps' })), ['1 end'])
  assert.deepEqual(wrong(line({ verdicts: { F01: { ...VERDICTS['F01'], kind: 'good' } } })), ['1 verdicts.F01.kind'])
})

const archive = mkdtempSync(join(tmpdir(), 'taken-in-'))
after(() => rmSync(archive, { recursive: true, force: true }))

/** `rackhall review take-in …`; what stops it is told on err, with status 2. */
const takeIn = async (db: TestDatabase, ...words: readonly string[]) => {
  const { context, ended, stopped } = aCommandContext({
    db,
    config: { staffOrigin: 'https://personal.example' },
    now: new Date('2026-11-24T08:00:00Z'),
  })
  const program = new Command('rackhall').exitOverride()
  takeInCommand(program.command('review'), context)
  try {
    await program.parseAsync(['review', 'take-in', '--archive', archive, '--by', 'Olle', ...words], { from: 'user' })
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error))
    stopped(error.message, 2)
  }
  return ended()
}

test('a run is taken in once: looked at first, then kept, and those who keep the page are written to', async (t) => {
  const db = await aDatabase(t)
  await asOwner(db, async (tx) => {
    const organisation = await addOrganisation(tx, {
      name: 'Hjo kommun',
      tie: { kind: 'municipality', municipality: '1497' },
    })
    await tx.query(
      `WITH eva AS (INSERT INTO platform_people (name, email) VALUES ('Eva Ek', 'eva@example.se') RETURNING id)
       INSERT INTO platform_memberships (organisation_id, organisation_kind, person_id, role)
       SELECT $1, 'municipality', id, 'municipality.lead' FROM eva`,
      [organisation],
    )
  })
  mkdirSync(join(archive, '2026-11-24-1'))
  assert.match((await takeIn(db)).err, /2026-11-24-1 is not judged yet. First: rackhall review judge/)
  // A real code, so that the real register knows it; its visit was stopped, and nothing was found.
  const lines = [line({ code: '1497', site: 'https://kommun.example', end: 'stopped', verdicts: undefined }), line()]
  writeFileSync(join(archive, '2026-11-24-1', 'verdicts.jsonl'), `${lines.join('\n')}\n`)
  const looked = await takeIn(db, '--dry-run')
  assert.match(looked.out, /would be taken in: 1 municipalities, 0 of them judged, by the rules a1b2c3. Nothing was/)
  assert.match(looked.err, /Left out: https:\/\/granback.example \(9001\)/)
  const taken = await takeIn(db)
  assert.equal(taken.status, 0)
  assert.match(taken.out, /is taken in: 1 municipalities.* 1 people are written to. Everybody sees it from 2026-12-15/)
  const again = await takeIn(db)
  assert.deepEqual([again.status, /was taken in on 2026-11-24 by Olle/.test(again.err)], [2, true])
  const kept = await asOwner(db, async (tx) => ({
    reviews: await tx.query('SELECT municipality_code AS code FROM review_reviews'),
    mails: await tx.query<{ to: string; text: string }>('SELECT recipient AS "to", text FROM mail_outbox'),
    audit: await tx.query('SELECT what, about FROM audit_entries'),
  }))
  assert.deepEqual(kept.reviews, [{ code: '1497' }])
  assert.equal(kept.mails[0]?.to, 'eva@example.se')
  assert.match(kept.mails[0].text, /Den 2026-12-15 kan alla se det.*https:\/\/personal.example\/review/s)
  assert.deepEqual(kept.audit, [{ what: 'review.taken-in', about: '2026-11-24-1' }])
})
