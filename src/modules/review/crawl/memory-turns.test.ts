import assert from 'node:assert/strict'
import test from 'node:test'
import { memoryTurns } from './memory-turns.ts'

test('one at a time, and the delay between the end of one and the beginning of the next', async () => {
  const turns = memoryTurns()
  const spans: { from: number; to: number }[] = []
  let under = 0
  let most = 0
  const ask = async (): Promise<void> => {
    const turn = await turns.take('granback.example', 10)
    most = Math.max(most, (under += 1))
    const from = performance.now()
    await new Promise<void>((resolve) => setImmediate(resolve))
    under -= 1
    spans.push({ from, to: performance.now() })
    await turn.done()
  }
  await Promise.all(Array.from({ length: 5 }, ask))
  assert.equal(most, 1)
  for (const [at, { from }] of spans.entries()) {
    const before = spans[at - 1]
    if (before !== undefined) assert.ok(from - before.to >= 9.9, `${from - before.to} ms`)
  }
})

test('origins do not wait for each other', async () => {
  const turns = memoryTurns()
  await turns.take('a.example', 60_000)
  const second = await turns.take('b.example', 60_000)
  await second.done()
})

test('a server that wants to be left alone is', async () => {
  const turns = memoryTurns()
  const turn = await turns.take('a.example', 0)
  const until = Date.now() + 30
  await turns.rest('a.example', until)
  await turn.done()
  const next = await turns.take('a.example', 0)
  assert.ok(Date.now() >= until - 1)
  await next.done()
})

test('whoever gives up waiting stands in nobody’s way', async () => {
  const turns = memoryTurns()
  const first = await turns.take('a.example', 0)
  const giving = new AbortController()
  const given = turns.take('a.example', 0, giving.signal)
  const third = turns.take('a.example', 0)
  giving.abort()
  await first.done()
  await assert.rejects(given, { name: 'AbortError' })
  await (await third).done()
})
