import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it, type TestContext } from 'node:test'
import { momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { PersonId, Tie } from '#platform/auth/organisation.ts'
import type { Role } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { addOrganisation, addPerson, giveRoles } from '#platform/auth/store.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { asOwner } from '#platform/db/operator.ts'
import { isOpen, type Answer, type Visit } from '#platform/http/staff-routes.ts'
import { readWords } from '#platform/http/words.ts'
import { theReference } from '#tests/support/builders.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { RECEPTION_FILE } from '#tests/support/receptions.ts'
import { readReception } from './reception-file.ts'
import { receptionsDue } from './staff-due.ts'
import { receptionRoutes } from './staff-routes.ts'
import { readReceptions, receptionHistory, setReception } from './store.ts'

/** The day before Anna is away and nobody comes in her place. */
const SUNDAY = momentOf('2026-12-06' as LocalDate, 600)
const words = readWords(PROJECT_ROOT)

const visit = (path: string, given: Readonly<Record<string, string>> = {}): Visit => ({
  now: SUNDAY,
  today: stockholm(SUNDAY).date,
  path,
  params: {},
  query: new URLSearchParams(),
  form: new URLSearchParams(given),
  language: 'sv',
  say: words.sv,
  from: '127.0.0.1',
  device: 'Firefox, Linux',
  attempt: undefined,
  origin: 'http://localhost:3001',
})

type Side = {
  readonly db: TestDatabase
  /** Somebody who works at an organisation, in a role. */
  hire(name: string, tie: Tie, role: Role): Promise<SignedIn>
  ask(who: SignedIn, method: 'GET' | 'POST', path: string, given?: Readonly<Record<string, string>>): Promise<Answer>
  due(who: SignedIn): ReturnType<ReturnType<typeof receptionsDue>>
}

/** The staff side's routes on a database with the receptions vastra and region, both for Hjo and Tibro. */
const side = async (t: TestContext): Promise<Side> => {
  const db = await aDatabase(t)
  const need = { db, reference: theReference() }
  const routes = receptionRoutes(need)
  const region = RECEPTION_FILE.replace('name: vastra', 'name: region')
    .replace('Mottagningen Västra Skaraborg', 'Mottagningen Skaraborg')
    .replaceAll('place: 1', 'place: 2')
    .replace(/absences:\n.*\n/, 'absences: []\n')
  for (const file of [RECEPTION_FILE, region]) {
    const rules = { isMunicipality: () => true, others: [], today: stockholm(SUNDAY).date }
    const read = readReception(file, 'reception.yaml', rules)
    assert.ok(read.ok)
    await db.transaction(async (tx) => setReception(tx, read.value, file, undefined))
  }
  return {
    db,
    hire: async (name, tie, role) => {
      const id = await asOwner(db, async (tx) => addOrganisation(tx, { name: `${name}s`, tie }))
      const person = await asOrganisation(db, { organisation: id }, async (tx) => {
        const added = randomUUID() as PersonId
        await addPerson(tx, { id: added, name, email: `${name.toLowerCase()}@example.se` })
        await giveRoles(tx, { organisation: id, kind: tie.kind, person: added, roles: [role] })
        return added
      })
      return {
        acting: { person, organisation: id, roles: [role] },
        person: name,
        organisation: `${name}s`,
        session: '1',
      }
    },
    ask: async (who, method, path, given) => {
      const name = path.split('/')[2] ?? ''
      const route = routes.find(
        (one) => one.method === method && one.path === path.replace(name === '' ? '-' : name, ':name'),
      )
      assert.ok(route !== undefined && !isOpen(route))
      return route.handle({ ...visit(path, given), params: { name } }, who)
    },
    due: async (who) => receptionsDue(need)(visit('/'), who),
  }
}

const HJO: Tie = { kind: 'municipality', municipality: '1497' }
const shownIn = (answer: Answer): string => {
  assert.equal(answer.kind, 'page')
  return answer.kind === 'page'
    ? String(answer.page.main)
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
    : ''
}

describe('the receptions on the staff side', () => {
  it('are those that serve the own municipality, and of others there is nothing', async (t) => {
    const { hire, ask, due } = await side(t)
    const eva = await hire('Eva', HJO, 'municipality.lead')
    const elsewhere = await hire('Otto', { kind: 'municipality', municipality: '0180' }, 'municipality.lead')
    assert.match(
      shownIn(await ask(eva, 'GET', '/receptions')),
      /Västra Skaraborg Hjo, Tibro 2 Svarar nästa gång 2026-12-08 09\.00/,
    )
    assert.match(shownIn(await ask(elsewhere, 'GET', '/receptions')), /Ingen mottagning svarar för er än/)
    assert.deepEqual(await ask(elsewhere, 'GET', '/receptions/vastra'), { kind: 'gone' })
    const pause = { reason: 'staffing', to: 'region', until: '2026-12-09' }
    assert.deepEqual(await ask(elsewhere, 'POST', '/receptions/vastra/pause', pause), { kind: 'gone' })
    // A single person without any reception is led to a shared one.
    assert.deepEqual(
      (await due(elsewhere)).map(({ to }) => to),
      ['/receptions/join'],
    )
  })

  it('tell of a gap today, and it is filled by a swap on the page it leads to', async (t) => {
    const { db, hire, ask, due } = await side(t)
    const eva = await hire('Eva', HJO, 'municipality.lead')
    const [gap, ...others] = await due(eva)
    assert.deepEqual([gap?.to, gap?.until, gap?.late, others], ['/receptions/vastra', '2026-12-07', false, []])
    const page = await ask(eva, 'GET', '/receptions/vastra')
    assert.match(
      shownIn(page),
      /Ingen svarar 2026-12-07 09\.00 till 2026-12-07 16\.00\. På jourlistan: Anna\. Vem svarar i stället/,
    )
    const at = /name="at" value="([^"]+)"/.exec(page.kind === 'page' ? String(page.page.main) : '')?.[1] ?? ''
    const wrong = await ask(eva, 'POST', '/receptions/vastra/swaps', { at, member: 'anna' })
    assert.ok(wrong.kind === 'page' && wrong.status === 422)
    const swapped = await ask(eva, 'POST', '/receptions/vastra/swaps', { at, member: 'bo' })
    assert.ok(swapped.kind === 'go' && swapped.to.startsWith('/receptions/vastra?done='))
    assert.deepEqual(await due(eva), [])
    const [newest] = await asOwner(db, async (tx) => receptionHistory(tx, 'vastra'))
    assert.equal(newest?.by, 'Eva')
    // What somebody wrote in the file stands there still.
    assert.match(newest.file ?? '', /^# Hjo and Tibro together\.\n/)
    const entries = await asOrganisation(db, eva.acting, async (tx) =>
      tx.query<{ what: string }>('SELECT what FROM audit_entries'),
    )
    assert.deepEqual(entries, [{ what: 'reception.swapped' }])
  })

  it('lose neither of two swaps made at once', async (t) => {
    const { db, hire, ask } = await side(t)
    const eva = await hire('Eva', HJO, 'municipality.lead')
    const away = RECEPTION_FILE.replace('to: 2026-12-08 }', 'to: 2026-12-09 }').replace(/swaps:\n.*\n/, 'swaps: []\n')
    const read = readReception(away, 'f', { isMunicipality: () => true, others: [], today: stockholm(SUNDAY).date })
    assert.ok(read.ok)
    await db.transaction(async (tx) => setReception(tx, read.value, away, undefined))
    const days = ['2026-12-07', '2026-12-08', '2026-12-09'] as LocalDate[]
    const swap = async (day: LocalDate): Promise<Answer> =>
      ask(eva, 'POST', '/receptions/vastra/swaps', { at: momentOf(day, 540).toISOString(), member: 'bo' })
    await Promise.all(days.map(swap))
    const { receptions } = await readReceptions(db)
    const swaps = receptions.find(({ name }) => name === 'vastra')?.rota.swaps ?? []
    assert.deepEqual(swaps.map(({ date }) => date).toSorted(), days)
  })

  it('are paused until a day, handed over to another, and resumed', async (t) => {
    const { db, hire, ask } = await side(t)
    const eva = await hire('Eva', HJO, 'municipality.lead')
    const pauseOf = async () => (await readReceptions(db)).receptions.find(({ name }) => name === 'vastra')?.pause
    const refused = await ask(eva, 'POST', '/receptions/vastra/pause', {
      reason: 'Anna är sjuk',
      to: '',
      until: '2026-12-06',
    })
    assert.ok(refused.kind === 'page' && refused.status === 422)
    assert.match(shownIn(refused), /Välj en orsak ur listan .*Välj en mottagning som svarar .*Välj en dag efter i dag/)
    assert.equal(await pauseOf(), undefined)
    const until = '2099-12-09'
    await ask(eva, 'POST', '/receptions/vastra/pause', { reason: 'staffing', to: 'region', until })
    assert.deepEqual((await pauseOf())?.until, momentOf(until as LocalDate, 0))
    assert.match(shownIn(await ask(eva, 'GET', '/receptions/vastra')), /Mottagningen Skaraborg svarar i stället till/)
    const circle = await ask(eva, 'POST', '/receptions/region/pause', { reason: 'other', to: 'vastra', until })
    assert.ok(circle.kind === 'page' && circle.status === 422)
    await ask(eva, 'POST', '/receptions/vastra/resume')
    assert.equal(await pauseOf(), undefined)
  })

  it('show whoever answers in them the rota, and no form that is not theirs', async (t) => {
    const { hire, ask, due } = await side(t)
    const bo = await hire('Bo', { kind: 'rss', serves: [{ municipality: '1472', basis: 'named' }] }, 'reception.member')
    const page = await ask(bo, 'GET', '/receptions/vastra')
    assert.match(shownIn(page), /De närmaste två veckorna söndag 2026-12-06 00\.00–06\.00 Bo/)
    assert.ok(page.kind === 'page' && !String(page.page.main).includes('<form'))
    assert.deepEqual(await due(bo), [])
  })
})
