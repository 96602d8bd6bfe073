import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aStaffServer, optionsOn } from '#tests/support/staff-http.ts'
import { asOwner } from '../db/operator.ts'
import type { HandOver } from './hand-over.ts'
import { handOverRoutes } from './hand-over-routes.ts'
import { meRoutes } from './me-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { giveRoles } from './store.ts'
import { openThrottle } from './throttle.ts'

/** A room to the right, in which Eva has three things. */
const aRoom = () => {
  const given: string[] = []
  const room: HandOver = {
    // Any text will do.
    says: 'people.title',
    count: async (_tx, { name }) => Promise.resolve(name === 'Eva Ek' && given.length === 0 ? 3 : 0),
    to: async (_tx, _acting, from, to) => Promise.resolve(void given.push(`${from.name} → ${to.name}`)),
  }
  return { room, given }
}

const side = async (t: TestContext) => {
  const { room, given } = aRoom()
  const http = await aStaffServer(t, (db) => [
    ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
    ...peopleRoutes(db),
    ...handOverRoutes(db, [room]),
    ...meRoutes(db),
  ])
  const ed = await http.found('Dals-Eds kommun', { kind: 'municipality', municipality: '1438' })
  return {
    ...http,
    given,
    eva: await http.hire('Eva Ek', ed, 'municipality.lead'),
    bo: await http.hire('Bo Berg', ed, 'municipality.editor'),
    /** What somebody may do now, and what was noted. */
    rolesOf: async (person: string): Promise<readonly string[]> =>
      asOwner(http.db, async (tx) =>
        (
          await tx.query<{ role: string }>('SELECT role FROM platform_memberships WHERE person_id = $1 ORDER BY role', [
            person,
          ])
        ).map(({ role }) => role),
      ),
    deeds: async (): Promise<readonly string[]> =>
      asOwner(http.db, async (tx) =>
        (
          await tx.query<{ what: string }>(
            "SELECT what FROM audit_entries WHERE what ~ '^person[.](end|roles)' ORDER BY audit_entries.number",
          )
        ).map(({ what }) => what),
      ),
  }
}

test('who has nothing alone is ended at one press, and given back at another: roles, and her keys, but no session', async (t) => {
  const s = await side(t)
  const his = await s.bo.desk()
  const eva = await s.eva.desk()
  const ended = await eva.post(`/people/${s.bo.person}/end`)
  assert.match(ended.to ?? '', /^\/people\?ended=/)
  assert.deepEqual(await s.rolesOf(s.bo.person), [])
  assert.equal((await his.get('/me')).to, '/sign-in?to=%2Fme')
  const page = await eva.get(ended.to ?? '')
  assert.match(page.text, /Åtkomsten är avslutad\. Bo Berg är utloggad här .* Avslutade de senaste sju dagarna Bo Berg/)
  const undo = /action="(\/people\/endings\/[0-9a-f-]+\/undo)"/.exec(page.html)?.[1] ?? ''
  const undone = await eva.post(undo)
  assert.match((await eva.get(undone.to ?? '')).text, /Bo Berg har sina roller tillbaka/)
  assert.deepEqual(await s.rolesOf(s.bo.person), ['municipality.editor'])
  assert.equal((await his.get('/me')).to, '/sign-in?to=%2Fme', 'his session stays ended')
  const desk = s.stranger()
  const answer = s.bo.key.use(optionsOn(await desk.get('/sign-in')), s.origin)
  assert.equal((await desk.post('/sign-in', { answer })).to, '/')
  assert.equal((await eva.post(undo)).status, 404, 'undone once')
  assert.deepEqual(await s.deeds(), ['person.ended', 'person.ending-undone'])
})

test('a last lead does not leave without a successor; with one all that was hers goes in one press', async (t) => {
  const s = await side(t)
  const eva = await s.eva.desk()
  const path = `/people/${s.eva.person}/end`
  assert.equal((await eva.post(path)).to, path, 'nobody ends her own access at one press')
  const asked = await eva.get(path)
  assert.match(asked.text, /Det här har ingen annan Leder arbetet i kommunen/)
  const none = await eva.post(path, { to: '' })
  assert.equal(none.status, 422)
  assert.match(none.text, /Välj vem som tar över/)
  const done = await eva.post(path, { to: s.bo.person })
  assert.equal(done.to, '/sign-in')
  assert.match(done.cookies[0] ?? '', /^__Host-rackhall=;/)
  assert.deepEqual(await s.rolesOf(s.bo.person), ['municipality.editor', 'municipality.lead'])
  assert.deepEqual(s.given, ['Eva Ek → Bo Berg'])
  assert.deepEqual(await s.deeds(), ['person.roles-given', 'person.ended'])
  // It is undone by whoever leads now, and what came with it goes again.
  const bo = await s.bo.desk()
  const undo = /action="(\/people\/endings\/[0-9a-f-]+\/undo)"/.exec((await bo.get('/people')).html)?.[1] ?? ''
  await bo.post(undo)
  assert.deepEqual(
    [await s.rolesOf(s.bo.person), await s.rolesOf(s.eva.person)],
    [['municipality.editor'], ['municipality.lead']],
  )
})

test('when nobody else is there somebody must be invited first', async (t) => {
  const s = await side(t)
  const eva = await s.eva.desk()
  await eva.post(`/people/${s.bo.person}/end`)
  const alone = await eva.post(`/people/${s.eva.person}/end`, { to: '' })
  assert.equal(alone.status, 422)
  assert.match(alone.text, /Bjud in någon först/)
  assert.deepEqual(await s.rolesOf(s.eva.person), ['municipality.lead'])
})

test('of two leads who end each other at once one stays', async (t) => {
  const s = await side(t)
  const { organisation, person } = s.bo
  const roles = ['municipality.lead'] as const
  await asOwner(s.db, async (tx) => giveRoles(tx, { person, organisation, kind: 'municipality', roles }))
  const [eva, bo] = [await s.eva.desk(), await s.bo.desk()]
  const both = await Promise.all([
    eva.post(`/people/${person}/end`, { to: s.eva.person }),
    bo.post(`/people/${s.eva.person}/end`, { to: person }),
  ])
  assert.equal(both.filter(({ to }) => to?.startsWith('/people?ended=')).length, 1)
  const left = [...(await s.rolesOf(s.eva.person)), ...(await s.rolesOf(person))]
  assert.ok(left.includes('municipality.lead'), left.join())
})

test('after seven days it cannot be undone any more', async (t) => {
  const s = await side(t)
  const before = await s.eva.desk()
  const ended = await before.post(`/people/${s.bo.person}/end`)
  const id = ended.to?.split('=')[1] ?? ''
  s.clock.now = new Date(s.clock.now.getTime() + 7 * 86_400_000)
  const eva = await s.eva.desk()
  assert.doesNotMatch((await eva.get('/people')).text, /Bo Berg/)
  assert.equal((await eva.post(`/people/endings/${id}/undo`)).status, 404)
})
