import assert from 'node:assert/strict'
import test from 'node:test'
import { KINDS } from './kind.ts'
import { isRole, may, PERMISSIONS, ROLES, rolesIn } from './roles.ts'

test('whoever has no role may nothing', () => {
  for (const permission of Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[])
    assert.equal(may({ roles: [] }, permission), false)
})

test('one role is enough, and gives what it says and no more', () => {
  assert.equal(may({ roles: ['municipality.editor', 'reception.member'] }, 'rota.swap'), true)
  assert.equal(may({ roles: ['municipality.editor', 'reception.member'] }, 'reception.decide'), false)
  assert.equal(may({ roles: ['operator.admin'] }, 'contacts.publish'), false)
})

test('every permission is somebody’s, and every kind of organisation has somebody who can invite colleagues', () => {
  const given = new Set(Object.values(ROLES).flatMap((role) => role.may))
  assert.deepEqual(
    Object.keys(PERMISSIONS).filter((permission) => !given.has(permission as keyof typeof PERMISSIONS)),
    [],
  )
  for (const kind of KINDS)
    assert.ok(
      rolesIn(kind).some((role) => may({ roles: [role] }, 'person.invite')),
      kind,
    )
})

test('what is no role of ours is none', () => {
  assert.equal(isRole('operator.admin'), true)
  assert.equal(isRole('toString'), false)
})
