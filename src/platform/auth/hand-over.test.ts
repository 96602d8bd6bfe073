import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLed, membersAfter, rolesOnlyOf } from './hand-over.ts'
import type { PersonId } from './organisation.ts'
import type { Role } from './roles.ts'

const one = (person: string, ...roles: readonly Role[]) => ({ person: person as PersonId, roles })
const EVA = 'eva' as PersonId
const BO = 'bo' as PersonId

test('what only she may do goes to somebody; what others may do needs nobody', () => {
  const lead = one('eva', 'municipality.lead')
  const editor = one('bo', 'municipality.editor')
  const member = one('my', 'reception.member')
  assert.deepEqual(rolesOnlyOf([lead, editor], EVA), ['municipality.lead'])
  assert.deepEqual(rolesOnlyOf([lead, editor], BO), [], 'a lead may all that an editor may')
  assert.deepEqual(rolesOnlyOf([lead, member], member.person), ['reception.member'])
  assert.deepEqual(rolesOnlyOf([lead, one('bo', 'municipality.lead')], EVA), [])
  assert.deepEqual(rolesOnlyOf([lead], BO), [])
})

test('an organisation is led by somebody who can invite and end others, also after one has left', () => {
  const members = [one('eva', 'municipality.lead'), one('bo', 'municipality.editor')]
  assert.equal(isLed(members), true)
  assert.equal(isLed(membersAfter(members, EVA, undefined)), false)
  assert.equal(isLed(membersAfter(members, EVA, { to: BO, roles: ['municipality.lead'] })), true)
  assert.equal(isLed(membersAfter(members, BO, undefined)), true)
  assert.equal(isLed([]), false)
})
