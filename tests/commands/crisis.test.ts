import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setCrisis } from '#modules/municipality/store.ts'
import { anOperator, done, itsSite, refused, shownWithin } from './operator.ts'

/* "How to reach us now": from the command to every page it leads, and away again. */

const operator = await anOperator()
const site = await itsSite(operator)
const { rackhall } = operator

const WITHIN_MS = 5000
const FAR = '2099-01-01 12:00'
const set = async (...words: readonly string[]) =>
  rackhall(['crisis', 'set', '--until', FAR, '--by', 'Beredskapen', '--json', ...words])
const idOf = (out: string): string => String((JSON.parse(out) as { id: number }).id)
const pageAt = async (path: string): Promise<string> => (await fetch(`${site.url}${path}`)).text()

test('every wrong use is told of, and sets nothing', async () => {
  const text = ['--text', 'sv=Ring växeln.']
  const all = ['--all', ...text]
  for (const [words, sentence] of [
    [
      ['set', '--until', FAR, '--by', 'B', ...text],
      /^Say for whom: one of --municipality CODE, --county CODE or --all\./,
    ],
    [['set', '--until', FAR, '--by', 'B', ...all, '--county', '14'], /^Say for whom/],
    [['set', '--until', FAR, '--by', 'B', '--municipality', '9999', ...text], /no municipality with the code 9999/],
    [
      ['set', '--until', FAR, '--by', 'B', '--county', '99', ...text],
      /no county with the code 99; there is 01 Stockholms län/,
    ],
    [['set', '--until', FAR, '--by', 'B', '--all'], /expected a text in Swedish/],
    [['set', '--until', FAR, '--by', 'B', '--all', '--text', 'en=Call.'], /expected a text in Swedish/],
    [['set', '--until', FAR, '--by', 'B', ...all, '--text', 'xx=?'], /no language xx; there is sv/],
    [['set', '--until', FAR, '--by', 'B', ...all, '--file', 'x.yaml'], /Give --text or --file, not both/],
    [['set', '--until', FAR, '--by', 'B', '--all', '--file', 'x.yaml'], /x\.yaml: the file cannot be read/],
    [['set', '--until', FAR, '--by', 'B', '--all', '--text', `sv=${'a'.repeat(501)}`], /at most 500 characters/],
    [['set', '--until', FAR, '--by', 'B', '--all', '--text', 'Ring.'], /expected a language, = and the text/],
    [['set', '--until', 'tomorrow', '--by', 'B', ...all], /expected a day and a time by the clock of Stockholm/],
    [['set', '--until', '2026-02-30 08:00', '--by', 'B', ...all], /expected a day and a time/],
    [
      ['set', '--until', '2020-01-01 08:00', '--from', '2019-01-01 08:00', '--by', 'B', ...all],
      /--until has passed already/,
    ],
    [['set', '--until', FAR, '--from', '2100-01-01 08:00', '--by', 'B', ...all], /--until is not later than the start/],
    [['set', '--by', 'B', ...all], /required option '--until <moment>'/],
    [['set', '--until', FAR, ...all], /required option '--by <name>'/],
    [['clear', '--by', 'B'], /^Say for whom/],
    [['clear', '1'], /required option '--by <name>'/],
  ] as const)
    refused(await rackhall(['crisis', ...words]), 2, sentence)
  refused(await rackhall(['crisis', 'clear', '12345', '--by', 'B']), 1, /no such notice to end/)
  assert.equal(done(await rackhall(['crisis', 'list'])), 'There is no notice.\n')
})

test('a notice for one municipality leads its pages in seconds, in the page’s language or else in Swedish, and no other’s', async () => {
  const id = idOf(
    done(
      await set(
        '--municipality',
        '1497',
        '--text',
        'sv=Telefonen ligger nere i Hjo.',
        '--text',
        'en=The telephone is down in Hjo.',
      ),
    ),
  )
  await shownWithin(WITHIN_MS, site, '/s/1497', (page) => page.includes('Telefonen ligger nere i Hjo.'), 'the notice')
  assert.match(await pageAt('/s/en/1497/a'), /The telephone is down in Hjo\./)
  assert.match(await pageAt('/s/ar/1497'), /<p lang="sv" dir="ltr">Telefonen ligger nere i Hjo\./)
  for (const piece of ['/k/1497', '/f/1497.html', '/f/1497.json'])
    assert.match(await pageAt(piece), /Telefonen ligger nere/)
  for (const other of ['/s/1280', '/s/0000', '/']) assert.doesNotMatch(await pageAt(other), /Telefonen ligger nere/)
  assert.match(
    done(await rackhall(['crisis', 'list'])),
    new RegExp(`^${id} {2}Hjo, .* to 2099-01-01 12:00, set by Beredskapen\\n[\\s\\S]* {3}sv: Telefonen`),
  )
  assert.equal(done(await rackhall(['crisis', 'clear', id, '--by', 'Beredskapen'])), `Ended: ${id}.\n`)
  await shownWithin(WITHIN_MS, site, '/s/1497', (page) => !page.includes('Telefonen ligger nere'), 'its end')
})

test('several notices stand together, the nearest first; a county’s leads the pages of its municipalities alone', async () => {
  const texts = join(operator.folder, 'texts.yaml')
  writeFileSync(texts, 'sv: Översvämning i länet.\nen: Flood in the county.\n')
  done(await set('--all', '--text', 'sv=Strejk i hela landet.'))
  done(await set('--county', '14', '--file', texts))
  done(await set('--municipality', '1497', '--text', 'sv=Ring kommunens växel.'))
  const order = (page: string): readonly string[] =>
    [...page.matchAll(/Ring kommunens växel|Översvämning i länet|Strejk i hela landet/g)].map(([words]) => words)
  await shownWithin(WITHIN_MS, site, '/s/1497', (page) => order(page).length === 3, 'all three')
  assert.deepEqual(order(await pageAt('/s/1497')), [
    'Ring kommunens växel',
    'Översvämning i länet',
    'Strejk i hela landet',
  ])
  assert.deepEqual(order(await pageAt('/s/1480')), ['Översvämning i länet', 'Strejk i hela landet'], 'Göteborg')
  for (const path of ['/s/1280', '/s/0000', '/', '/nothing'])
    assert.deepEqual(order(await pageAt(path)), ['Strejk i hela landet'], path)
  assert.match(await pageAt('/s/en/1480'), /Flood in the county\./)
  done(await rackhall(['crisis', 'clear', '--county', '14', '--by', 'Beredskapen']))
  await shownWithin(WITHIN_MS, site, '/s/1480', (page) => order(page).length === 1, 'the end of the county’s')
  done(await rackhall(['crisis', 'clear', '--all', '--by', 'Beredskapen']))
  done(await rackhall(['crisis', 'clear', '--municipality', '1497', '--by', 'Beredskapen']))
  await shownWithin(WITHIN_MS, site, '/s/1497', (page) => order(page).length === 0, 'the end of all')
})

test('a notice begins at its start and ends at its end by itself', async () => {
  const starts = new Date(Date.now() + 1500)
  const ends = new Date(Date.now() + 4000)
  const notice = {
    scope: { kind: 'all' },
    starts,
    ends,
    text: { sv: 'Snart är det över.' },
    setBy: 'Beredskapen',
  } as const
  // The command takes whole minutes; the rest of the way is the same.
  await operator.database.transaction(async (tx) => setCrisis(tx, notice))
  await shownWithin(7000, site, '/s/1280', (page) => page.includes('Snart är det över.'), 'its start')
  assert.ok(Date.now() >= starts.getTime())
  await shownWithin(7000, site, '/s/1280', (page) => !page.includes('Snart är det över.'), 'its end')
  assert.ok(Date.now() >= ends.getTime())
  assert.equal(done(await rackhall(['crisis', 'list', '--json'])).trim(), '[]')
})
