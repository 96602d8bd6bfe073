import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openThrottle } from './throttle.ts'

const at = (seconds: number): Date => new Date(Date.parse('2026-11-24T08:00:00Z') + seconds * 1000)

test('who fails often waits, and nobody else does', () => {
  const throttle = openThrottle()
  for (let n = 0; n < 19; n += 1) throttle.failed('192.0.2.1', at(n))
  assert.equal(throttle.wait('192.0.2.1', at(19)), 0)
  throttle.failed('192.0.2.1', at(19))
  assert.equal(throttle.wait('192.0.2.1', at(20)), 580)
  assert.equal(throttle.wait('192.0.2.2', at(20)), 0)
})

test('the wait ends by itself, however often somebody failed', () => {
  const throttle = openThrottle()
  for (let n = 0; n < 500; n += 1) throttle.failed('192.0.2.1', at(0))
  assert.equal(throttle.wait('192.0.2.1', at(600)), 0)
})
