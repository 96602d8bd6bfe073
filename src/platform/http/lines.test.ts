import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countLines, pressedIn, withLine, withoutLine } from './lines.ts'

const typed = (...lines: readonly string[]): URLSearchParams =>
  new URLSearchParams([['name', 'x'], ...lines.map((value, place) => [`numbers-${place}-e164`, value])])

test('a line that is added and taken away again leaves what was typed as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 8 }), (lines) => {
      const form = typed(...lines)
      const longer = withLine(form, 'numbers', { e164: '' })
      assert.equal(countLines(longer, 'numbers'), lines.length + 1)
      assert.equal(withoutLine(longer, 'numbers', lines.length).toString(), form.toString())
    }),
  )
})

test('when a line is taken away those behind it move up, and no other is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), fc.nat(), (lines, any) => {
      const removed = any % lines.length
      const left = withoutLine(typed(...lines), 'numbers', removed)
      assert.equal(left.toString(), typed(...lines.toSpliced(removed, 1)).toString())
    }),
  )
})

test('a button says what it does, and what is not understood saves', () => {
  const pressed = (does: string) => pressedIn(new URLSearchParams({ do: does }))
  assert.deepEqual(pressed('add on-call-numbers'), { kind: 'add', group: 'on-call-numbers' })
  assert.deepEqual(pressed('remove numbers-3'), { kind: 'remove', group: 'numbers', place: 3 })
  assert.deepEqual(pressed('show'), { kind: 'show' })
  for (const other of ['', 'remove numbers', 'drop table', 'add ']) assert.deepEqual(pressed(other), { kind: 'save' })
})

test('a place that no form of ours has does not make the server write endless lines', () => {
  assert.ok(countLines(new URLSearchParams({ 'numbers-9999-e164': '1' }), 'numbers') <= 50)
})
