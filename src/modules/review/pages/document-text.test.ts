import assert from 'node:assert/strict'
import test from 'node:test'
import { aPdf } from '#tests/support/pdf.ts'
import { openDocumentReader } from './document-text.ts'

test('a document says its title and its text, on one line', async (t) => {
  const reader = openDocumentReader()
  t.after(() => reader.close())
  assert.deepEqual(await reader.read(aPdf({ title: 'Plan mot våld', lines: ['Du kan ringa', 'socialjouren.'] })), {
    title: 'Plan mot våld',
    text: 'Du kan ringa socialjouren.',
  })
})

test('a document that breaks its reader, or keeps it for ever, costs itself, and the next is read', async (t) => {
  const reader = openDocumentReader({ withinMs: 1500, memoryMb: 64 })
  t.after(() => reader.close())
  const nothing = { title: '', text: '' }
  const [broken, endless, whole] = await Promise.all([
    reader.read(Buffer.from('%PDF-1.7 and no more')),
    reader.read(aPdf({ title: 'x', lines: [], content: '/F1 12 Tf '.repeat(4_000_000) })),
    reader.read(aPdf({ title: 'Efter', lines: ['hel'] })),
  ])
  assert.deepEqual(broken, nothing)
  assert.deepEqual({ ...endless, title: '' }, nothing)
  assert.deepEqual(whole, { title: 'Efter', text: 'hel' })
})
