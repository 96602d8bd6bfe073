import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { aStaffServer } from '#tests/support/staff-http.ts'
import { everyRoom } from '#tests/support/every-room.ts'

test('names and addresses that leave as a file are noted; looking at them on the page is not', async (t) => {
  const site = await aStaffServer(t, (db) => everyRoom(db))
  const hjo = await site.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  const eva = await site.hire('Eva Ek', hjo, 'municipality.lead')
  const desk = await eva.desk()
  const taken = async () =>
    asOrganisation(site.db, eva, async (tx) =>
      tx.query(`SELECT who, about FROM audit_entries WHERE what = 'person.taken-out'`),
    )
  await desk.get('/people')
  assert.deepEqual(await taken(), [])
  assert.match((await desk.get('/people?as=csv')).text, /eva\.ek@example\.se/)
  assert.deepEqual(await taken(), [{ who: eva.person, about: 'csv' }])
})
