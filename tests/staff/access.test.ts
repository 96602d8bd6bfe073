import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { may, ROLES, type Role } from '#platform/auth/roles.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import { isOpen, type StaffRoute } from '#platform/http/staff-routes.ts'
import { everyRoom } from '#tests/support/every-room.ts'
import { aStaffServer, type Answered, type Desk } from '#tests/support/staff-http.ts'
import { addressWith, FORMS, namesSomebodys, NOWHERE, placesIn } from '#tests/support/staff-routes-examples.ts'
import { twoOfEach, type Furnished } from '#tests/support/two-of-each.ts'

/*
 * Every role × every route × one's own organisation, another of the same kind, and one of every other kind: the real
 * server on the real database. What docs/access.md says, this holds it to.
 */

const FULL = process.env['RACKHALL_TEST_FULL'] === '1'

/** Answers truly and keeps nothing, so that every question finds things as they were. */
const forgetting = (database: Database): Database => ({
  ...database,
  transaction: async <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => {
    const forgotten = new Error('forgotten')
    let done: { readonly value: T } | undefined
    try {
      return await database.transaction(async (tx) => {
        done = { value: await work(tx) }
        throw forgotten
      })
    } catch (error) {
      if (error !== forgotten || done === undefined) throw error
      return done.value
    }
  },
})

let routes: readonly StaffRoute[] = []
const site = await aStaffServer({ after }, (db) => (routes = everyRoom(forgetting(db))))
const all = await twoOfEach(site)

const ask = async (desk: Desk, { method, path }: StaffRoute, address: string): Promise<Answered> =>
  method === 'GET' ? desk.get(address) : desk.post(address, FORMS[`${method} ${path}`])

/** Whether what the address names of another is told to this one, too. */
const isShared = (route: StaffRoute, own: Furnished, of: Furnished): boolean =>
  placesIn(route).every(
    (place) =>
      place.is === 'nobody’s' ||
      place.shared?.some(
        ({ kinds, where }) => kinds.includes(own.kind) && (where === 'everywhere' || own.county === of.county),
      ) === true,
  )

type Case = { readonly role: Role; readonly own: Furnished; readonly desk: Desk }

/** The first of the two organisations of a kind in every role that there is in it. */
const cases = (): readonly Case[] =>
  all.slice(0, all.length / 2).flatMap((own) => [...own.desks].map(([role, desk]) => ({ role, own, desk })))

/** Every other organisation; in a short run another of the same kind, and the next kind's in the same county. */
const strangersTo = (own: Furnished): readonly Furnished[] => {
  const at = all.indexOf(own)
  const half = all.length / 2
  return FULL
    ? all.filter((one) => one !== own)
    : [all[at + half], all[(at + 1) % half]].filter((one) => one !== undefined)
}

/** All at once: the server answers several, and nothing they ask is kept. */
const inEach = async (work: (one: Case) => Promise<void>): Promise<void> => void (await Promise.all(cases().map(work)))

test('every address that names something says of whom', () => {
  const missing = routes.flatMap((route) => {
    try {
      return placesIn(route) && []
    } catch (error) {
      return [(error as Error).message]
    }
  })
  assert.deepEqual(missing, [])
})

test('somebody is asked for in every role', () => {
  assert.deepEqual(new Set(cases().map(({ role }) => role)), new Set(Object.keys(ROLES)))
})

test('whoever is not signed in signs in first, and can do nothing', async () => {
  const stranger = site.stranger()
  const [things] = all.map((one) => one.things)
  assert.ok(things !== undefined)
  for (const route of routes.filter((one) => !isOpen(one))) {
    const { status, to } = await ask(stranger, route, addressWith(route, things))
    if (route.method === 'POST') assert.equal(status, 401, route.path)
    else assert.match(`${status} ${to}`, /^303 \/sign-in/, route.path)
  }
})

test('a role comes in where it has the permission and nowhere else, and no page shows anybody of another organisation', async () => {
  const wrong: string[] = []
  await inEach(async ({ role, own, desk }) => {
    const others = all.filter((one) => one !== own).flatMap(({ marks }) => marks)
    for (const route of routes) {
      if (isOpen(route)) continue
      const allowed = may({ roles: [role] }, route.access.permission)
      const asked = allowed || !namesSomebodys(route) ? [own] : [own, ...strangersTo(own)]
      for (const of of asked) {
        const { status, html } = await ask(desk, route, addressWith(route, of.things))
        if (allowed ? status === 403 || status === 401 || status >= 500 : status !== 403)
          wrong.push(`${role} ${route.method} ${route.path} of ${of.kind}: ${status}`)
        const shown = others.find((mark) => html.includes(mark))
        if (shown !== undefined) wrong.push(`${role} ${route.method} ${route.path} shows ${shown}`)
      }
    }
  })
  assert.deepEqual(wrong, [])
})

test('for another organisation’s things the answer is as if there were none', async () => {
  const wrong: string[] = []
  await inEach(async ({ role, own, desk }) => {
    for (const route of routes) {
      if (isOpen(route) || !may({ roles: [role] }, route.access.permission) || !namesSomebodys(route)) continue
      const none = await ask(desk, route, addressWith(route, NOWHERE))
      for (const of of strangersTo(own).filter((one) => !isShared(route, own, one))) {
        const { status } = await ask(desk, route, addressWith(route, of.things))
        if (status !== none.status)
          wrong.push(`${role} ${route.method} ${route.path} of ${of.kind}: ${status}, not ${none.status}`)
      }
    }
  })
  assert.deepEqual(wrong, [])
})
