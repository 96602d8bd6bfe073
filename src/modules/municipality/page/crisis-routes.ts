import { html } from '#kernel/html.ts'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import type { CrisisNotice } from '../crisis.ts'
import type { Municipality } from '../municipality.ts'
import { clearCrises, setCrisis } from '../store.ts'
import { asWritten, readCrisisForm, suggested, type Written } from './crisis-form.ts'
import { noticesOf, ownNotice } from './crisis-store.ts'
import { crisisPage } from './crisis-views.ts'
import { ownMunicipality, type PageNeed } from './publish-own.ts'

const SETS = needs('crisis.set')

/** "How to reach us now" for one's own municipality: written, seen as it will look, changed, ended, taken back. */
export const crisisRoutes = (need: PageNeed): readonly StaffRoute[] => [
  get('/crisis', SETS, async (visit, who) =>
    show(need, visit, who, { given: undefined, instead: undefined, faults: [] }),
  ),
  post('/crisis', SETS, async (visit, who) => set(need, visit, who)),
  post('/crisis/:id/end', SETS, async (visit, who) => change(need, visit, who, end)),
  post('/crisis/:id/undo', SETS, async (visit, who) => change(need, visit, who, undoSetting)),
  post('/crisis/:id/again', SETS, async (visit, who) => change(need, visit, who, undoEnding)),
]

type InForm = {
  readonly given: Readonly<Record<string, string>> | undefined
  readonly instead: number | undefined
  readonly faults: readonly Fault[]
}

const show = async (need: PageNeed, visit: Visit, who: SignedIn, inForm: InForm): Promise<Answer> => {
  const read = await asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    return place === undefined ? undefined : { place, notices: await noticesOf(tx, place, visit.now) }
  })
  if (read === undefined) return { kind: 'gone' }
  const { place, notices } = read
  const changed = notices.find(
    ({ id, scope }) => scope.kind === 'municipality' && String(id) === visit.query.get('change'),
  )
  const main = crisisPage(visit, {
    place,
    notices,
    languages: need.publicPages.languages,
    given: inForm.given ?? (changed === undefined ? suggested(visit.now) : asWritten(changed)),
    instead: inForm.instead ?? changed?.id,
    faults: inForm.faults,
  })
  return page({ title: visit.say('crisis.title'), here: '/crisis', main }, inForm.faults.length === 0 ? 200 : 422)
}

const numberOf = (given: string | null | undefined): number | undefined =>
  given !== null && given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : undefined

const set = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const tags = need.publicPages.languages.map(({ tag }) => tag)
  const instead = numberOf(visit.form.get('instead'))
  const read = readCrisisForm(visit.form, tags, visit.now)
  if (!read.ok) return show(need, visit, who, { given: Object.fromEntries(visit.form), instead, faults: read.faults })
  if (visit.form.get('do') === 'show') return look(need, visit, who, read.value)
  return asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    if (place === undefined) return { kind: 'gone' }
    // One that has ended meanwhile is no reason to keep the new one back.
    if (instead !== undefined && (await ownNotice(tx, place.code, instead)) !== undefined) await clear(tx, who, instead)
    const id = await putUp(tx, place, who, read.value)
    return go(`/crisis?done=${id}${instead === undefined ? '' : `&instead=${instead}`}`)
  })
}

const putUp = async (tx: Queryable, { code }: Municipality, who: SignedIn, written: Written): Promise<number> => {
  const id = await setCrisis(tx, { ...written, scope: { kind: 'municipality', code }, setBy: who.person })
  await noted(tx, who, 'crisis.set', id)
  return id
}

const clear = async (tx: Queryable, who: SignedIn, id: number): Promise<boolean> => {
  const [ended] = await clearCrises(tx, [id], who.person)
  if (ended !== undefined) await noted(tx, who, 'crisis.cleared', id)
  return ended !== undefined
}

const noted = async (tx: Queryable, { acting }: SignedIn, what: `crisis.${string}`, id: number): Promise<void> =>
  audit(tx, { who: acting.person, organisation: acting.organisation, what, about: String(id) })

/** It leads the list of its kind, as the newest does. */
const NEWEST = Number.MAX_SAFE_INTEGER

/** The start page with the notice on it, at the moment when it begins. */
const look = async (need: PageNeed, visit: Visit, who: SignedIn, written: Written): Promise<Answer> => {
  const { say, language, now } = visit
  const place = await asOrganisation(need.db, who.acting, async (tx) => ownMunicipality(tx, need, who))
  if (place === undefined) return { kind: 'gone' }
  const { code } = place
  const notice: CrisisNotice = { ...written, id: NEWEST, scope: { kind: 'municipality', code }, setBy: who.person }
  const bar = html`<p lang="${language}" dir="ltr"><b>${say('preview.bar')}</b> ${say('preview.still')} ${say('crisis.show-back')}</p>`
  const asked = { code, address: `/s/${code}`, notice, links: 'still', bar } as const
  const shown = need.publicPages.show(asked, written.starts > now ? written.starts : now)
  return shown === undefined ? { kind: 'gone' } : { kind: 'whole', ...shown }
}

type Work = (tx: Queryable, place: Municipality, notice: CrisisNotice, visit: Visit, who: SignedIn) => Promise<Answer>

/** Does something with a notice of one's own; of another's there is nothing. */
const change = async (need: PageNeed, visit: Visit, who: SignedIn, work: Work): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    const id = numberOf(visit.params['id'])
    const notice = place === undefined || id === undefined ? undefined : await ownNotice(tx, place.code, id)
    return place === undefined || notice === undefined ? { kind: 'gone' } : work(tx, place, notice, visit, who)
  })

const end: Work = async (tx, _place, { id }, _visit, who) =>
  go((await clear(tx, who, id)) ? `/crisis?ended=${id}` : '/crisis')

/** What was in its place stands there again. */
const undoSetting: Work = async (tx, place, { id }, visit, who) => {
  const before = numberOf(visit.form.get('instead'))
  if (!(await clear(tx, who, id)) || before === undefined) return go('/crisis')
  const replaced = await ownNotice(tx, place.code, before)
  if (replaced !== undefined && replaced.ends > visit.now) await putUp(tx, place, who, replaced)
  return go('/crisis')
}

/** A notice that was ended is set once more, with the same words and the same end. */
const undoEnding: Work = async (tx, place, notice, { now }, who) => {
  if (notice.ends <= now) return go('/crisis')
  // Pressed twice, or ended by nobody: it is there already.
  const there = (await noticesOf(tx, place, now)).some(
    ({ scope, text, ends }) =>
      scope.kind === 'municipality' && JSON.stringify(text) === JSON.stringify(notice.text) && +ends === +notice.ends,
  )
  return there ? go('/crisis') : go(`/crisis?done=${await putUp(tx, place, who, notice)}`)
}
