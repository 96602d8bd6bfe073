import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readMembers } from '#platform/auth/store.ts'
import type { Queryable } from '#platform/db/index.ts'
import { versionIn, type Fault } from '#platform/http/form.ts'
import { pressedIn, withLine, withoutLine } from '#platform/http/lines.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { noted, readShown, saveAnew, withOwn, type Need, type OwnReception, type Shown } from '../reach.ts'
import { timeIn } from '../said.ts'
import { contentsOf, receptionHistory } from '../store.ts'
import { decisions } from './decisions.ts'
import { sectionPage, type Late } from './edit-views.ts'
import type { Around, Section } from './section.ts'
import { SECTIONS, sectionAddress } from './sections.ts'

/** A page for each section of a reception: what it says in a form, saved as a new version of the reception. */
export const editRoutes = (need: Need): readonly StaffRoute[] => [
  ...SECTIONS.flatMap((section) => sectionRoutes(need, section, `/receptions/:name/${section.name}`)),
  ...sectionRoutes(need, decisions, '/receptions/:name/decisions/:municipality'),
]

const sectionRoutes = (need: Need, section: Section, path: string): readonly StaffRoute[] => [
  get(path, needs(section.permission), async (visit, who) => {
    const found = await open(need, section, visit, who)
    if (found === undefined) return { kind: 'gone' }
    const { reception, around } = found
    return answer(visit, section, found, section.write(reception, around), reception.version, [])
  }),
  post(path, needs(section.permission), async (visit, who) => {
    const { form } = visit
    const pressed = pressedIn(form)
    if (pressed.kind === 'add' || pressed.kind === 'remove') {
      const found = await open(need, section, visit, who)
      if (found === undefined || section.groups[pressed.group] === undefined) return { kind: 'gone' }
      const changed =
        pressed.kind === 'add'
          ? withLine(form, pressed.group, section.groups[pressed.group] ?? {})
          : withoutLine(form, pressed.group, pressed.place)
      return answer(visit, section, found, changed, versionIn(form) ?? found.reception.version, [])
    }
    return save(need, section, visit, who)
  }),
]

type Opened = { readonly reception: OwnReception; readonly around: Around; readonly shown: Shown }

export const aroundOf = async (tx: Queryable, need: Need, visit: Visit, shown: Shown): Promise<Around> => ({
  municipalities: need.reference.municipalities,
  today: visit.today,
  say: visit.say,
  clock: (time) => timeIn(visit, time),
  people: (await readMembers(tx)).map(({ person, name }) => ({ person, name })),
  places: shown.places,
  municipality: visit.params['municipality'] ?? '',
})

/** One's own reception; of decisions only those of one's own municipality. */
const reach = (section: Section, { reception, around }: Opened): boolean =>
  section !== decisions ||
  (around.places.has(around.municipality) &&
    reception.serves.some(({ municipality }) => municipality === around.municipality))

const open = async (need: Need, section: Section, visit: Visit, who: SignedIn): Promise<Opened | undefined> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const shown = await readShown(tx, need, visit, who)
    const reception = shown.own.find(({ name }) => name === visit.params['name'])
    if (reception === undefined) return undefined
    const opened = { reception, shown, around: await aroundOf(tx, need, visit, shown) }
    return reach(section, opened) ? opened : undefined
  })

const answer = (
  visit: Visit,
  section: Section,
  { reception, around }: Opened,
  form: URLSearchParams,
  version: number,
  faults: readonly Fault[],
  late?: Late,
): Answer => {
  const action = sectionAddress(reception.name, section, around.municipality)
  const main = sectionPage(visit, { section, reception, around, form, version, faults, late, action })
  const title = visit.say(`reception-edit.${section.name}`)
  return page({ title, here: '/receptions', main }, faults.length > 0 ? 422 : late === undefined ? 200 : 409)
}

type Outcome =
  | { readonly kind: 'gone' }
  | { readonly kind: 'saved'; readonly before: number; readonly version: number }
  | { readonly kind: 'wrong'; readonly opened: Opened; readonly faults: readonly Fault[] }
  | { readonly kind: 'late'; readonly opened: Opened; readonly late: Late }

const save = async (need: Need, section: Section, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { form } = visit
  const done = await withOwn(need, visit, who, async (tx, reception, shown): Promise<Outcome> => {
    const opened = { reception, shown, around: await aroundOf(tx, need, visit, shown) }
    if (!reach(section, opened)) return { kind: 'gone' }
    const late = await lateness(tx, section, opened, versionIn(form))
    if (late !== undefined) return { kind: 'late', opened, late }
    const read = section.read(form, reception, opened.around)
    if (!read.ok) return { kind: 'wrong', opened, faults: read.faults }
    const version = await saveAnew(tx, { need, visit, who, shown, confirms: true }, reception, read.value)
    if (version === undefined) return { kind: 'wrong', opened, faults: [clash(section, form)] }
    await noted(tx, who, 'reception.edited', reception.name, { section: section.name })
    return { kind: 'saved', before: reception.version, version }
  })
  if (done === undefined || done.kind === 'gone') return { kind: 'gone' }
  switch (done.kind) {
    case 'saved':
      return go(`/receptions/${visit.params['name']}?done=${done.version}&before=${done.before}`)
    case 'wrong':
      return answer(visit, section, done.opened, form, versionIn(form) ?? done.opened.reception.version, done.faults)
    case 'late':
      return answer(visit, section, done.opened, form, done.opened.reception.version, [], done.late)
  }
}

/** What the sections do not see by themselves: a door's place that another reception has already. */
const clash = (section: Section, form: URLSearchParams): Fault => ({
  field: [...form.keys()].find((name) => name.endsWith('-place')) ?? 'title',
  says: section.name === 'doors' ? 'reception-edit.place-taken' : 'reception-edit.clash',
})

/**
 * What somebody else has saved in this very section since the form was opened; nothing when nobody has, or only in
 * another section, which is then put together with this one.
 */
const lateness = async (
  tx: Queryable,
  section: Section,
  { reception, around }: Opened,
  version: number | undefined,
): Promise<Late | undefined> => {
  if (version === undefined || version === reception.version) return undefined
  const before = await contentsOf(tx, reception.name, version)
  if (before !== undefined && String(section.write(before, around)) === String(section.write(reception, around)))
    return undefined
  return {
    by: (await receptionHistory(tx, reception.name))[0]?.by ?? reception.confirmedBy,
    before: before === undefined ? [] : section.said(before, around),
    now: section.said(reception, around),
  }
}
