import { z } from 'zod'
import { addDays, parseLocalDate, stockholm, type LocalDate } from '#kernel/dates.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { readForm, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { go, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { backTo, noted, saveAnew, withOwn, type Need, type OwnReception } from '../reach.ts'
import type { Member, ReceptionFile } from '../reception.ts'
import { gapsOf } from '../rota.ts'
import { receptionHistory, tellReception } from '../store.ts'
import { swapFor, withSwap, type Swap } from '../swap.ts'
import { memberOf, withAbsence } from './absence.ts'

/** Shows the reception's page again, with what was wrong. */
export type ShowAgain = (visit: Visit, who: SignedIn, faults: readonly Fault[]) => Promise<Answer>

/** What somebody who answers does with her own shifts: reports ill, takes one that nobody keeps, gives one away. */
export const ownRoutes = (need: Need, again: ShowAgain): readonly StaffRoute[] => [
  post('/receptions/:name/ill', needs('rota.swap'), async (visit, who) => ill(need, visit, who, again)),
  post('/receptions/:name/take', needs('rota.swap'), async (visit, who) => take(need, visit, who, again)),
  post('/receptions/:name/give', needs('rota.swap'), async (visit, who) => give(need, visit, who, again)),
  post('/receptions/:name/undo', needs('reception.read'), async (visit, who) => undo(need, visit, who)),
]

type Change = { readonly after: ReceptionFile; readonly deed: `reception.${string}` } | Fault

/** Changes one's own turns in a reception that one answers in, as a new version of it. */
const changeOwn = async (
  need: Need,
  visit: Visit,
  who: SignedIn,
  again: ShowAgain,
  change: (reception: OwnReception, member: Member) => Change,
): Promise<Answer> => {
  const done = await withOwn(need, visit, who, async (tx, reception, shown) => {
    const member = memberOf(reception, who.acting.person)
    if (member === undefined) return undefined
    const changed = change(reception, member)
    if ('says' in changed) return changed
    const version = await saveAnew(tx, { need, visit, who, shown, confirms: false }, reception, changed.after)
    if (version === undefined) return { field: 'until', says: 'reception-own.not-saved' }
    await tellOfGaps(tx, visit, reception, changed.after)
    await noted(tx, who, changed.deed, reception.name)
    return { before: reception.version, version }
  })
  if (done === undefined) return { kind: 'gone' }
  if ('says' in done) return again(visit, who, [done])
  return go(`/receptions/${visit.params['name']}?done=${done.version}&before=${done.before}`)
}

const DAYS_AHEAD = 14

/** Writes to colleagues and to the lead of a time that nobody keeps any more. It says nothing of who is away, or why. */
const tellOfGaps = async (
  tx: Queryable,
  { now, say, origin }: Visit,
  before: OwnReception,
  after: ReceptionFile,
): Promise<void> => {
  const today = stockholm(now).date
  const gapsIn = ({ rota }: ReceptionFile): number => gapsOf(rota, today, addDays(today, DAYS_AHEAD)).length
  if (gapsIn(after) <= gapsIn(before)) return
  const text = say('reception-own.mail-text', { link: `${origin}/receptions/${before.name}` })
  await tellReception(tx, before.name, { subject: say('reception-own.mail-subject'), text })
}

/** As long as somebody can be ill in one report; after that the lead changes the rota. */
const LONGEST_DAYS = 60

const illForm = (today: LocalDate) =>
  z.object({
    until: z
      .string('reception-own.until-wrong')
      .transform((text) => parseLocalDate(text))
      .refine(
        (day) => day !== undefined && day >= today && day <= addDays(today, LONGEST_DAYS),
        'reception-own.until-wrong',
      ),
  })

const ill = async (need: Need, visit: Visit, who: SignedIn, again: ShowAgain): Promise<Answer> => {
  const read = readForm(visit.form, illForm(visit.today))
  if (!read.ok) return again(visit, who, read.faults)
  const { until = visit.today } = read.value
  return changeOwn(need, visit, who, again, (reception, { id }) => ({
    after: withAbsence(reception, id, visit.today, until),
    deed: 'reception.reported-away',
  }))
}

const momentForm = z.object({ at: z.iso.datetime('reception-own.take-wrong') })

const take = async (need: Need, visit: Visit, who: SignedIn, again: ShowAgain): Promise<Answer> => {
  const read = readForm(visit.form, momentForm)
  const wrong: Fault = { field: 'take', says: 'reception-own.take-wrong' }
  if (!read.ok) return again(visit, who, [wrong])
  return changeOwn(need, visit, who, again, (reception, { id }) => {
    const swap = swapFor(reception, new Date(read.value.at), id)
    return swap === undefined ? wrong : { after: withSwap(reception, swap), deed: 'reception.swapped' }
  })
}

const give = async (need: Need, visit: Visit, who: SignedIn, again: ShowAgain): Promise<Answer> => {
  const date = parseLocalDate(visit.form.get('date') ?? '')
  const to = visit.form.get('to') ?? ''
  const wrong: Fault = { field: 'date', says: 'reception-own.give-wrong' }
  if (date === undefined || date < visit.today) return again(visit, who, [wrong])
  return changeOwn(need, visit, who, again, (reception, { id }) => {
    const swap = swapOf(reception, id, date, to)
    return swap === undefined ? wrong : { after: withSwap(reception, swap), deed: 'reception.swapped' }
  })
}

/** The swap by which a colleague comes in one's place on a day; nothing when she is away then, or it is nobody's turn. */
const swapOf = ({ members, rota }: ReceptionFile, member: string, date: LocalDate, to: string): Swap | undefined => {
  const away = rota.absences.some((one) => one.member === to && one.from <= date && date <= one.to)
  if (away || to === member || !members.some(({ id }) => id === to)) return undefined
  // Whoever took it over from another hands on that one's turn: of swaps there is never a chain.
  const from = rota.swaps.find((one) => one.date === date && one.to === member)?.from ?? member
  return from === to ? undefined : { date, from, to }
}

/** Takes back the newest version, when oneself has made it and nobody has changed anything since. */
const undo = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withOwn(need, visit, who, async (tx, reception, shown) => {
    const [newest, before] = await receptionHistory(tx, reception.name)
    const own = newest?.by === who.person && String(newest.id) === visit.form.get('version')
    if (!own || before?.contents === undefined) return 'late'
    const version = await saveAnew(
      tx,
      { need, visit, who, shown, confirms: false },
      reception,
      backTo(before.contents, reception, shown.places),
    )
    if (version === undefined) return 'late'
    await noted(tx, who, 'reception.restored', reception.name)
    return 'done'
  })
  if (done === undefined) return { kind: 'gone' }
  return go(`/receptions/${visit.params['name']}${done === 'late' ? '/history?late=1' : '?undone=1'}`)
}
