import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { stockholm } from '#kernel/dates.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { asOrganisation } from '../auth/acting.ts'
import type { Acting, OrganisationId, PersonId, Tie } from '../auth/organisation.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import { addOrganisation, addPerson, giveRoles } from '../auth/store.ts'
import { asOwner } from '../db/operator.ts'
import type { Answer, StaffRoute, Visit } from '../http/staff-routes.ts'
import { readWords } from '../http/words.ts'
import { auditRoutes, NAMED_DEEDS } from './routes.ts'
import { audit, lastEntries } from './store.ts'

const WORDS = readWords(PROJECT_ROOT)
const NOW = new Date('2026-11-24T08:00:00Z')

const visit = (query = ''): Visit => ({
  now: NOW,
  today: stockholm(NOW).date,
  path: '/audit',
  params: {},
  query: new URLSearchParams(query),
  form: new URLSearchParams(),
  language: 'en',
  say: WORDS.en,
  from: '127.0.0.1',
  device: 'Firefox, Linux',
  attempt: undefined,
  origin: 'http://localhost:3001',
})

const LEADS = ['municipality.lead'] as const

const lead = async (database: TestDatabase, name: string, tie: Tie): Promise<SignedIn> =>
  asOwner(database, async (tx) => {
    const organisation: OrganisationId = await addOrganisation(tx, { name, tie })
    const person = randomUUID() as PersonId
    await addPerson(tx, { id: person, name: `Lead of ${name}`, email: `${person}@k.example` })
    await giveRoles(tx, { organisation, person, kind: 'municipality', roles: LEADS })
    const acting: Acting = { person, organisation, roles: LEADS }
    return { acting, person: `Lead of ${name}`, organisation: name, session: 's' }
  })

const asked = async (database: TestDatabase, who: SignedIn, query = ''): Promise<Answer> => {
  const [route] = auditRoutes(database) as readonly [
    StaffRoute & { handle: (v: Visit, w: SignedIn) => Promise<Answer> },
  ]
  return route.handle(visit(query), who)
}

const pageOf = (answer: Answer): string => {
  assert.equal(answer.kind, 'page')
  return answer.kind === 'page' ? String(answer.page.main) : ''
}

onEveryServer(
  'an organisation reads what has been done there, in words, and nothing of another',
  async (_t, database) => {
    const hjo = await lead(database, 'Hjo', { kind: 'municipality', municipality: '1497' })
    const ed = await lead(database, 'Dals-Ed', { kind: 'municipality', municipality: '1438' })
    for (const { acting } of [hjo, ed]) {
      const { person, organisation } = acting
      await asOrganisation(database, acting, (tx) =>
        audit(tx, { who: person, organisation, what: 'person.invited', about: person }),
      )
    }
    const seen = pageOf(await asked(database, hjo))
    assert.match(seen, /Invited a colleague/)
    assert.doesNotMatch(seen, new RegExp(ed.acting.person))
    assert.match(seen, /Lead of Hjo/)
    assert.doesNotMatch(seen, /Dals-Ed/)
  },
)

onEveryServer('taking it out as a file is noted in it', async (_t, database) => {
  const hjo = await lead(database, 'Hjo', { kind: 'municipality', municipality: '1497' })
  const file = await asked(database, hjo, 'as=csv')
  assert.ok(file.kind === 'file' && file.name.endsWith('.csv'))
  const [newest] = await lastEntries(database, 1)
  assert.deepEqual([newest?.what, newest?.about, newest?.who], ['audit.taken-out', 'csv', hjo.acting.person])
  assert.match(pageOf(await asked(database, hjo)), /Took out this list as a file/)
})

test('every deed with a name has words in both languages', () => {
  for (const say of Object.values(WORDS)) for (const deed of NAMED_DEEDS) assert.ok(say(`audit.what.${deed}`) !== '')
})
