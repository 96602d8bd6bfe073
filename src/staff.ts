import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from '#kernel/once.ts'
import { PROJECT_ROOT, type Config } from '#platform/config.ts'
import { health, type Database } from '#platform/db/index.ts'
import { alarmRoutes, alarmsDue } from '#platform/alarms/routes.ts'
import { auditRoutes } from '#platform/audit/routes.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { handOverRoutes } from '#platform/auth/hand-over-routes.ts'
import { foundSeveralRoutes } from '#platform/auth/found-several-routes.ts'
import { invitationsDue } from '#platform/auth/invitee-due.ts'
import { leaveRoutes } from '#platform/auth/leave-routes.ts'
import { meRoutes } from '#platform/auth/me-routes.ts'
import { organisationRoutes, organisationsDue } from '#platform/auth/organisation-routes.ts'
import { peopleRoutes } from '#platform/auth/people-routes.ts'
import { recoveryOpenRoutes } from '#platform/auth/recover-open-routes.ts'
import { recoveryDue, recoveryRoutes } from '#platform/auth/recover-routes.ts'
import { may } from '#platform/auth/roles.ts'
import { chooseLanguage, readSession } from '#platform/auth/session-store.ts'
import { signInRoutes } from '#platform/auth/sign-in-routes.ts'
import { openThrottle } from '#platform/auth/throttle.ts'
import { workplaceRoutes } from '#platform/auth/workplace-routes.ts'
import { homeRoutes } from '#platform/http/home-routes.ts'
import { frameRoutes, readStaffAssets } from '#platform/http/staff-assets.ts'
import type { StaffRoute } from '#platform/http/staff-routes.ts'
import { createStaffServer } from '#platform/http/staff-server.ts'
import { readWords } from '#platform/http/words.ts'
import type { Way } from '#platform/http/workplace.ts'
import type { Log } from '#platform/log/index.ts'
import { receptionHandOver, receptionRoutes, receptionsDue, receptionStandings } from '#modules/collaboration/index.ts'
import {
  helplineRoutes,
  helplinesDue,
  overviewDue,
  overviewRoutes,
  pageDueFor,
  publishingRoutes,
  sectionRoutes,
  type PublicPages,
  type Reference,
} from '#modules/municipality/index.ts'
import {
  loadCatalogue,
  onboardDue,
  onboardRoutes,
  readQuality,
  reviewDue,
  reviewRoutes,
} from '#modules/review/index.ts'
import { LEAVING } from './leaving.ts'
import { placesOf } from './places.ts'

/** What is needed today; then by the steps of the loop, those that have pages; last what they stand on. */
export const WAYS: readonly Way[] = [
  { to: '/', says: 'way.home', permission: 'workplace.use' },
  { to: '/review', says: 'way.review', permission: 'review.read', step: 'review' },
  { to: '/page/from-site', says: 'way.from-site', permission: 'contacts.edit', step: 'review' },
  { to: '/page', says: 'way.page', permission: 'contacts.read', step: 'meet' },
  { to: '/crisis', says: 'way.crisis', permission: 'crisis.set', step: 'meet' },
  { to: '/helplines', says: 'way.helplines', permission: 'helpline.verify', step: 'meet' },
  { to: '/receptions', says: 'way.receptions', permission: 'reception.read', step: 'meet' },
  { to: '/overview', says: 'way.overview', permission: 'overview.read', step: 'together' },
  { to: '/receptions/requests', says: 'way.introductions', permission: 'reception.introduce', step: 'together' },
  { to: '/people', says: 'way.people', permission: 'person.read', step: 'workplace' },
  { to: '/organisations', says: 'way.organisations', permission: 'organisation.read', step: 'workplace' },
  { to: '/audit', says: 'way.audit', permission: 'audit.read', step: 'workplace' },
  { to: '/alarms', says: 'way.alarms', permission: 'alarm.read', step: 'workplace' },
]

export type StaffSide = {
  readonly config: Config
  readonly database: Database
  readonly reference: Reference
  readonly log: Log
  /** How the public pages would look: the staff side knows of them only this. */
  readonly publicPages: PublicPages
  readonly now: () => Date
}

/** Every page of the staff side, from every room. */
export const staffRoutes = ({
  database,
  reference,
  log,
  publicPages,
}: Omit<StaffSide, 'config' | 'now'>): readonly StaffRoute[] => {
  const register = { db: database, register: reference.helplines }
  const receptions = { db: database, reference }
  const overviews = {
    db: database,
    reference,
    receptions: receptionStandings,
    publicOrigin: publicPages.origin,
    swedish: readWords(PROJECT_ROOT).sv,
  }
  const pages = { db: database, reference, publicPages }
  const organisations = { db: database, places: placesOf(reference.municipalities) }
  const review = {
    db: database,
    reference,
    catalogue: once(() => loadCatalogue(PROJECT_ROOT)),
    quality: once(() => readQuality(PROJECT_ROOT)),
  }
  const entering = { db: database, throttle: openThrottle(), broke: log.broke }
  const ready = async (): Promise<boolean> => (await health(database)).kind === 'ready'
  return [
    ...frameRoutes(readStaffAssets(PROJECT_ROOT), ready),
    ...signInRoutes(entering),
    ...recoveryOpenRoutes(entering),
    ...homeRoutes([
      overviewDue(overviews),
      reviewDue(review),
      onboardDue(pages),
      pageDueFor(pages),
      helplinesDue(register),
      receptionsDue(receptions),
      recoveryDue(database),
      organisationsDue(organisations),
      invitationsDue(database),
      alarmsDue(database),
    ]),
    ...overviewRoutes(overviews),
    ...reviewRoutes(review),
    ...onboardRoutes(pages),
    ...sectionRoutes(pages),
    ...publishingRoutes(pages),
    ...helplineRoutes(register),
    ...receptionRoutes(receptions),
    ...peopleRoutes(database),
    ...recoveryRoutes(database),
    ...handOverRoutes(database, [receptionHandOver]),
    ...foundSeveralRoutes(organisations),
    ...organisationRoutes(organisations),
    ...leaveRoutes({ db: database, rooms: LEAVING, throttle: entering.throttle }),
    ...meRoutes(database),
    ...workplaceRoutes(database),
    ...auditRoutes(database),
    ...alarmRoutes(database),
  ]
}

/** Starts the staff side on its port. Ends what is under way when it is stopped. */
export const openStaffSide = async (side: StaffSide): Promise<{ readonly address: string; stop(): Promise<void> }> => {
  const { config, database, log, now } = side
  let port = config.staffPort
  // A port that the system chose is not in the configured origin.
  const origin = (): string => config.staffOrigin.replace(/:0$/, `:${port}`)
  const server = createStaffServer({
    routes: staffRoutes(side),
    ways: WAYS,
    words: readWords(PROJECT_ROOT),
    assets: readStaffAssets(PROJECT_ROOT),
    origin,
    trustProxy: config.trustProxy,
    now,
    session: async (token, at) => readSession(database, token, at),
    chooseLanguage: async ({ acting, session }, language) =>
      asOrganisation(database, acting, async (tx) => chooseLanguage(tx, session, language)),
    may,
    broke: (sentence, error) => log.broke(sentence, error),
  })
  port = await listening(server, config)
  return { address: `${origin()}/`, stop: async () => stopped(server) }
}

const listening = async (server: Server, { staffPort, host }: Config): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(staffPort, host, resolve)
  })
  return (server.address() as AddressInfo).port
}

const LAST_ANSWERS_MS = 3000

const stopped = async (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref()
  })
