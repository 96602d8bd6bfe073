import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Command, CommanderError } from 'commander'
import { FileProblems } from '#kernel/document.ts'
import { aCommandContext, type Ended } from '#tests/support/command-context.ts'
import { ConfigurationError } from '#platform/config.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { RECEPTION_FILE } from '#tests/support/receptions.ts'
import { collaborationCommands } from './commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'receptions-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A file of its own with this text. */
const written = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const VASTRA = written('vastra.yaml', RECEPTION_FILE)
/** A second reception for Hjo alone. */
const REGION_FILE = RECEPTION_FILE.replace('name: vastra', 'name: region')
  .replace('title: Mottagningen Västra Skaraborg', 'title: Mottagningen Skaraborg')
  .replace('"+46313900660"', '"+46313900661"')
  .replace('place: 1', 'place: 2')
  .replace(/ {2}- municipality: "1472"[\s\S]*?(?=members:)/, '')
const REGION = written('region.yaml', REGION_FILE)

/** `rackhall reception …` on a database of the test's own; what stops it is told on err, with status 2. */
const rackhall =
  (db: TestDatabase) =>
  async (words: readonly string[], now = new Date()): Promise<Ended> => {
    const { context, ended, stopped } = aCommandContext({ db, now })
    const program = new Command()
    collaborationCommands(program, context)
    for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])])
      command.exitOverride().configureOutput({ writeErr: (text) => stopped(text, 2) })
    try {
      await program.parseAsync(['reception', ...words], { from: 'user' })
    } catch (error) {
      if (!(error instanceof CommanderError || error instanceof FileProblems || error instanceof ConfigurationError))
        throw error
      stopped(error.message, 2)
    }
    return ended()
  }

const fresh = async (t: Parameters<typeof aDatabase>[0]) => rackhall(await aDatabase(t))
const PAUSE = ['--reason', 'telephone', '--until', '2099-01-01 08:00', '--by', 'Enhetschefen']

test('a file that was set is handed back letter for letter, and so is the one before it', async (t) => {
  const run = await fresh(t)
  const set = await run(['set', VASTRA])
  assert.match(
    set.out,
    /^Mottagningen Västra Skaraborg \(vastra\), for Hjo, Tibro: confirmed 2026-11-20 by Enhetschefen/,
  )
  assert.equal((await run(['get', 'vastra'])).out, RECEPTION_FILE)
  const later = RECEPTION_FILE.replace('Anna, role', 'Anna-Karin, role')
  await run(['set', written('later.yaml', later)])
  assert.equal((await run(['get', 'vastra'])).out, later)
  assert.equal((await run(['get', 'vastra', '--version-number', '1'])).out, RECEPTION_FILE)
  assert.match((await run(['history', 'vastra'])).out, /^2 .* set by Enhetschefen.*\n1 /)
})

test('a file with a fault is told by file, line, field and what was expected, and changes nothing', async (t) => {
  const run = await fresh(t)
  await run(['set', VASTRA])
  const bad = written('bad.yaml', RECEPTION_FILE.replace('to: "06:00"', 'to: "noon"'))
  const { status, err } = await run(['set', bad])
  assert.equal(status, 2)
  assert.match(err, /bad\.yaml, line 35, field rota\.shifts\[0\]\.to: expected a time in quotation marks/)
  assert.equal((await run(['get', 'vastra'])).out, RECEPTION_FILE)
  assert.match((await run(['set', join(folder, 'none.yaml')])).err, /none\.yaml: the file cannot be read \(ENOENT\)/)
})

test('two receptions cannot have the same place among the doors of a municipality', async (t) => {
  const run = await fresh(t)
  await run(['set', VASTRA])
  const { err } = await run(['set', written('rival.yaml', REGION_FILE.replace('place: 2', 'place: 1'))])
  assert.match(err, /rival\.yaml, line 10, field serves\[0\]\.place: expected another place: vastra is door 1 of 1497/)
})

test('a name that no reception has is told with those there are', async (t) => {
  const run = await fresh(t)
  const nothing = await run(['get', 'vastra'])
  assert.equal(nothing.status, 1)
  assert.match(nothing.err, /There is no reception vastra\./)
  assert.match((await run(['pause', 'vastra', ...PAUSE, '--to', 'region'])).err, /there is none yet/)
  await run(['set', VASTRA])
  assert.match(
    (await run(['pause', 'vastra', ...PAUSE, '--to', 'region'])).err,
    /no reception region; there is vastra\./,
  )
})

test('a pause names who answers, says where nobody may, and is ended by resume', async (t) => {
  const run = await fresh(t)
  await run(['set', VASTRA])
  await run(['set', REGION])
  const paused = await run(['pause', 'vastra', ...PAUSE, '--to', 'region'])
  assert.match(
    paused.out,
    /Västra Skaraborg pauses until 2099-01-01 08:00; Mottagningen Skaraborg answers in its place\./,
  )
  assert.match(paused.err, /region is not decided and opened for 1472/)
  assert.equal(paused.status, 1)
  assert.match((await run(['list'])).out, /^vastra .*: paused until 2099-01-01 08:00, region answers$/m)
  assert.equal((await run(['resume', 'vastra', '--by', 'Chefen'])).status, 0)
  assert.equal((await run(['resume', 'vastra', '--by', 'Chefen'])).status, 1)
  assert.equal(
    (await run(['pause', 'region', ...PAUSE, '--to', 'vastra'])).status,
    0,
    'vastra is opened wherever region is',
  )
})

test('nobody is left to answer in a circle: a pause to one that pauses, or of one that answers for another, is refused', async (t) => {
  const run = await fresh(t)
  await run(['set', VASTRA])
  await run(['set', REGION])
  await run(['pause', 'region', ...PAUSE, '--to', 'vastra'])
  assert.match((await run(['pause', 'vastra', ...PAUSE, '--to', 'region'])).err, /region pauses, too/)
  await run([
    'set',
    written('third.yaml', REGION_FILE.replace('name: region', 'name: third').replace('place: 2', 'place: 3')),
  ])
  assert.match((await run(['pause', 'vastra', ...PAUSE, '--to', 'third'])).err, /vastra answers in the place of region/)
  assert.match((await run(['withdraw', 'vastra', '--by', 'Chefen'])).err, /vastra answers in the place of region/)
  assert.equal((await run(['withdraw', 'third', '--by', 'Chefen'])).status, 0)
  assert.equal((await run(['get', 'third'])).status, 1)
})

test('a reason is one of the list, and a moment is one to come', async (t) => {
  const run = await fresh(t)
  await run(['set', VASTRA])
  const pause = ['pause', 'vastra', '--to', 'region', '--by', 'Chefen']
  assert.match(
    (await run([...pause, '--reason', 'Anna är sjuk', '--until', '2099-01-01 08:00'])).err,
    /Allowed choices are staffing, telephone, premises, other/,
  )
  assert.match((await run([...pause, '--reason', 'other', '--until', 'tomorrow'])).err, /expected a day and a time/)
  assert.match((await run([...pause, '--reason', 'other', '--until', '2020-01-01 08:00'])).err, /has passed already/)
})

test('check ends with 1 and says what must be seen to, and with 0 when all is well', async (t) => {
  const run = await fresh(t)
  assert.equal((await run(['check'])).status, 0)
  await run(['set', VASTRA])
  const before = await run(['check'], new Date('2026-11-24T08:00:00Z'))
  assert.equal(before.status, 1)
  // On the 8th Bo comes in Anna's place; on the 7th nobody does.
  assert.equal(before.out, 'vastra: nobody answers from 2026-12-07 09:00 to 2026-12-07 16:00; on the rota: anna.\n')
  const { out, status } = await run(['check'], new Date('2027-03-02T08:00:00Z'))
  assert.deepEqual([out, status], ['All is well with 1 receptions.\n', 0])
  const alone = RECEPTION_FILE.replace(/ {2}- \{ id: bo.*\n/, '')
    .replaceAll(/\[bo\]/g, '[anna]')
    .replace(/ {2}swaps:\n.*\n/, '  swaps: []\n')
  await run(['set', written('alone.yaml', alone.replace(/ {6}dpia: .*\n/, ''))])
  const found = await run(['check'], new Date('2027-12-20T08:00:00Z'))
  assert.match(found.out, /vastra: the rota ends 2027-12-31/)
  assert.match(found.out, /vastra: Hjo has not recorded its decision on the data protection impact assessment/)
  assert.match(
    found.out,
    /one member only.* Found a reception together with neighbours; Västra Götalands län can introduce you/,
  )
  const { findings } = JSON.parse((await run(['check', '--json'])).out) as { findings: { kind: string }[] }
  assert.ok(findings.some(({ kind }) => kind === 'one-member'))
})
