import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { html, type Html } from '#kernel/html.ts'
import { errorSummary, form, textField, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { noted, readShown, saveAnew, type Need } from '../reach.ts'
import { holdReception, namesTaken, readReceptions, receptionHistory, withdrawReception } from '../store.ts'
import { readFounding } from './found.ts'
import { given } from './section.ts'

const DECIDES = needs('reception.decide')

/** A new reception, for one's own municipality: three answers, and the rest on its own pages. */
export const foundRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions/new', DECIDES, async (visit, who) => answer(visit, who, [])),
  post('/receptions/new', DECIDES, async (visit, who) => found(need, visit, who)),
  post('/receptions/:name/take-back', DECIDES, async (visit, who) => {
    const name = visit.params['name'] ?? ''
    const done = await asOrganisation(need.db, who.acting, async (tx) => {
      const { own } = await readShown(tx, need, visit, who)
      return own.some((one) => one.name === name) && takeBack(tx, who, name)
    })
    return done ? go('/receptions') : { kind: 'gone' }
  }),
]

/** Undoes a founding that nobody has done anything with since; false where somebody has, or it is not one's own. */
export const takeBack = async (tx: Queryable, who: SignedIn, name: string): Promise<boolean> => {
  await holdReception(tx, name)
  const reception = (await readReceptions(tx)).receptions.find((one) => one.name === name)
  // The history is read by those alone who keep it.
  if (reception === undefined || (await receptionHistory(tx, name)).length !== 1) return false
  await withdrawReception(tx, reception, who.person)
  await noted(tx, who, 'reception.withdrawn', name)
  return true
}

const answer = async (visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> =>
  page(
    { title: visit.say('reception-edit.new'), here: '/receptions', main: foundPage(visit, who, faults) },
    faults.length > 0 ? 422 : 200,
  )

const foundPage = (visit: Visit, who: SignedIn, faults: readonly Fault[]): Html => {
  const { say, form: sent } = visit
  const context = { say, faults }
  return html`${errorSummary(say, faults)}
<p><a href="/receptions">← ${say('receptions.title')}</a></p>
<p>${say('reception-edit.new-text')}</p>
${form(
  visit,
  '/receptions/new',
  html`${textField(context, { name: 'title', label: say('reception-edit.title'), hint: say('reception-edit.title-hint'), value: given(sent, 'title') })}
${textField(context, { name: 'number', label: say('reception-edit.number'), type: 'tel', value: given(sent, 'number') })}
${textField(context, { name: 'member', label: say('reception-edit.first-member'), hint: say('reception-edit.member-name-hint'), value: sent.has('member') ? given(sent, 'member') : who.person })}
<p><button>${say('reception-edit.new-do')}</button></p>`,
)}`
}

const found = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { person: by, acting } = who
  const done = await asOrganisation(need.db, acting, async (tx) => {
    const shown = await readShown(tx, need, visit, who)
    const founding = readFounding(visit.form, {
      all: shown.all,
      taken: await namesTaken(tx),
      codes: [...shown.places],
      kind: 'own',
      by,
      // Who writes her own name means herself.
      person: given(visit.form, 'member') === by ? acting.person : undefined,
      today: visit.today,
      role: visit.say('reception-edit.first-role'),
    })
    if (!founding.ok) return founding.faults
    const { name } = founding.value
    const saved = await saveAnew(tx, { need, visit, who, shown, confirms: true }, undefined, founding.value)
    if (saved === undefined) return [{ field: 'title', says: 'reception-edit.clash' }]
    await noted(tx, who, 'reception.founded', name)
    return `${name}?new=${saved}`
  })
  return typeof done === 'string' ? go(`/receptions/${done}`) : answer(visit, who, done)
}
