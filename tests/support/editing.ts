import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { Role } from '#platform/auth/roles.ts'
import { signInRoutes } from '#platform/auth/sign-in-routes.ts'
import { openThrottle } from '#platform/auth/throttle.ts'
import { sectionRoutes } from '#modules/municipality/index.ts'
import type { Contacts } from '#modules/municipality/local-help.ts'
import type { Draft } from '#modules/municipality/page/draft.ts'
import { readDraft } from '#modules/municipality/page/draft-store.ts'
import { setLocalHelp } from '#modules/municipality/store.ts'
import { theReference } from './builders.ts'
import { formOn, typedOver } from './filling.ts'
import { aStaffServer, type Answered, type Desk, type Hired, type StaffHttp } from './staff-http.ts'

export type Editing = StaffHttp & {
  /** Somebody who works for Hjo, signed in. */
  work(name: string, role?: Role): Promise<{ readonly desk: Desk; readonly who: Hired }>
  publish(help: Contacts): Promise<void>
  draft(who: Hired): Promise<Draft | undefined>
  /** What the audit says of the page, the oldest first. */
  deeds(who: Hired): Promise<readonly { readonly what: string; readonly about: string; readonly detail: string }[]>
}

/** The forms of Hjo's page on a real server and database, with nothing published. */
export const editingSide = async (t: TestContext): Promise<Editing> => {
  const server = await aStaffServer(t, (db) => [
    ...signInRoutes({ db, throttle: openThrottle(), broke: assert.fail }),
    ...sectionRoutes({ db, reference: theReference() }),
  ])
  const hjo = await server.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  return {
    ...server,
    work: async (name, role = 'municipality.editor') => {
      const who = await server.hire(name, hjo, role)
      return { desk: await who.desk(), who }
    },
    publish: async (help) =>
      server.db.transaction(async (tx) => {
        await setLocalHelp(tx, help, 'file')
      }),
    draft: async ({ organisation }) => asOrganisation(server.db, { organisation }, async (tx) => readDraft(tx, '1497')),
    deeds: async ({ organisation }) =>
      asOrganisation(server.db, { organisation }, async (tx) =>
        tx.query(`SELECT what, about, detail FROM audit_entries WHERE what LIKE 'contacts.%' ORDER BY number`),
      ),
  }
}

/** Opens a form, types over some of its fields and sends it. */
export const send = async (desk: Desk, to: string, typed: Readonly<Record<string, string>>): Promise<Answered> =>
  desk.post(to, typedOver(formOn((await desk.get(to)).html, to), typed))

/** The page that a form leads on to. */
export const followed = async (desk: Desk, { status, to }: Answered): Promise<Answered> => {
  assert.equal(status, 303)
  return desk.get(to ?? '')
}
