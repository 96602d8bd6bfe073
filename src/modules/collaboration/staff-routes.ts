import { z } from 'zod'
import { momentOf, parseLocalDate, stockholm, type LocalDate } from '#kernel/dates.ts'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readOrganisations } from '#platform/auth/store.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import type { DueFor } from '#platform/http/due.ts'
import { readForm, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import type { Reference } from '#modules/municipality/index.ts'
import { isRunning } from './doors.ts'
import { receptionFindings } from './findings.ts'
import { PAUSE_REASONS } from './pause.ts'
import { readReception } from './reception-file.ts'
import type { Reception } from './reception.ts'
import { receptionPage, receptionsPage, receptionsTable, type Shown } from './staff-views.ts'
import { endPause, holdReception, readReceptions, receptionHistory, setPause, setReception } from './store.ts'
import { swapFor, withSwap } from './swap.ts'

type Need = { readonly db: Database; readonly reference: Reference }

/** The receptions that serve one's own municipality: who answers, what must be seen to, pauses and swaps. */
export const receptionRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions', needs('reception.read'), async (visit, who) => {
    const shown = await shownTo(need, visit, who)
    const table = receptionsTable(visit, shown)
    const file = await tableFile(table, shown.own, visit.query)
    return (
      file ?? page({ title: visit.say('receptions.title'), here: '/receptions', main: receptionsPage(visit, shown) })
    )
  }),
  get('/receptions/:name', needs('reception.read'), async (visit, who) => answer(need, visit, who, [])),
  post('/receptions/:name/pause', needs('reception.decide'), async (visit, who) => pause(need, visit, who)),
  post('/receptions/:name/resume', needs('reception.decide'), async (visit, who) => resume(need, visit, who)),
  post('/receptions/:name/swaps', needs('rota.edit'), async (visit, who) => swap(need, visit, who)),
]

/** The gaps that somebody must fill, one line for each reception: it is filled, or handed over, on its page. */
export const receptionsDue =
  (need: Need): DueFor =>
  async (visit, who) => {
    if (!may(who.acting, 'rota.edit')) return []
    const { own, findings } = await shownTo(need, visit, who)
    return own.flatMap(({ name, title }) => {
      const gaps = findings.flatMap((finding) =>
        finding.kind === 'gap' && finding.reception === name ? [finding] : [],
      )
      const [first] = gaps
      if (first === undefined) return []
      const what = visit.say('receptions.due', { title, gaps: gaps.length })
      const until = stockholm(first.from).date
      return [
        { what, why: visit.say('receptions.due-why'), until, to: `/receptions/${name}`, late: first.from <= visit.now },
      ]
    })
  }

/** The codes of the municipalities that whoever acts works for. */
const placesOf = async (tx: Queryable, { acting }: SignedIn): Promise<ReadonlySet<string>> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === acting.organisation)
  if (own?.kind === 'municipality') return new Set([own.municipality])
  return new Set(own?.kind === 'rss' ? own.serves.map(({ municipality }) => municipality) : [])
}

const shownTo = async (need: Need, visit: Visit, who: SignedIn): Promise<Shown> =>
  asOrganisation(need.db, who.acting, async (tx) => readShown(tx, need, visit, who))

const readShown = async (tx: Queryable, { reference }: Need, { now }: Visit, who: SignedIn): Promise<Shown> => {
  const places = await placesOf(tx, who)
  const { receptions } = await readReceptions(tx)
  const own = receptions.filter(({ serves }) => serves.some(({ municipality }) => places.has(municipality)))
  const names = new Set(own.map(({ name }) => name))
  const findings = receptionFindings(receptions, now).filter(({ reception }) => names.has(reception))
  return { own, all: receptions, findings, municipalities: reference.municipalities }
}

/** The page of one's own reception; of another's there is nothing. */
const answer = async (need: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const shown = await shownTo(need, visit, who)
  const reception = shown.own.find(({ name }) => name === visit.params['name'])
  if (reception === undefined) return { kind: 'gone' }
  const allowed = { decide: may(who.acting, 'reception.decide'), rota: may(who.acting, 'rota.edit') }
  const main = receptionPage(visit, shown, reception, allowed, faults)
  return page({ title: reception.title, here: '/receptions', main }, faults.length === 0 ? 200 : 422)
}

type Work = (tx: Queryable, reception: Reception, all: readonly Reception[]) => Promise<Fault | undefined>

/**
 * Does something with one's own reception in one transaction, while nobody else changes it; answers with its page, and
 * what was wrong when it was.
 */
const change = async (need: Need, visit: Visit, who: SignedIn, work: Work): Promise<Answer> => {
  const name = visit.params['name'] ?? ''
  const done = await asOrganisation(need.db, who.acting, async (tx) => {
    await holdReception(tx, name)
    const { own, all } = await readShown(tx, need, visit, who)
    const reception = own.find((one) => one.name === name)
    return reception === undefined ? 'gone' : work(tx, reception, all)
  })
  if (done === 'gone') return { kind: 'gone' }
  return done === undefined ? go(`/receptions/${name}`) : answer(need, visit, who, [done])
}

const noted = async (tx: Queryable, { acting }: SignedIn, what: `reception.${string}`, about: string): Promise<void> =>
  audit(tx, { who: acting.person, organisation: acting.organisation, what, about })

const pauseForm = (today: LocalDate) =>
  z.object({
    reason: z.enum(PAUSE_REASONS, 'receptions.reason-wrong'),
    to: z.string('receptions.to-wrong').min(1, 'receptions.to-wrong'),
    until: z
      .string('receptions.until-wrong')
      .transform((text) => parseLocalDate(text))
      .refine((day) => day !== undefined && day > today, 'receptions.until-wrong'),
  })

const pause = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, pauseForm(visit.today))
  if (!read.ok) return answer(need, visit, who, read.faults)
  const { reason, to, until = visit.today } = read.value
  return change(need, visit, who, async (tx, reception, all) => {
    const instead = all.find(({ name }) => name === to)
    if (instead === undefined || to === reception.name || isRunning(instead.pause, visit.now))
      return { field: 'to', says: 'receptions.to-wrong' }
    if (all.some((other) => other.pause?.to === reception.name && isRunning(other.pause, visit.now)))
      return { field: 'to', says: 'receptions.answers-for-another' }
    await setPause(tx, reception, { reason, to, since: visit.now, until: momentOf(until, 0), by: who.person })
    await noted(tx, who, 'reception.paused', reception.name)
    return undefined
  })
}

const resume = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> =>
  change(need, visit, who, async (tx, reception) => {
    if (await endPause(tx, reception, who.person)) await noted(tx, who, 'reception.resumed', reception.name)
    return undefined
  })

const swapForm = z.object({
  at: z.iso.datetime('receptions.swap-wrong'),
  member: z.string('receptions.swap-wrong'),
})

const swap = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, swapForm)
  const wrong: Fault = { field: 'member', says: 'receptions.swap-wrong' }
  if (!read.ok) return answer(need, visit, who, [wrong])
  return change(need, visit, who, async (tx, reception, all) => {
    const found = swapFor(reception, new Date(read.value.at), read.value.member)
    const [newest] = await receptionHistory(tx, reception.name)
    if (found === undefined || newest?.file === undefined) return wrong
    const file = withSwap(newest.file, found)
    const { municipalities } = need.reference
    const isMunicipality = (code: string): boolean => municipalities.get(code) !== undefined
    const changed = readReception(file, reception.name, { isMunicipality, others: all, today: visit.today })
    if (!changed.ok) return wrong
    await setReception(tx, changed.value, file, reception, who.person)
    await noted(tx, who, 'reception.swapped', reception.name)
    return undefined
  })
}
