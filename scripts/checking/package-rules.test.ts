import assert from 'node:assert/strict'
import test from 'node:test'
import { pins } from './package-rules.ts'

const LOCK = { packages: { '': {}, 'node_modules/hono': { version: '4.13.19', integrity: 'sha512-a' } } }

test('packages pinned to what the lock file vouches for are right', () => {
  assert.deepEqual(pins({ dependencies: { hono: '4.13.19' } }, LOCK), [])
})

test('a range, another version in the lock file and an entry without integrity are told', () => {
  assert.match(pins({ dependencies: { hono: '^4.13.19' } }, LOCK).join('\n'), /hono is \^4\.13\.19; expected one exact/)
  assert.match(pins({ devDependencies: { hono: '4.13.18' } }, LOCK).join('\n'), /holds hono at another version/)
  assert.match(pins({ optionalDependencies: { zod: '4.6.7' } }, LOCK).join('\n'), /holds zod at another version/)
  const unsure = { packages: { 'node_modules/hono': { version: '4.13.19' } } }
  assert.match(pins({}, unsure).join('\n'), /node_modules\/hono has no integrity/)
})
