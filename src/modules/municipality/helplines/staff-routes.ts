import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Database } from '#platform/db/index.ts'
import type { DueFor } from '#platform/http/due.ts'
import { readForm, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { checkHelplines } from './check.ts'
import { roundOf } from './due.ts'
import { withVerifications, type Helpline } from './helpline.ts'
import { linePage, registerPage, registerTable } from './staff-views.ts'
import { addVerification, readVerifications, undoVerification } from './store.ts'

const KEEPS = needs('helpline.verify')

type Need = { readonly db: Database; readonly register: readonly Helpline[] }

/** The register of helplines with its verification round. */
export const helplineRoutes = (need: Need): readonly StaffRoute[] => [
  get('/helplines', KEEPS, async (visit) => {
    const lines = await linesNow(need)
    const checked = checkHelplines(lines, visit.today)
    const file = await tableFile(registerTable(visit, lines), checked, visit.query)
    return file ?? page({ title: visit.say('helplines.title'), here: '/helplines', main: registerPage(visit, lines) })
  }),
  get('/helplines/:id', KEEPS, async (visit, who) => {
    const line = (await linesNow(need)).find(({ id }) => id === visit.params['id'])
    return line === undefined ? { kind: 'gone' } : lineAnswer(visit, who, line, [])
  }),
  post('/helplines/:id', KEEPS, async (visit, who) => verify(need, visit, who)),
  post('/helplines/:id/undo', KEEPS, async (visit, who) => undo(need, visit, who)),
]

/** What the register needs of whoever keeps it. */
export const helplinesDue =
  (need: Need): DueFor =>
  async ({ say, today }, { acting }) => {
    if (!may(acting, 'helpline.verify')) return []
    const round = roundOf(checkHelplines(await linesNow(need), today))
    if (round === undefined) return []
    const { lines, mandatory, until, late } = round
    const why = say(late ? 'helplines.due-late' : 'helplines.due-why', { mandatory })
    return [{ what: say('helplines.due', { lines }), why, until, to: '/helplines?show=call', late }]
  }

const linesNow = async ({ db, register }: Need): Promise<readonly Helpline[]> =>
  withVerifications(register, await readVerifications(db))

const lineAnswer = (visit: Visit, who: SignedIn, line: Helpline, faults: readonly Fault[]): Answer =>
  page(
    {
      title: line.name,
      here: '/helplines',
      main: linePage(visit, line, { by: who.person, on: visit.today, ...Object.fromEntries(visit.form) }, faults),
    },
    faults.length === 0 ? 200 : 422,
  )

const LONGEST_NAME = 80

const verified = (today: LocalDate) =>
  z.object({
    by: z.string('helplines.by-missing').trim().min(1, 'helplines.by-missing').max(LONGEST_NAME, 'helplines.by-long'),
    on: z
      .string('helplines.on-wrong')
      .transform((text) => parseLocalDate(text))
      .refine((day) => day !== undefined, 'helplines.on-wrong')
      .refine((day) => day === undefined || day <= today, 'helplines.on-future'),
  })

const verify = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const line = need.register.find(({ id }) => id === visit.params['id'])
  if (line === undefined) return { kind: 'gone' }
  const read = readForm(visit.form, verified(visit.today))
  if (!read.ok) return lineAnswer(visit, who, line, read.faults)
  const { by, on } = read.value
  const { person, organisation } = who.acting
  const number = await asOrganisation(need.db, who.acting, async (tx) => {
    const noted = await addVerification(tx, { id: line.id, on: on ?? visit.today, by })
    await audit(tx, {
      who: person,
      organisation,
      what: 'helplines.verified',
      about: line.id,
      detail: { on: on ?? visit.today },
    })
    return noted
  })
  return go(`/helplines?show=call&done=${line.id}&note=${number}`)
}

const undo = async ({ db }: Need, visit: Visit, { acting, person: name }: SignedIn): Promise<Answer> => {
  const id = visit.params['id'] ?? ''
  const note = visit.form.get('note') ?? ''
  if (!/^\d{1,15}$/.test(note)) return { kind: 'gone' }
  const { person, organisation } = acting
  const undone = await asOrganisation(db, acting, async (tx) => {
    if (!(await undoVerification(tx, id, Number(note), name))) return false
    await audit(tx, { who: person, organisation, what: 'helplines.verification-undone', about: id })
    return true
  })
  return undone ? go(`/helplines/${id}`) : { kind: 'gone' }
}
