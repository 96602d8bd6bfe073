import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partOf, twoQueues } from './files.ts'

const file = (path: string): { path: string; part: ReturnType<typeof partOf> } => ({ path, part: partOf(path) })

const FILES = [
  'src/quick.test.ts',
  'src/slow.test.ts',
  'tests/house/clone.test.ts',
  'tests/journeys/new.test.ts',
  'tests/requirements/layout.test.ts',
].map(file)

const LENGTHS = new Map([
  ['src/quick.test.ts', 100],
  ['src/slow.test.ts', 9000],
  ['tests/house/clone.test.ts', 20_000],
  ['tests/requirements/layout.test.ts', 40_000],
])

const all = (next: () => { path: string } | undefined): readonly string[] => {
  const path = next()?.path
  return path === undefined ? [] : [path, ...all(next)]
}

test('what took longest the last time is begun first, and what has not run yet before that', () => {
  assert.deepEqual(all(twoQueues(FILES, LENGTHS).nextHeavy), [
    'tests/journeys/new.test.ts',
    'tests/requirements/layout.test.ts',
    'tests/house/clone.test.ts',
    'src/slow.test.ts',
    'src/quick.test.ts',
  ])
})

test('a worker that has emptied its own queue goes on with the other, and every file is run once', () => {
  const { nextHeavy, nextLight } = twoQueues(FILES, LENGTHS)
  assert.equal(nextLight()?.path, 'src/slow.test.ts')
  assert.equal(nextHeavy()?.path, 'tests/journeys/new.test.ts')
  assert.deepEqual(all(nextLight), [
    'src/quick.test.ts',
    'tests/requirements/layout.test.ts',
    'tests/house/clone.test.ts',
  ])
  assert.equal(nextHeavy(), undefined)
})

test('where no file has run yet, the requirements come first', () => {
  assert.equal(twoQueues(FILES, new Map()).nextHeavy()?.path, 'tests/requirements/layout.test.ts')
})
