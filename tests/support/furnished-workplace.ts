import { setReception } from '#modules/collaboration/store.ts'
import { readReception } from '#modules/collaboration/reception-file.ts'
import { previewOf } from '#modules/help-site/index.ts'
import { readDraft, saveDraft } from '#modules/municipality/page/draft-store.ts'
import { stockholm } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { OrganisationId, Tie } from '#platform/auth/organisation.ts'
import type { Role } from '#platform/auth/roles.ts'
import { asOwner } from '#platform/db/operator.ts'
import { open } from '#platform/http/routes.ts'
import { get, type StaffRoute } from '#platform/http/staff-routes.ts'
import { WAYS } from '../../src/staff.ts'
import { everyRoom } from './every-room.ts'
import { fieldsOf, HJOS } from './publishing.ts'
import { loadCatalogue } from '#modules/review/index.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { everyVerdict, takenIn } from './reviews.ts'
import { RECEPTION_FILE } from './receptions.ts'
import { aStaffServer, type Desk, type Hired, type StaffHttp } from './staff-http.ts'
import { NOWHERE, type Things } from './staff-routes-examples.ts'
import { aWorld } from './world.ts'

/** A workplace in the middle of its work: something on every page, of every kind of organisation. */
export type Workplace = {
  readonly site: StaffHttp
  readonly routes: readonly StaffRoute[]
  /** Somebody in each role; of municipalities, in Hjo. */
  readonly people: Readonly<Record<Role, Hired>>
  /** What an address can name, by the kind of who asks for it. */
  readonly things: (role: Role) => Things
  /** An address that lets a browser in as somebody, for the test alone. */
  readonly letIn: (role: Role) => Promise<string>
}

const LET_IN = open('a test lets its own browser in')

export const furnishedWorkplace = async (t: { after(clean: () => Promise<void>): void }): Promise<Workplace> => {
  const world = aWorld()
  const languages = world.prepared.texts.languages.map(({ tag, endonym }) => ({ tag, name: endonym }))
  let routes: readonly StaffRoute[] = []
  const site = await aStaffServer(
    t,
    (db) => {
      const pages = {
        show: (asked: Parameters<typeof previewOf>[1], now: Date) => previewOf(world, asked, now),
        languages,
      }
      routes = everyRoom(db, { ...pages, origin: 'http://127.0.0.1:3000' })
      const letIn = get('/let-in/:token', LET_IN, async ({ params }) =>
        Promise.resolve({ kind: 'go', to: '/me', session: { token: params['token'] ?? '' } }),
      )
      return [...routes, letIn]
    },
    WAYS,
  )
  const people = await everybody(site)
  await work(site, people)
  const found = await whatThereIs(site)
  return {
    site,
    routes,
    people,
    things: (role) => ({ ...found, colleague: people[colleagueOf(role)].person }),
    letIn: async (role) => `${site.origin}/let-in/${await people[role].session()}`,
  }
}

const colleagueOf = (role: Role): Role => {
  if (role === 'agency.lead') return 'agency.editor'
  return role.startsWith('municipality') ? 'reception.member' : role
}

const HJO: Tie = { kind: 'municipality', municipality: '1497' }

const everybody = async (site: StaffHttp): Promise<Workplace['people']> => {
  const hire = async (name: string, organisation: OrganisationId, role: Role): Promise<Hired> =>
    site.hire(name, organisation, role)
  const operator = await site.found('Driften', { kind: 'operator' })
  const agency = await site.found('Jämställdhetsmyndigheten', { kind: 'agency' })
  const county = await site.found('Länsstyrelsen i Västra Götalands län', { kind: 'county', county: '14' })
  const serves = ['1497', '1472', '1446'].map((municipality) => ({ municipality, basis: 'named' as const }))
  const rss = await site.found('Skaraborgs kommunalförbund', { kind: 'rss', serves })
  const hjo = await site.found('Hjo kommun', HJO)
  const tibro = await site.found('Tibro kommun', { kind: 'municipality', municipality: '1472' })
  await hire('Tyra Tall', tibro, 'municipality.lead')
  return {
    'operator.admin': await hire('Olle Ohm', operator, 'operator.admin'),
    'agency.lead': await hire('Agnes Alm', agency, 'agency.lead'),
    'agency.editor': await hire('Adam Ask', agency, 'agency.editor'),
    'county.coordinator': await hire('Lena Lind', county, 'county.coordinator'),
    'rss.coordinator': await hire('Rut Rask', rss, 'rss.coordinator'),
    'municipality.lead': await hire('Eva Ek', hjo, 'municipality.lead'),
    'municipality.editor': await hire('Maj Mo', hjo, 'municipality.editor'),
    'reception.member': await hire('Anna Al', hjo, 'reception.member'),
  }
}

/** What people do, on their pages where there is one. */
const work = async (site: StaffHttp, people: Workplace['people']): Promise<void> => {
  const lead = people['municipality.lead']
  const desk = await lead.desk()
  await write(site, lead, HJOS)
  await press(desk, '/page/publish', '/page/publish')
  await write(site, lead, { ...HJOS, exit: 'https://www.smhi.se/' })
  await press(desk, '/page/shown-to', '/page/shown-to', { email: 'chefen@example.se' })
  const crisis = {
    'text-sv': 'Telefonväxeln är ur drift. Ring socialjouren.',
    'until-day': '2026-11-25',
    'until-time': '16:00',
  }
  await press(desk, '/crisis', '/crisis', crisis)
  await press(desk, '/people', '/people', { name: 'Bo Berg', email: 'bo.berg@example.se', role: 'municipality.editor' })
  await takeIn(site, lead)
  await takenIn(site.db, [{ code: '9001', verdicts: everyVerdict(loadCatalogue(PROJECT_ROOT)) }])
  await site.stranger().post('/recovery', { email: people['reception.member'].email })
  const karlsborg = await site.found('Karlsborgs kommun', { kind: 'municipality', municipality: '1446' })
  const karin = await site.hire('Karin Kvist', karlsborg, 'municipality.lead')
  await (await karin.desk()).post('/receptions/join', { line: 'Vi har ingen på fredagar.' })
  const county = await people['county.coordinator'].desk()
  await county.post('/overview/1497/notes', {
    on: '2026-11-20',
    kind: 'call',
    text: 'Gick igenom tiderna tillsammans.',
  })
  await press(county, '/overview/remind?show=unconfirmed', '/overview/remind')
  const left = await site.hire('Lars Lund', lead.organisation, 'municipality.editor')
  await press(desk, `/people/${left.person}/end`, `/people/${left.person}/end`, { to: 'nobody' })
  await asOwner(site.db, async (tx) =>
    tx.query(
      `INSERT INTO platform_alarms (key, says, raised_at) VALUES ('backup', 'The newest backup is 9 days old.', $1)`,
      [site.clock.now],
    ),
  )
}

const write = async ({ db }: StaffHttp, { organisation, person, name }: Hired, contents: typeof HJOS) =>
  asOrganisation(db, { organisation, person }, async (tx) => {
    const base = (await readDraft(tx, '1497'))?.version ?? 0
    return saveDraft(tx, { code: '1497', contents, base, by: name })
  })

/** Sends the form of a page that goes to an address, with what it hides. */
const press = async (desk: Desk, page: string, action: string, given: Readonly<Record<string, string>> = {}) =>
  desk.post(action, { ...fieldsOf((await desk.get(page)).html, action), ...given })

const takeIn = async ({ db, clock }: StaffHttp, { organisation, person }: Hired): Promise<void> => {
  const rules = { isMunicipality: () => true, others: [], today: stockholm(clock.now).date }
  const read = readReception(RECEPTION_FILE, 'reception.yaml', rules)
  if (!read.ok) throw new Error('The reception of the tests cannot be read.')
  await asOrganisation(db, { organisation, person }, async (tx) =>
    setReception(tx, read.value, RECEPTION_FILE, undefined),
  )
}

/** The newest of each that the work has left. */
const whatThereIs = async ({ db }: StaffHttp): Promise<Omit<Things, 'colleague'>> =>
  asOwner(db, async (tx) => {
    const newest = async (table: string): Promise<string | undefined> => {
      const [row] = await tx.query<{ id: string | number }>(`SELECT id FROM ${table} ORDER BY id::text DESC LIMIT 1`)
      return row === undefined ? undefined : String(row.id)
    }
    const founded = (
      await tx.query<{ id: string }>(`SELECT id FROM platform_organisations WHERE municipality_code = '1446'`)
    )[0]
    return {
      ...NOWHERE,
      municipality: '1497',
      reviewed: '9001',
      reception: 'vastra',
      recovery: (await newest('platform_recoveries')) ?? NOWHERE.recovery,
      ending: (await newest('platform_endings')) ?? NOWHERE.ending,
      note: (await newest('municipality_support_notes')) ?? NOWHERE.note,
      reminder: (await newest('municipality_reminders')) ?? NOWHERE.reminder,
      link: (await newest('municipality_preview_links')) ?? NOWHERE.link,
      notice: (await newest('municipality_crisis_notices')) ?? NOWHERE.notice,
      request: (await newest('collaboration_requests')) ?? NOWHERE.request,
      founded: founded?.id ?? NOWHERE.founded,
    }
  })
