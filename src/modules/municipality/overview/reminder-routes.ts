import { randomUUID } from 'node:crypto'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { readPerson } from '#platform/auth/invitation-store.ts'
import { idFrom } from '#platform/auth/person-in.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { chosenRows } from '#platform/http/table.ts'
import { clockOf, letterFrom, namedInLetter, type From } from './letter.ts'
import { listedFor, overviewIn, type OverviewNeed } from './need.ts'
import { overviewTable } from './overview-views.ts'
import type { Overviewed } from './overview.ts'
import { readReminders, remind, takeBack } from './reminder-store.ts'
import { nobodyChosen, remindersPage, remindersTable, reminderPage, remindPage } from './reminder-views.ts'
import { heldUntil, recipientsOf, restSince, type Reminder } from './reminder.ts'

const REMINDS = needs('reminder.send')

/** A letter to several municipalities at once: seen before it is sent, sent once, noted, and undone while it waits. */
export const reminderRoutes = (need: OverviewNeed): readonly StaffRoute[] => [
  get('/overview/remind', REMINDS, async (visit, who) =>
    showLetter(need, visit, who, await chosenIn(need, visit, who)),
  ),
  post('/overview/remind', REMINDS, async (visit, who) => send(need, visit, who)),
  get('/overview/reminders', REMINDS, async (visit, who) => {
    const reminders = await asOrganisation(need.db, who.acting, async (tx) => readReminders(tx))
    const file = await tableFile(remindersTable(visit), reminders, visit.query)
    const main = remindersPage(visit, reminders)
    return file ?? page({ title: visit.say('overview.reminders'), here: '/overview', main })
  }),
  get('/overview/reminders/:id', REMINDS, async (visit, who) => showReminder(need, visit, who)),
  post('/overview/reminders/:id/undo', REMINDS, async (visit, who) => undo(need, visit, who)),
]

/** Those that were ticked, or with `all` those that the list shows with its search and its filter. */
const chosenIn = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<readonly Overviewed[]> => {
  const listed = await listedFor(need, visit, who)
  if (visit.query.has('all')) return chosenRows(overviewTable(visit, who, listed), listed.found, visit.query)
  const codes = new Set(visit.query.getAll('code'))
  return listed.all.filter(({ municipality: { code } }) => codes.has(code))
}

const fromOf = async (tx: Queryable, { acting, person, organisation }: SignedIn): Promise<From> => {
  const own = await readPerson(tx, acting.person)
  if (own === undefined) throw new Error('Whoever acts is not among those who work here.')
  return { person, organisation, email: own.email }
}

const showLetter = async (
  need: OverviewNeed,
  visit: Visit,
  who: SignedIn,
  chosen: readonly Overviewed[],
  refused = false,
): Promise<Answer> => {
  const { say, language, origin, now } = visit
  const title = say('overview.remind-title')
  if (chosen.length === 0) return page({ title, here: '/overview', main: nobodyChosen(visit) }, 422)
  const from = await asOrganisation(need.db, who.acting, async (tx) => fromOf(tx, who))
  const sending = {
    recipients: recipientsOf(chosen, now),
    letter: letterFrom(need.swedish, from, origin),
    translated: language === 'sv' ? undefined : letterFrom(say, from, origin),
    press: randomUUID(),
  }
  return page({ title, here: '/overview', main: remindPage(visit, need, sending, refused) }, refused ? 422 : 200)
}

const send = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { form, now, origin } = visit
  const press = idFrom(form.get('press'))
  const codes = new Set(form.getAll('code'))
  if (press === undefined) return { kind: 'gone' }
  const { chosen, sent } = await asOrganisation(need.db, who.acting, async (tx) => {
    const asked = need.reference.municipalities.all.filter(({ code }) => codes.has(code))
    const rows = await overviewIn(tx, need, now, asked)
    const reminder = await remind(tx, {
      press,
      municipalities: rows.map((row) => ({
        code: row.municipality.code,
        name: namedInLetter(need.swedish, row),
      })),
      again: form.getAll('again'),
      ...letterFrom(need.swedish, await fromOf(tx, who), origin),
      by: who.person,
      now,
      since: restSince(now),
      heldUntil: heldUntil(now),
    })
    if (reminder?.fresh === true) await deed(tx, who, 'reminder.sent', reminder.id)
    return { chosen: rows, sent: reminder }
  })
  return sent === undefined ? showLetter(need, visit, who, chosen, true) : go(`/overview/reminders/${sent.id}`)
}

const deed = async (tx: Queryable, { acting }: SignedIn, what: `reminder.${string}`, id: number): Promise<void> =>
  audit(tx, { who: acting.person, organisation: acting.organisation, what, about: String(id) })

const reminderIn = async (tx: Queryable, { params }: Visit): Promise<Reminder | undefined> =>
  (await readReminders(tx)).find(({ id }) => String(id) === params['id'])

const showReminder = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const reminder = await asOrganisation(need.db, who.acting, async (tx) => reminderIn(tx, visit))
  if (reminder === undefined) return { kind: 'gone' }
  const title = visit.say('overview.reminder-title', { at: clockOf(reminder.queuedAt, visit.language) })
  return page({ title, here: '/overview', main: reminderPage(visit, need.reference, reminder) })
}

const undo = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const id = visit.params['id']
  const done = await asOrganisation(need.db, who.acting, async (tx) => {
    const reminder = await reminderIn(tx, visit)
    if (reminder === undefined) return undefined
    const back = await takeBack(tx, reminder.id, visit.now)
    if (back) await deed(tx, who, 'reminder.undone', reminder.id)
    return { late: !back && reminder.undoneAt === null }
  })
  if (done === undefined) return { kind: 'gone' }
  return go(`/overview/reminders/${id}${done.late ? '?late=1' : ''}`)
}
