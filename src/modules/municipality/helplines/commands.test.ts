import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { Command, CommanderError } from 'commander'
import { aCommandContext, type Ended } from '#tests/support/command-context.ts'
import { theReference } from '#tests/support/builders.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { helplineCommands } from './commands.ts'
import { readVerifications } from './store.ts'

type Rackhall = (words: string, now?: string) => Promise<Ended>

/** `rackhall helplines …` on a database of the test's own, at a moment; commander's own refusals are status 2. */
const rackhall =
  (db: TestDatabase): Rackhall =>
  async (words, now = '2026-11-24T08:00:00Z') => {
    // No command of these reads the configuration.
    const { context, ended, stopped } = aCommandContext({ db, now: new Date(now) })
    const program = new Command().exitOverride().configureOutput({ writeErr: (text) => stopped(text, 2) })
    helplineCommands(program, context, { register: () => theReference().helplines })
    for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
      command.exitOverride().configureOutput({ writeErr: (text) => stopped(text, 2) })
    try {
      await program.parseAsync(['helplines', ...words.split(' ')], { from: 'user' })
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error
      stopped('', 2)
    }
    return ended()
  }

const fresh = async (t: TestContext): Promise<{ readonly db: TestDatabase; readonly run: Rackhall }> => {
  const db = await aDatabase(t)
  return { db, run: rackhall(db) }
}

describe('helplines check', () => {
  test('says on the first day that nobody has called, and nothing is wrong', async (t) => {
    const { run } = await fresh(t)
    const { out, status } = await run('check')
    assert.equal(status, 0)
    assert.match(out, /bris +mandatory, read in its source 2026-11-23, nobody has called yet; holds to 2027-02-21/)
    assert.match(out, /40 lines: 0 verified by somebody, 0 too old, 0 of them mandatory\./)
  })

  test('ends with 1 when a mandatory line is too old, and with 0 when each of them was verified', async (t) => {
    const { run } = await fresh(t)
    const later = '2027-03-01T08:00:00Z'
    const old = await run('check', later)
    assert.equal(old.status, 1)
    assert.match(
      old.out,
      /! kvinnofridslinjen +mandatory, .*too old since 2027-02-21, shown with its date: verify it now/,
    )
    for (const id of ['emergency-112', 'police-114-14', 'kvinnofridslinjen', 'bris'])
      assert.equal((await run(`verify ${id} --by Ada`, later)).status, 0)
    assert.equal((await run('check', later)).status, 0)
  })

  test('as JSON has one document with every line', async (t) => {
    const { run } = await fresh(t)
    const checked = JSON.parse((await run('check --json')).out) as readonly { id: string; alarming: boolean }[]
    assert.equal(checked.length, 40)
    assert.equal(
      checked.some(({ alarming }) => alarming),
      false,
    )
  })
})

describe('helplines verify', () => {
  test('notes today, and who called', async (t) => {
    const { db, run } = await fresh(t)
    const { out, status } = await run('verify bris --by Ada')
    assert.equal(status, 0)
    assert.match(out, /verified 2026-11-24 by Ada; holds to 2027-02-22/)
    assert.deepEqual(await readVerifications(db), [{ id: 'bris', on: '2026-11-24', by: 'Ada' }])
  })

  test('notes an earlier day, by the calendar of Sweden', async (t) => {
    const { db, run } = await fresh(t)
    await run('verify bris --by Ada --on 2026-11-20')
    // Half past eleven in the evening of UTC is the next day in Stockholm.
    await run('verify roks --by Ada', '2026-11-24T23:30:00Z')
    assert.deepEqual(
      (await readVerifications(db)).map(({ on }) => on),
      ['2026-11-20', '2026-11-25'],
    )
  })

  const REFUSED: readonly [what: string, words: string, says: RegExp][] = [
    [
      'a line that does not exist, with the nearest that does',
      'verify briss --by Ada',
      /no line briss.*nearest is bris;/,
    ],
    ['a day in the future', 'verify bris --by Ada --on 2026-11-25', /2026-11-25 is in the future/],
    ['a day that does not exist', 'verify bris --by Ada --on 2026-02-30', /expected a day such as/],
    ['without a name', 'verify bris', /--by/],
  ]
  for (const [what, words, says] of REFUSED) {
    test(`refuses ${what}, and notes nothing`, async (t) => {
      const { db, run } = await fresh(t)
      const { err, status } = await run(words)
      assert.equal(status, 2)
      assert.match(err, says)
      assert.deepEqual(await readVerifications(db), [])
    })
  }
})

test('helplines list shows every line, with what was verified in its JSON', async (t) => {
  const { run } = await fresh(t)
  await run('verify bris --by Ada')
  assert.match(
    (await run('list')).out,
    /^kvinnofridslinjen +Kvinnofridslinjen: 116 016, 020-50 50 50; 24\/7 \(H\); for /m,
  )
  const lines = JSON.parse((await run('list --json')).out) as readonly { id: string; verifiedBy?: string }[]
  assert.deepEqual(
    lines.flatMap(({ id, verifiedBy }) => (verifiedBy === undefined ? [] : [[id, verifiedBy]])),
    [['bris', 'Ada']],
  )
})

test('helplines sheet writes a page to a file, or to stdout, or as text', async (t) => {
  const { run } = await fresh(t)
  const folder = mkdtempSync(join(tmpdir(), 'sheet-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'list.html')
  assert.match((await run(`sheet --out ${file}`)).out, /40 lines are in .*list\.html/)
  assert.equal(readFileSync(file, 'utf8'), (await run('sheet')).out)
  assert.match((await run('sheet --text')).out, /^RINGLISTA 2026-11-24/)
  const { err, status } = await run(`sheet --out ${join(folder, 'missing', 'list.html')}`)
  assert.equal(status, 2)
  assert.match(err, /cannot be written \(ENOENT\)/)
})
