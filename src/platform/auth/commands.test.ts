import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { Command } from 'commander'
import { FileProblems } from '#kernel/document.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import type { CliContext } from '../cli.ts'
import { ConfigurationError, readConfig } from '../config.ts'
import { organisationCommands } from './commands.ts'
import { COLUMNS } from './import.ts'
import type { Places } from './places.ts'
import { LEAVING } from '../../leaving.ts'

const PLACES: Places = {
  counties: [],
  municipalities: [],
  municipality: (code) =>
    ({ '1497': { organisation: 'Hjo kommun' }, '1498': { organisation: 'Tidaholms kommun' } })[code],
  county: (code) => (code === '14' ? { organisation: 'Länsstyrelsen i Västra Götalands län' } : undefined),
  municipalitiesOf: () => ['1497', '1498'],
  hasOneRss: () => true,
  aboutRss: () => 'one is assumed (a report)',
}

/** Runs commands as a terminal would; answers what they said on stdout. */
const aTerminal = (database: TestDatabase) => {
  const err: string[] = []
  const rackhall = async (...words: readonly string[]): Promise<string> => {
    const out: string[] = []
    const context: CliContext = {
      ...readConfig({}, new Set(['www.smhi.se'])),
      out: (line) => void out.push(line),
      print: (text) => void out.push(text),
      err: (line) => void err.push(line),
      openDatabase: async () => database,
      now: () => new Date('2026-11-24T12:00:00Z'),
      untilStopped: async () => undefined,
      exit: () => {},
    }
    const program = new Command('rackhall').exitOverride()
    organisationCommands(program, context, () => PLACES, LEAVING)
    await program.parseAsync([...words], { from: 'user' })
    return out.join('\n')
  }
  return { rackhall, err }
}

const aCsv = (t: TestContext, ...lines: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'people.csv')
  writeFileSync(file, [COLUMNS.join(), ...lines].join('\n'))
  return file
}

const DEEDS = `SELECT what, count(*) FROM audit_entries GROUP BY what ORDER BY what`
const deedsOf = async (database: TestDatabase): Promise<readonly unknown[]> =>
  database.owner.transaction(async (tx) => {
    await tx.query(`SELECT set_config('rackhall.everything', 'on', true)`)
    return tx.query(DEEDS)
  })

test('organisations are added once, with what an assumption rests on, and listed', async (t) => {
  const { rackhall, err } = aTerminal(await aDatabase(t))
  assert.match(await rackhall('organisation', 'list'), /none yet/)
  assert.equal(
    await rackhall('organisation', 'add', 'municipality', '--code', '1497'),
    'Added: Hjo kommun (municipality 1497).',
  )
  await rackhall('organisation', 'add', 'rss', 'RSS Väst', '--serves', 'county:14')
  assert.deepEqual(err, ['Assumed to serve all of county 14: one is assumed (a report).'])
  await assert.rejects(rackhall('organisation', 'add', 'municipality', '--code', '1497'), /Hjo kommun is there already/)
  await assert.rejects(rackhall('organisation', 'add', 'municipality', '--code', '9999'), ConfigurationError)
  await assert.rejects(rackhall('organisation', 'add', 'rss', 'RSS Öst'), /serves: expected the municipalities/)
  assert.equal(
    await rackhall('organisation', 'list'),
    [
      'rss                    0  RSS Väst  serves 2 municipalities, 2 of them assumed',
      'municipality  1497     0  Hjo kommun',
    ].join('\n'),
  )
  const listed = JSON.parse(await rackhall('organisation', 'list', '--json')) as { name: string; people: number }[]
  assert.deepEqual(
    listed.map(({ name, people }) => [name, people]),
    [
      ['RSS Väst', 0],
      ['Hjo kommun', 0],
    ],
  )
})

test('a dry run adds nothing; the real one adds all and notes it; a second adds nothing', async (t) => {
  const database = await aDatabase(t)
  const { rackhall } = aTerminal(database)
  const file = aCsv(
    t,
    'municipality,1497,,,Eva Ek,Eva@example.se,municipality.lead reception.member',
    'municipality,1498,,,Eva Ek,eva@example.se,municipality.editor',
  )
  assert.match(
    await rackhall('organisation', 'import', file, '--dry-run'),
    /Would be added: organisations 2, people 2\./,
  )
  assert.match(await rackhall('person', 'list'), /Nobody yet/)
  assert.match(await rackhall('organisation', 'import', file), /Added: organisations 2, people 2\. Already there: 0\.$/)
  assert.match(await rackhall('organisation', 'import', file), /Added: organisations 0, people 0\. Already there: 2\.$/)
  const people = JSON.parse(await rackhall('person', 'list', '--json')) as {
    name: string
    email: string
    person: string
    organisation: { name: string }
    roles: string[]
  }[]
  assert.deepEqual(
    new Set(
      people.map(({ name, email, organisation, roles }) => `${name} ${email} ${organisation.name} ${roles.join(' ')}`),
    ),
    new Set([
      'Eva Ek eva@example.se Hjo kommun municipality.lead reception.member',
      'Eva Ek eva@example.se Tidaholms kommun municipality.editor',
    ]),
  )
  // One person, not two of the same name.
  assert.equal(new Set(people.map(({ person }) => person)).size, 1)
  assert.deepEqual(await deedsOf(database), [
    { what: 'organisation.added', count: 2 },
    { what: 'person.roles-given', count: 2 },
  ])
})

test('a file with a fault on its last line adds nothing', async (t) => {
  const database = await aDatabase(t)
  const { rackhall } = aTerminal(database)
  const file = aCsv(t, 'municipality,1497,,,Eva Ek,eva@example.se,municipality.lead', 'municipality,9999,,,,,')
  await assert.rejects(rackhall('organisation', 'import', file), (error) => {
    assert.ok(error instanceof FileProblems)
    assert.match(error.message, /people\.csv, line 3, field code: expected a municipality's four digits.* found 9999$/)
    return true
  })
  await assert.rejects(rackhall('organisation', 'import', `${file}.gone`), /cannot be read \(ENOENT\)/)
  assert.match(await rackhall('organisation', 'list'), /none yet/)
  assert.deepEqual(await deedsOf(database), [])
})

test('an organisation gets another name, by its code or by the name it has', async (t) => {
  const { rackhall } = aTerminal(await aDatabase(t))
  await rackhall('organisation', 'add', 'agency', 'Myndigheten')
  await rackhall('organisation', 'add', 'agency', 'Verket')
  await rackhall('organisation', 'add', 'municipality', '--code', '1497')
  assert.match(await rackhall('organisation', 'rename', '1497', 'Hjo'), /Hjo kommun is called Hjo now/)
  assert.match(await rackhall('organisation', 'rename', 'verket', 'Det nya verket'), /Verket is called Det nya verket/)
  await assert.rejects(rackhall('organisation', 'rename', 'myndigheten', 'det nya verket'), /Another agency/)
  await assert.rejects(rackhall('organisation', 'rename', '1498', 'Tidaholm'), /There is no organisation 1498/)
  assert.match(await rackhall('organisation', 'list'), /Det nya verket\n.*Myndigheten\n.*1497 .*Hjo$/)
})

test('a municipality that left is listed as that, takes nobody in, and comes back', async (t) => {
  const database = await aDatabase(t)
  const { rackhall } = aTerminal(database)
  const eva = 'municipality,1497,,,Eva Ek,eva@example.se,municipality.lead'
  await rackhall('organisation', 'import', aCsv(t, eva))
  assert.match(
    await rackhall('organisation', 'leave', '1497', '--by', 'Kommunchefen'),
    /Hjo kommun has left\. People who no longer come in: 1\.\nIts page showed national help already\./,
  )
  assert.match(await rackhall('organisation', 'list'), /1497 +1 {2}Hjo kommun {2}left 2026-11-24/)
  await assert.rejects(rackhall('organisation', 'leave', '1497', '--by', 'Kommunchefen'), /has left already/)
  await assert.rejects(rackhall('organisation', 'add', 'municipality', '--code', '1497'), /organisation return 1497/)
  const bo = 'municipality,1497,,,Bo Berg,bo@example.se,municipality.editor'
  await assert.rejects(rackhall('organisation', 'import', aCsv(t, bo)), /Hjo kommun has left/)
  await assert.rejects(rackhall('organisation', 'leave', '1498', '--by', 'Kommunchefen'), /No municipality 1498/)
  assert.match(await rackhall('organisation', 'return', '1497', '--by', 'Kommunchefen'), /Hjo kommun is back/)
  await assert.rejects(rackhall('organisation', 'return', '1497', '--by', 'Kommunchefen'), /has not left/)
  assert.deepEqual(await deedsOf(database), [
    { what: 'organisation.added', count: 1 },
    { what: 'organisation.left', count: 1 },
    { what: 'organisation.returned', count: 1 },
    { what: 'person.roles-given', count: 1 },
  ])
})

test('somebody is removed from one organisation or from all, and a last lead is told of', async (t) => {
  const database = await aDatabase(t)
  const { rackhall, err } = aTerminal(database)
  const lines = ['1497', '1498'].flatMap((code) => [
    `municipality,${code},,,Eva Ek,eva@example.se,municipality.lead`,
    `municipality,${code},,,Bo Berg,bo@example.se,${code === '1497' ? 'municipality.lead' : 'municipality.editor'}`,
  ])
  await rackhall('organisation', 'import', aCsv(t, ...lines))
  assert.equal(
    await rackhall('person', 'remove', 'Eva@example.se', '--organisation', '1497'),
    'Eva Ek no longer works for Hjo kommun.',
  )
  assert.deepEqual(err, [])
  await assert.rejects(rackhall('person', 'remove', 'eva@example.se', '--organisation', '1497'), /works for 1497/)
  assert.equal(await rackhall('person', 'remove', 'eva@example.se'), 'Eva Ek no longer works for Tidaholms kommun.')
  assert.deepEqual(err, ['Nobody leads the work at Tidaholms kommun now: nobody there can invite a colleague.'])
  assert.match(await rackhall('person', 'remove', 'bo@example.se'), /Hjo kommun\.\nBo Berg .*Tidaholms kommun\./)
  assert.match(await rackhall('person', 'list'), /Nobody yet/)
  await assert.rejects(
    rackhall('person', 'remove', 'bo@example.se'),
    /Nobody with the address bo@example.se works here/,
  )
})
