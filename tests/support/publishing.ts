import type { TestContext } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { Role } from '#platform/auth/roles.ts'
import { signInRoutes } from '#platform/auth/sign-in-routes.ts'
import { openThrottle } from '#platform/auth/throttle.ts'
import { homeRoutes } from '#platform/http/home-routes.ts'
import { pageDueFor, publishingRoutes, readFacts } from '#modules/municipality/index.ts'
import { draftOf, type DraftContacts } from '#modules/municipality/page/draft.ts'
import { readDraft, saveDraft } from '#modules/municipality/page/draft-store.ts'
import { parseAddress } from '#modules/help-site/address.ts'
import { previewOf } from '#modules/help-site/index.ts'
import { renderPage } from '#modules/help-site/render.ts'
import { contacts, theReference } from './builders.ts'
import { aStaffServer, type Desk, type Hired, type StaffHttp } from './staff-http.ts'
import { aWorld } from './world.ts'

/** What Hjo has written, as a draft. */
export const HJOS: DraftContacts = draftOf(contacts())

export type Publishing = StaffHttp & {
  /** Somebody who works for Hjo, or for another municipality, signed in. */
  work(name: string, role?: Role, code?: string): Promise<{ readonly desk: Desk; readonly who: Hired }>
  /** Writes a draft, as somebody who edits does. */
  write(who: Hired, contents: DraftContacts, code?: string): Promise<void>
  /** The public page at an address, made of what is in the database. */
  publicPage(address: string): Promise<string>
}

/** The staff side's pages of a municipality on a real database, beside the public site's real world. */
export const publishingSide = async (t: TestContext): Promise<Publishing> => {
  const reference = theReference()
  let world = aWorld()
  const languages = world.prepared.texts.languages.map(({ tag, endonym }) => ({ tag, name: endonym }))
  const show: Parameters<typeof publishingRoutes>[0]['publicPages']['show'] = (asked, now) =>
    previewOf(world, asked, now)
  const side = await aStaffServer(t, (db) => {
    const need = { db, reference, publicPages: { show, origin: 'http://127.0.0.1:3000', languages } }
    const broke = (): never => {
      throw new Error('A provider was asked for.')
    }
    return [
      ...signInRoutes({ db, throttle: openThrottle(), broke }),
      ...homeRoutes([pageDueFor(need)]),
      ...publishingRoutes(need),
    ]
  })
  const places = new Map<string, Hired['organisation']>()
  const placeOf = async (code: string): Promise<Hired['organisation']> => {
    const name = `${reference.municipalities.get(code)?.name} kommun`
    const known = places.get(code) ?? (await side.found(name, { kind: 'municipality', municipality: code }))
    places.set(code, known)
    return known
  }
  return {
    ...side,
    work: async (name, role = 'municipality.editor', code = '1497') => {
      const who = await side.hire(name, await placeOf(code), role)
      return { desk: await who.desk(), who }
    },
    write: async ({ organisation, person, name }, contents, code = '1497') =>
      asOrganisation(side.db, { organisation, person }, async (tx) => {
        const base = (await readDraft(tx, code))?.version ?? 0
        await saveDraft(tx, { code, contents, base, by: name })
      }),
    publicPage: async (address) => {
      world = { ...world, facts: await readFacts(side.db, reference) }
      return renderPage(world, parseAddress(address), side.clock.now, 'live')?.body ?? ''
    },
  }
}

/** The hidden fields of the form that goes to an action, as a browser sends them back. */
export const fieldsOf = (html: string, action: string): Readonly<Record<string, string>> => {
  const form = html.split('<form ').find((part) => part.startsWith(`method="post" action="${action}"`)) ?? ''
  const fields = [...(form.split('</form>')[0] ?? '').matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
}
