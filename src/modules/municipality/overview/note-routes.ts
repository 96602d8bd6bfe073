import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { readForm, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { fileAsked, tableFile } from '#platform/http/table-file.ts'
import type { Municipality } from '../municipality.ts'
import { municipalityPage } from './municipality-views.ts'
import { overviewIn, type OverviewNeed } from './need.ts'
import { addNote, changeNote, putBackNote, readNotes, readOwnNote, removeNote } from './note-store.ts'
import { notePage, notesTable } from './note-views.ts'
import { noteForm, type SupportNote } from './note.ts'
import { readConfirmations, type Confirmed } from './overview-store.ts'
import type { Overviewed } from './overview.ts'

const NOTES = needs('support.note')

/** Notes of support: written, changed, taken away and put back by who gave it. */
export const noteRoutes = (need: OverviewNeed): readonly StaffRoute[] => [
  post('/overview/:code/notes', NOTES, async (visit, who) => write(need, visit, who)),
  get('/overview/:code/notes/:note', NOTES, async (visit, who) => showNote(need, visit, who, [])),
  post('/overview/:code/notes/:note', NOTES, async (visit, who) => change(need, visit, who)),
  post('/overview/:code/notes/:note/remove', NOTES, async (visit, who) => remove(need, visit, who)),
  post('/overview/:code/notes/:note/restore', NOTES, async (visit, who) => restore(need, visit, who)),
]

const municipalityIn = ({ reference }: OverviewNeed, { params }: Visit): Municipality | undefined =>
  reference.municipalities.get(params['code'] ?? '')

const noteIn = ({ params }: Visit): number => (/^\d{1,15}$/.test(params['note'] ?? '') ? Number(params['note']) : 0)

type Work<T> = (tx: Queryable, row: Overviewed) => Promise<T>

/** Works with the municipality that the address names; nothing for one that whoever acts does not support. */
const withSupported = async <T>(
  need: OverviewNeed,
  visit: Visit,
  who: SignedIn,
  work: Work<T>,
): Promise<T | undefined> => {
  const municipality = municipalityIn(need, visit)
  if (municipality === undefined) return undefined
  return asOrganisation(need.db, who.acting, async (tx) => {
    const [row] = await overviewIn(tx, need, visit.now, [municipality])
    return row === undefined ? undefined : work(tx, row)
  })
}

const deed = async (
  tx: Queryable,
  { acting }: SignedIn,
  what: `support-note.${string}`,
  about: string,
  detail?: Readonly<Record<string, number | string>>,
): Promise<void> => audit(tx, { who: acting.person, organisation: acting.organisation, what, about, detail })

type Shown = {
  readonly row: Overviewed
  readonly confirmations: readonly Confirmed[]
  readonly notes: readonly SupportNote[]
}

/** The page of one municipality; its notes as a file when the address asks for one, which is noted itself. */
export const showMunicipality = async (
  need: OverviewNeed,
  visit: Visit,
  who: SignedIn,
  faults: readonly Fault[] = [],
): Promise<Answer> => {
  const takenOut = fileAsked(visit.query) !== undefined
  const shown = await withSupported(need, visit, who, async (tx, row): Promise<Shown> => {
    const { code } = row.municipality
    const [confirmations, notes] = [await readConfirmations(tx, code), await readNotes(tx, code)]
    if (takenOut) await deed(tx, who, 'support-note.taken-out', code)
    return { row, confirmations, notes }
  })
  if (shown === undefined) return { kind: 'gone' }
  const { row, ...rest } = shown
  const file = await tableFile(notesTable(visit, row), rest.notes, visit.query)
  if (file !== undefined) return file
  const main = municipalityPage(visit, who, row, { ...rest, publicOrigin: need.publicOrigin, faults })
  return page({ title: row.municipality.name, here: '/overview', main }, faults.length === 0 ? 200 : 422)
}

const write = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, noteForm(visit.today))
  if (!read.ok) return showMunicipality(need, visit, who, read.faults)
  const written = await withSupported(need, visit, who, async (tx, { municipality: { code } }) => {
    const note = await addNote(tx, code, read.value, who.person, visit.now)
    await deed(tx, who, 'support-note.written', code, { note })
    return code
  })
  return written === undefined ? { kind: 'gone' } : go(`/overview/${written}?saved=1#notes`)
}

const showNote = async (need: OverviewNeed, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const found = await withSupported(need, visit, who, async (tx, row) => {
    const note = await readOwnNote(tx, row.municipality.code, noteIn(visit))
    return note === undefined ? undefined : { row, note }
  })
  if (found === undefined) return { kind: 'gone' }
  const main = notePage(visit, who, found.row, found.note, faults)
  return page({ title: visit.say('overview.note-changing'), here: '/overview', main }, faults.length === 0 ? 200 : 422)
}

const change = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const read = readForm(visit.form, noteForm(visit.today))
  if (!read.ok) return showNote(need, visit, who, read.faults)
  return done(need, visit, who, 'support-note.changed', '?saved=1#notes', async (tx, code, note) =>
    changeNote(tx, code, note, read.value, visit.now),
  )
}

const remove = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  done(need, visit, who, 'support-note.removed', `?removed=${noteIn(visit)}#notes`, async (tx, code, note) =>
    removeNote(tx, code, note, visit.now),
  )

const restore = async (need: OverviewNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  done(need, visit, who, 'support-note.restored', '#notes', async (tx, code, note) =>
    putBackNote(tx, code, note, visit.now),
  )

/** Does something with a note of one's own, notes it, and goes back to its municipality. */
const done = async (
  need: OverviewNeed,
  visit: Visit,
  who: SignedIn,
  what: `support-note.${string}`,
  then: string,
  work: (tx: Queryable, code: string, note: number) => Promise<boolean>,
): Promise<Answer> => {
  const to = await withSupported(need, visit, who, async (tx, { municipality: { code } }) => {
    if (!(await work(tx, code, noteIn(visit)))) return undefined
    await deed(tx, who, what, code, { note: noteIn(visit) })
    return `/overview/${code}${then}`
  })
  return to === undefined ? { kind: 'gone' } : go(to)
}
