import { html } from '#kernel/html.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { versionIn } from '#platform/http/form.ts'
import { pressedIn, withLine, withoutLine } from '#platform/http/lines.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { readExits, type Exit } from '../exits.ts'
import { exitForm, languagesForm } from './choices-form.ts'
import { SECTIONS, type DraftContacts, type Section } from './draft.ts'
import { readDraft, readPublished } from './draft-store.ts'
import { glancePage } from './glance-views.ts'
import { linksForm, sheltersForm } from './lists-form.ts'
import { onCallForm } from './on-call-form.ts'
import { ownMunicipality, type PageNeed } from './publish-own.ts'
import { receptionForm } from './reception-form.ts'
import type { Around, SectionForm, Typed } from './section-form.ts'
import { saveSection, undoSection } from './section-save.ts'
import { notUndone, progressSaid, sectionDiffers, sectionNamed, sectionPage } from './section-views.ts'

type Need = Pick<PageNeed, 'db' | 'reference'> & { readonly exits: readonly Exit[] }

const FORMS: readonly SectionForm[] = [receptionForm, onCallForm, linksForm, sheltersForm, exitForm, languagesForm]

/** A municipality's own page at a glance, and a form for each of its sections. */
export const sectionRoutes = (given: Omit<Need, 'exits'>): readonly StaffRoute[] =>
  routesFor({ ...given, exits: readExits(PROJECT_ROOT) })

const routesFor = (need: Need): readonly StaffRoute[] => [
  get('/page', needs('contacts.read'), async (visit, who) => glance(need, visit, who)),
  post('/page/undo', needs('contacts.edit'), async (visit, who) => undo(need, visit, who)),
  ...FORMS.flatMap((form) => [
    get(form.to, needs('contacts.edit'), async (visit, who) => show(need, visit, who, form)),
    post(form.to, needs('contacts.edit'), async (visit, who) => send(need, visit, who, form)),
  ]),
]

/** Works for one's own municipality; there is nothing here for who has none. */
const atHome = async (
  need: Need,
  visit: Visit,
  who: SignedIn,
  work: (tx: Queryable, around: Around) => Promise<Answer>,
): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    if (place === undefined) return { kind: 'gone' }
    return work(tx, { visit, place, reference: need.reference, exits: need.exits })
  })

const glance = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const shown = await atHome(need, visit, who, async (tx, around) => {
    const [draft, published] = [await readDraft(tx, around.place.code), await readPublished(tx, around.place.code)]
    const addresses = Object.fromEntries(FORMS.map(({ section, to }) => [section, to])) as Record<Section, string>
    const allowed = { edit: may(who.acting, 'contacts.edit'), publish: may(who.acting, 'contacts.publish') }
    const main = glancePage(visit, around, { draft, published, addresses, allowed })
    return page({ title: visit.say('page.title'), here: '/page', main })
  })
  // Whoever answers in a reception of a regional structure may read pages, and has none of her own.
  const elsewhere = html`<p>${visit.say('page.no-municipality', { organisation: who.organisation })}</p>`
  return shown.kind === 'gone' ? page({ title: visit.say('page.title'), here: '/page', main: elsewhere }) : shown
}

const formAnswer = (
  visit: Visit,
  around: Around,
  form: SectionForm,
  typed: Typed,
  { version, guided }: { readonly version: number; readonly guided: DraftContacts | undefined },
): Answer => {
  const progress = guided === undefined ? '' : ` (${progressSaid(visit, guided)})`
  return page(
    {
      title: `${visit.say(`page.${form.section}`)}${progress}`,
      here: '/page',
      main: sectionPage(visit, around, form, typed, version),
    },
    typed.faults.length === 0 ? 200 : 422,
  )
}

/** What is answered so far, for who has published nothing yet and is led through. */
const guidedThrough = async (tx: Queryable, { place }: Around): Promise<DraftContacts | undefined> =>
  (await readPublished(tx, place.code)) === undefined ? ((await readDraft(tx, place.code))?.contents ?? {}) : undefined

const show = async (need: Need, visit: Visit, who: SignedIn, form: SectionForm): Promise<Answer> =>
  atHome(need, visit, who, async (tx, around) => {
    const draft = await readDraft(tx, around.place.code)
    const typed = { form: form.typed(draft?.contents ?? {}, around), faults: [] }
    const guided = await guidedThrough(tx, around)
    return formAnswer(visit, around, form, typed, { version: draft?.version ?? 0, guided })
  })

const send = async (need: Need, visit: Visit, who: SignedIn, form: SectionForm): Promise<Answer> => {
  const version = versionIn(visit.form)
  if (version === undefined) return go(form.to)
  return atHome(need, visit, who, async (tx, around) => {
    const guided = await guidedThrough(tx, around)
    const again = (typed: Typed): Answer => formAnswer(visit, around, form, typed, { version, guided })
    const pressed = pressedIn(visit.form)
    if (pressed.kind === 'add')
      return again({ form: withLine(visit.form, pressed.group, form.lines[pressed.group] ?? {}), faults: [] })
    if (pressed.kind === 'remove')
      return again({ form: withoutLine(visit.form, pressed.group, pressed.place), faults: [] })
    const read = form.read(visit.form, around)
    if (!read.ok) return again({ form: visit.form, faults: read.faults })
    if (pressed.kind === 'show') return again({ form: visit.form, faults: [] })
    return save(tx, visit, who, { around, form, version, mine: read.value, guided: guided !== undefined })
  })
}

type Saving = {
  readonly around: Around
  readonly form: SectionForm
  readonly version: number
  readonly mine: DraftContacts
  readonly guided: boolean
}

const save = async (
  tx: Queryable,
  visit: Visit,
  who: SignedIn,
  { around, form, version, mine, guided }: Saving,
): Promise<Answer> => {
  const { section } = form
  const done = await saveSection(tx, { code: around.place.code, section, mine, version, sent: visit.form, who })
  if (done.kind === 'differs') {
    const main = sectionDiffers(visit, around, form, done)
    return page({ title: visit.say('difference.title'), here: '/page', main }, 409)
  }
  const next = guided ? SECTIONS.find((one) => done.contents[one] === undefined) : undefined
  const to = FORMS.find((one) => one.section === next)?.to ?? '/page'
  if (done.kind === 'same') return go(to)
  return go(`${to}?saved=${section}&version=${done.version}${done.merged ? '&merged=1' : ''}`)
}

const undo = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const section = sectionNamed(visit.form.get('section'))
  const version = versionIn(visit.form)
  if (section === undefined || version === undefined) return { kind: 'gone' }
  return atHome(need, visit, who, async (tx, { place }) => {
    const undone = await undoSection(tx, { code: place.code, section, version, who })
    if (undone.kind === 'undone') return go('/page?undone=1')
    const main = notUndone(visit, section, undone.draft)
    return page({ title: visit.say('page.not-undone-title'), here: '/page', main }, 409)
  })
}
