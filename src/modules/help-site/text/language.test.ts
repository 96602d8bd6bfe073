import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { mustParseYaml, parseYaml } from '#kernel/document.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { languagesSchema } from './language.ts'

const FILE = 'data/languages.yaml'
const languages = mustParseYaml(readFileSync(join(PROJECT_ROOT, FILE), 'utf8'), languagesSchema, FILE)

test('the languages are ours three first, then sixteen of the first tier, each once', () => {
  const tags = languages.map(({ tag }) => tag)
  assert.deepEqual(tags.slice(0, 3), ['sv', 'sv-simple', 'en'])
  assert.equal(tags.length, 19)
  assert.equal(new Set(tags).size, tags.length)
})

test('a language runs from the right when its script does, and from the left when it does not', () => {
  for (const { tag, script, dir } of languages) assert.equal(dir, script === 'Arab' ? 'rtl' : 'ltr', tag)
})

test('what the markup calls a language is a name that browsers and voices know', () => {
  for (const { tag, lang } of languages) assert.deepEqual(Intl.getCanonicalLocales(lang), [lang], tag)
})

test('every language has its own name in its own script, and a name in Swedish to ask for an interpreter with', () => {
  const names = new Set(languages.map(({ endonym }) => endonym))
  assert.equal(names.size, languages.length)
  const SCRIPTS: Readonly<Record<string, RegExp>> = {
    Latn: /^[\p{Script=Latin} ]+$/u,
    Cyrl: /^\p{Script=Cyrillic}+$/u,
    Arab: /^[\p{Script=Arabic}\u200C ]+$/u,
    Ethi: /^\p{Script=Ethiopic}+$/u,
    Thai: /^\p{Script=Thai}+$/u,
  }
  for (const { tag, endonym, script, swedish } of languages) {
    assert.match(endonym, SCRIPTS[script] ?? /^$/, tag)
    assert.match(swedish, /^[a-zåäö ()]+$/, tag)
  }
})

test('a language with a wrong tag, direction or script, or with a field nobody knows, is refused by its line', () => {
  const good = {
    tag: 'so',
    lang: 'so',
    endonym: 'Soomaali',
    dir: 'ltr',
    script: 'Latn',
    swedish: 'somaliska',
    released: false,
  }
  const refused = (change: object): unknown => {
    const read = parseYaml(JSON.stringify([{ ...good, ...change }], undefined, 2), languagesSchema, FILE)
    return read.ok ? undefined : read.problems.map(({ line, field }) => [line, field])
  }
  assert.equal(refused({}), undefined)
  assert.deepEqual(refused({ tag: 'Somali' }), [[3, '[0].tag']])
  assert.deepEqual(refused({ dir: 'down' }), [[6, '[0].dir']])
  assert.deepEqual(refused({ script: 'latin' }), [[7, '[0].script']])
  assert.deepEqual(refused({ released: 'soon' }), [[9, '[0].released']])
})
