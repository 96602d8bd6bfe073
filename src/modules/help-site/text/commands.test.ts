import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Command, CommanderError } from 'commander'
import { miniatureTexts, type MiniatureTexts } from '#tests/support/miniature-texts.ts'
import { textCommands } from './commands.ts'

type Answer = { readonly status: number; readonly out: string; readonly err: string }

const said = ({ root }: MiniatureTexts, ...words: string[]): Answer => {
  const out: string[] = []
  const err: string[] = []
  let status = 0
  const program = new Command('rackhall').exitOverride().configureOutput({ writeErr: (line) => void err.push(line) })
  const context = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    exit: (given: number) => void (status = given),
    now: () => new Date('2027-01-15T23:30:00Z'),
  }
  textCommands(program, context, root)
  for (const command of program.commands[0]?.commands ?? [])
    command.exitOverride().configureOutput({ writeErr: (line) => void err.push(line) })
  try {
    program.parse(['texts', ...words], { from: 'user' })
  } catch (error) {
    assert.ok(error instanceof CommanderError)
    status = 2
  }
  return { status, out: out.join('\n'), err: err.join('\n') }
}

const change = (texts: MiniatureTexts, file: string, from: string, to: string): void =>
  texts.write(file, readFileSync(join(texts.root, file), 'utf8').replace(from, to))
const ledgerOf = ({ root }: MiniatureTexts, tag: string): string =>
  readFileSync(join(root, 'locales', tag, 'states.tsv'), 'utf8')

test('check says of each language whether the public reads it, and how many texts stand how', () => {
  const { status, out } = said(miniatureTexts(), 'check')
  assert.equal(status, 0)
  const [sv = '', en = '', pl = ''] = out.split('\n')
  assert.match(sv, /^sv .* released \(35 written\)$/)
  assert.match(en, /^en .* released \(35 written\)$/)
  assert.match(pl, /^pl .* not released: the card stands in its place \(35 missing\)$/)
})

test('check ends with 1 for one stale, changed, missing or unknown text in a language the public reads', () => {
  const page = 'locales/en/pages/exposed.yaml'
  const faults: [string, (texts: MiniatureTexts) => void][] = [
    ['1 changed', (texts) => change(texts, page, 'english barrier.', 'english hurdle.')],
    ['1 stale', (texts) => change(texts, page.replace('en', 'sv'), 'svenska barrier.', 'svenska hinder.')],
    ['1 missing', (texts) => change(texts, 'locales/en/site.yaml', 'back: Back\n', '')],
    ['1 unknown', (texts) => change(texts, 'locales/en/site.yaml', 'back: Back\n', 'back: Back\nskip: Go on\n')],
    [
      '1 draft',
      (texts) =>
        texts.write('locales/en/states.tsv', ledgerOf(texts, 'en').replace(/^(site\/back.*)written/m, '$1draft')),
    ],
  ]
  for (const [counted, fault] of faults) {
    const texts = miniatureTexts()
    fault(texts)
    const { status, out } = said(texts, 'check')
    assert.ok(out.includes(counted), `${counted} is not told in:\n${out}`)
    assert.equal(status, 1, `${counted} and nothing is wrong`)
  }
})

test('check names the texts that keep a language back', () => {
  const texts = miniatureTexts()
  change(texts, 'locales/sv/site.yaml', 'Ring', 'Ring nu')
  const { status, out } = said(texts, 'check')
  assert.equal(status, 1)
  assert.match(out, /^en .* KEPT BACK by site\/danger\.call \(/m)
})

test('check tells what breaks the rules for public texts', () => {
  const texts = miniatureTexts()
  change(texts, 'locales/en/pages/exposed.yaml', 'english barrier.', 'You are safe. Call 116 016.')
  texts.accept('en')
  const { status, out } = said(texts, 'check')
  assert.equal(status, 1)
  assert.match(out, /pages\/exposed\/barrier\.text: promises what nobody can keep: safe/)
  assert.match(out, /pages\/exposed\/barrier\.text: a number is typed .*: 116 016/)
})

test('check as JSON is one document, with the same status', () => {
  const texts = miniatureTexts()
  change(texts, 'locales/sv/site.yaml', 'Ring', 'Ring nu')
  const { status, out } = said(texts, 'check', '--json')
  assert.equal(status, 1)
  const rows = JSON.parse(out) as { tag: string; released: boolean; keptBackBy: string[] }[]
  assert.deepEqual(
    rows.map(({ tag, released }) => [tag, released]),
    [
      ['sv', true],
      ['en', false],
      ['pl', false],
    ],
  )
  assert.deepEqual(rows[1]?.keptBackBy, ['site/danger.call'])
})

test('check of one language tells each text, and marks those that a life can hang on', () => {
  const texts = miniatureTexts()
  change(texts, 'locales/en/site.yaml', 'back: Back', 'back: Go back')
  const { status, out } = said(texts, 'check', '--language', 'en')
  assert.equal(status, 1)
  assert.match(out, /^changed {5}site\/back$/m)
  assert.match(out, /^written {3}! site\/exit\.label$/m)
  assert.equal(said(texts, 'check', '--language', 'pl').status, 0, 'nobody is promised Polish')
})

test('accept notes who, when and in what state, and the language stands again', () => {
  const texts = miniatureTexts()
  change(texts, 'locales/en/pages/exposed.yaml', 'english barrier.', 'english hurdle.')
  const { status, out } = said(texts, 'accept', 'en', '--by', 'Amira', '--state', 'reviewed')
  assert.equal(status, 0)
  assert.match(out, /^35 texts of en are noted as reviewed by Amira in /)
  // The day is Stockholm's, where it is past midnight.
  assert.match(ledgerOf(texts, 'en'), /^pages\/exposed\/barrier\.text\t\w{12}\t\w{12}\treviewed\tAmira\t2027-01-16$/m)
  assert.equal(said(texts, 'check').status, 0)
})

test('accept of a part touches nothing else, and what has not changed keeps its day', () => {
  const texts = miniatureTexts()
  const before = ledgerOf(texts, 'en').split('\n')
  change(texts, 'locales/en/pages/exposed.yaml', 'english barrier.', 'english hurdle.')
  said(texts, 'accept', 'en', '--by', 'Redaktionen', '--only', 'pages/exposed/')
  const changed = ledgerOf(texts, 'en')
    .split('\n')
    .filter((line) => !before.includes(line))
  assert.equal(changed.length, 1)
  assert.match(changed[0] ?? '', /^pages\/exposed\/barrier\.text\t.*\t2027-01-16$/)
})

test('accept refuses a language, a prefix, a state and a name that cannot be, and writes nothing', () => {
  const texts = miniatureTexts()
  const before = ledgerOf(texts, 'en')
  const refusals: [string[], RegExp][] = [
    [['accept', 'xx', '--by', 'Amira'], /no language xx; there is sv, en, pl/],
    [['accept', 'pl', '--by', 'Amira'], /Nothing is written in pl yet/],
    [['accept', 'en', '--by', 'Amira', '--only', 'pages/chid/'], /begins with "pages\/chid\/"/],
    [['accept', 'en', '--by', 'Amira', '--state', 'perfect'], /expected one of draft, written, reviewed/],
    [['accept', 'en', '--by', 'Amira\tB'], /expected a name on one line/],
    [['accept', 'en'], /required option/],
  ]
  for (const [words, told] of refusals) {
    const { status, err } = said(texts, ...words)
    assert.equal(status, 2, words.join(' '))
    assert.match(err, told)
  }
  assert.equal(ledgerOf(texts, 'en'), before)
  assert.throws(() => statSync(join(texts.root, 'locales/pl')), { code: 'ENOENT' })
})
