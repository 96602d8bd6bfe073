import assert from 'node:assert/strict'
import test from 'node:test'
import { readable } from './data-rules.ts'

const said = (path: string, text: string): string => readable([{ path, text, executable: false }]).join('\n')

test('YAML and JSON that can be read are right', () => {
  assert.equal(said('data/a.yaml', 'name: Hjo\ncode: "1497"\n'), '')
  assert.equal(said('package.json', '{"name":"rackhall"}'), '')
})

test('a broken file is told with its line; so is a name that stands twice', () => {
  assert.match(said('data/a.yaml', 'name: Hjo\ncode: "1497\n'), /^data\/a\.yaml:\d+: /)
  assert.match(said('data/a.yaml', 'name: Hjo\nname: Habo\n'), /^data\/a\.yaml:2: .*unique/)
  assert.match(said('data/a.json', '{"name":}'), /^data\/a\.json: /)
})

test('files that are broken on purpose are left out', () => {
  assert.equal(said('tests/fixtures/broken.json', '{'), '')
})
