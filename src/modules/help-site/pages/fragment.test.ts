import assert from 'node:assert/strict'
import test from 'node:test'
import { aNotice, contacts } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import { AUDIENCES } from '../audience.ts'
import { renderPage } from '../render.ts'
import { fragmentSchema } from './fragment.ts'

const NOW = new Date('2026-11-24T09:00:00Z')

test('every JSON answer for another site fits the published schema, whatever the municipality has confirmed', () => {
  const confirmed = contacts()
  const audiences = [undefined, ...AUDIENCES.map(({ id }) => id)]
  for (const world of [aWorld(), aWorld({ localHelp: [confirmed], crises: [aNotice()] })]) {
    for (const code of ['0000', '1480', confirmed.municipality]) {
      for (const audience of audiences) {
        const answer = renderPage(world, { kind: 'fragment', code, audience, format: 'json' }, NOW, 'live')
        assert.ok(answer !== undefined, `${code} ${audience}`)
        const judged = fragmentSchema.safeParse(JSON.parse(answer.body))
        assert.ok(judged.success, `${code} ${audience}: ${judged.error?.message}`)
        assert.equal(judged.data.municipality, code)
      }
    }
  }
})

test('a shelter’s name and number are given, and there is no place in the schema for its address', () => {
  const { shelters, local } = fragmentSchema.shape
  assert.deepEqual(Object.keys(shelters.element.shape), ['id', 'name', 'numbers', 'hours', 'website', 'checked'])
  assert.equal(local.element, shelters.element)
})
