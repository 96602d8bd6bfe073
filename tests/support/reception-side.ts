import assert from 'node:assert/strict'
import { momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { readReception } from '#modules/collaboration/reception-file.ts'
import type { ReceptionFile } from '#modules/collaboration/reception.ts'
import { receptionsDue } from '#modules/collaboration/staff-due.ts'
import { receptionRoutes } from '#modules/collaboration/staff-routes.ts'
import { setReception } from '#modules/collaboration/store.ts'
import type { Role } from '#platform/auth/roles.ts'
import { signInRoutes } from '#platform/auth/sign-in-routes.ts'
import { openThrottle } from '#platform/auth/throttle.ts'
import { asOwner } from '#platform/db/operator.ts'
import { homeRoutes } from '#platform/http/home-routes.ts'
import { theReference } from './builders.ts'
import { RECEPTION_FILE } from './receptions.ts'
import { aStaffServer, type Desk, type Hired, type StaffHttp } from './staff-http.ts'

/** A Tuesday, two weeks before Christmas. */
export const TUESDAY = momentOf('2026-12-08' as LocalDate, 600)

/** The rooms of receptions on a real server, on that Tuesday. */
export const receptionSide = async (t: { after(clean: () => Promise<void>): void }): Promise<StaffHttp> => {
  const side = await aStaffServer(t, (db) => {
    const need = { db, reference: theReference() }
    const broke = (sentence: string): never => assert.fail(sentence)
    return [
      ...signInRoutes({ db, throttle: openThrottle(), broke }),
      ...homeRoutes([receptionsDue(need)]),
      ...receptionRoutes(need),
    ]
  })
  side.clock.now = TUESDAY
  return side
}

/** Takes in a reception's file, as the operator's command does. */
export const takeIn = async ({ db }: StaffHttp, file = RECEPTION_FILE): Promise<ReceptionFile> => {
  const read = readReception(file, 'f', { isMunicipality: () => true, others: [], today: stockholm(TUESDAY).date })
  assert.ok(read.ok)
  await db.transaction(async (tx) => setReception(tx, read.value, file, undefined))
  return read.value
}

const PLACES = { hjo: '1497', tibro: '1472', stockholm: '0180', karlsborg: '1446' } as const
const organisations = new WeakMap<StaffHttp, Map<string, Awaited<ReturnType<StaffHttp['found']>>>>()

/** Somebody who works in a municipality, signed in. */
export const worksIn = async (
  side: StaffHttp,
  place: keyof typeof PLACES,
  name: string,
  role: Role = 'municipality.lead',
): Promise<Hired & { readonly desk: () => Promise<Desk> }> => {
  const known = organisations.get(side) ?? new Map()
  organisations.set(side, known)
  const organisation =
    known.get(place) ?? (await side.found(`${place} kommun`, { kind: 'municipality', municipality: PLACES[place] }))
  known.set(place, organisation)
  return side.hire(name, organisation, role)
}

/** The version that a form on a page says it was opened from. */
export const versionOn = async (desk: Desk, path: string): Promise<string> =>
  /name="version" value="(\d+)"/.exec((await desk.get(path)).html)?.[1] ?? ''

/** Every file that there has been, the oldest first. */
export const filesOf = async ({ db }: StaffHttp): Promise<readonly string[]> =>
  asOwner(db, async (tx) =>
    (await tx.query<{ file: string }>('SELECT file FROM collaboration_reception_files ORDER BY id')).map(
      ({ file }) => file,
    ),
  )
