import assert from 'node:assert/strict'
import test from 'node:test'
import type { ProjectFile } from './project.ts'
import { brokenLinks, migrationSequence, notExecutable, secrets, telling } from './text-rules.ts'

const aFile = (path: string, text = '', executable = false): ProjectFile => ({ path, text, executable })
const said = (rule: (files: readonly ProjectFile[]) => readonly string[], path: string, text: string): string =>
  rule([aFile(path, text)]).join('\n')

/** In pieces, so that this file does not hold what the rules look for. */
const joined = (...pieces: readonly string[]): string => pieces.join('')

test('paths of one machine, and how the work was done, are told of', () => {
  for (const text of [
    joined('see /wo', 'rk/notes.md'),
    joined('/ho', 'me/anna/rackhall'),
    joined('../../sha', 'red/facts'),
    joined('written by Clau', 'de'),
    joined('a sub-ag', 'ent did it'),
  ])
    assert.match(said(telling, 'docs/a.md', `first\n${text}`), /^docs\/a\.md:2: ".*" tells of /, text)
  for (const text of [
    'the network of agents in Skåne',
    '/var/lib/rackhall',
    'https://example.org/work/a',
    'shared rota',
  ])
    assert.equal(said(telling, 'docs/a.md', text), '', text)
})

test('what was copied from others is left as it is', () => {
  const text = joined('/wo', 'rk/a')
  for (const path of ['tests/fixtures/page.html', 'data/sources.yaml', 'LICENSE'])
    assert.equal(said(telling, path, text), '')
})

test('a secret in the tree is told, an example of where one goes is not', () => {
  for (const text of [
    joined('-----BEGIN EC PRIV', 'ATE KEY-----'),
    joined('AGE-SECRET', '-KEY-1', 'Q'.repeat(40)),
    joined('AK', 'IA', 'ABCDEFGHIJKLMNOP'),
    joined('gh', 'p_', 'a'.repeat(36)),
    joined('postgresql://site:', 'tr0ub4dor', '@db.example/site'),
    joined('untrusted comment: minisign encrypted secr', 'et key'),
  ])
    assert.notEqual(said(secrets, 'docs/a.md', text), '', text)
  for (const text of [
    'postgresql://site:…@db.example/site',
    'postgresql://rackhall@db.example/rackhall',
    `postgresql://site:\${password}@db/site`,
    '-----BEGIN PUBLIC KEY-----',
    'untrusted comment: minisign public key',
  ])
    assert.equal(said(secrets, 'docs/a.md', text), '', text)
})

test('a link in a document leads to a file that is there', () => {
  const there = new Set(['docs/glossary.md', 'README.md'])
  const judge = (text: string): readonly string[] => brokenLinks([aFile('docs/a.md', text)], (path) => there.has(path))
  assert.deepEqual(judge('[words](glossary.md#kommun), [start](../README.md "Start"), [site](https://example.org)'), [])
  assert.deepEqual(judge('\n[gone](gone.md)'), ['docs/a.md:2: links to docs/gone.md, which is not there'])
})

test('migrations are one sequence without gaps', () => {
  const judge = (...names: readonly string[]): number =>
    migrationSequence(names.map((name) => aFile(`migrations/${name}`))).length
  assert.equal(judge('0001-platform.sql', '0002-help-site.sql'), 0)
  assert.equal(judge('0001-platform.sql', '0003-help-site.sql'), 1)
  assert.equal(judge('0001-platform.sql', '0001-help-site.sql'), 1)
  assert.equal(judge('1-platform.sql'), 1)
})

test('what begins with #! may be executed', () => {
  assert.equal(notExecutable([aFile('bin/a.mjs', '#!/usr/bin/env node\n')]).length, 1)
  assert.deepEqual(
    notExecutable([aFile('bin/a.mjs', '#!/usr/bin/env node\n', true), aFile('src/a.ts', 'const a = 1')]),
    [],
  )
})
