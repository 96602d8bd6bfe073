import { z } from 'zod'
import { momentOf, parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { readForm, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { isRunning } from './doors.ts'
import { aroundOf, editRoutes } from './editing/edit-routes.ts'
import { foundRoutes } from './editing/found-routes.ts'
import { historyRoutes } from './editing/history-routes.ts'
import { ownRoutes } from './own/own-routes.ts'
import { PAUSE_REASONS } from './pause.ts'
import { noted, readShown, saveAnew, withOwn, type Need, type OwnReception, type Shown } from './reach.ts'
import { answerRoutes } from './sharing/answer-routes.ts'
import { introduceRoutes } from './sharing/introduce-routes.ts'
import { joinRoutes, readJoining } from './sharing/join-routes.ts'
import { receptionPage } from './reception-view.ts'
import { receptionsPage, receptionsTable } from './staff-views.ts'
import { endPause, setPause } from './store.ts'
import { swapFor, withSwap } from './swap.ts'

/** The receptions that serve one's own municipality, their pages and what is done there; and how one is shared. */
export const receptionRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions', needs('reception.read'), async (visit, who) => list(need, visit, who)),
  ...foundRoutes(need),
  ...joinRoutes(need),
  ...introduceRoutes(need),
  ...answerRoutes(need),
  get('/receptions/:name', needs('reception.read'), async (visit, who) => answer(need, visit, who, [])),
  post('/receptions/:name/pause', needs('reception.decide'), async (visit, who) => pause(need, visit, who)),
  post('/receptions/:name/resume', needs('reception.decide'), async (visit, who) => resume(need, visit, who)),
  post('/receptions/:name/swaps', needs('rota.edit'), async (visit, who) => swap(need, visit, who)),
  ...ownRoutes(need, async (visit, who, faults) => answer(need, visit, who, faults)),
  ...editRoutes(need),
  ...historyRoutes(need),
]

const list = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { shown, joining } = await asOrganisation(need.db, who.acting, async (tx) => ({
    shown: await readShown(tx, need, visit, who),
    joining: may(who.acting, 'reception.decide') ? await readJoining(tx, need, visit, who) : undefined,
  }))
  const file = await tableFile(receptionsTable(visit, shown), shown.own, visit.query)
  if (file !== undefined) return file
  const main = receptionsPage(visit, shown, joining)
  return page({ title: visit.say('receptions.title'), here: '/receptions', main })
}

/** The page of one's own reception; of another's there is nothing. */
const answer = async (need: Need, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const found = await asOrganisation(need.db, who.acting, async (tx) => {
    const shown = await readShown(tx, need, visit, who)
    const reception = shown.own.find(({ name }) => name === visit.params['name'])
    if (reception === undefined) return undefined
    return { shown, reception, around: await aroundOf(tx, need, visit, shown) }
  })
  if (found === undefined) return { kind: 'gone' }
  const main = receptionPage(visit, who, { ...found, faults })
  return page({ title: found.reception.title, here: '/receptions', main }, faults.length === 0 ? 200 : 422)
}

type Work = (
  tx: Queryable,
  reception: OwnReception,
  shown: Shown,
) => Promise<Fault | { readonly go: string } | undefined>

/** Does something with one's own reception; answers with its page, and what was wrong when it was. */
const change = async (need: Need, visit: Visit, who: SignedIn, work: Work): Promise<Answer> => {
  const done = await withOwn(need, visit, who, async (tx, reception, shown) => ({
    outcome: await work(tx, reception, shown),
  }))
  if (done === undefined) return { kind: 'gone' }
  const { outcome } = done
  if (outcome !== undefined && 'says' in outcome) return answer(need, visit, who, [outcome])
  return go(`/receptions/${visit.params['name']}${outcome?.go ?? ''}`)
}

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
  return change(need, visit, who, async (tx, reception, { all }) => {
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
  return change(need, visit, who, async (tx, reception, shown) => {
    const found = swapFor(reception, new Date(read.value.at), read.value.member)
    if (found === undefined) return wrong
    const saved = await saveAnew(
      tx,
      { need, visit, who, shown, confirms: false },
      reception,
      withSwap(reception, found),
    )
    if (saved === undefined) return wrong
    await noted(tx, who, 'reception.swapped', reception.name)
    return { go: `?done=${saved}` }
  })
}
