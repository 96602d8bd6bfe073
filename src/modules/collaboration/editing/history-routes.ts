import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { backTo, noted, readShown, saveAnew, withOwn, type Need } from '../reach.ts'
import { contentsOf, receptionHistory } from '../store.ts'
import { aroundOf } from './edit-routes.ts'
import { historyPage, type Step } from './history-view.ts'
import { decisions } from './decisions.ts'
import { SECTIONS } from './sections.ts'

/** Every version of a reception: when, by whom, what was other than before; and back to one of them. */
export const historyRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions/:name/history', needs('reception.read'), async (visit, who) => history(need, visit, who)),
  post('/receptions/:name/history/:version', needs('reception.decide'), async (visit, who) =>
    restore(need, visit, who),
  ),
]

const history = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx): Promise<Answer> => {
    const shown = await readShown(tx, need, visit, who)
    const reception = shown.own.find(({ name }) => name === visit.params['name'])
    if (reception === undefined) return { kind: 'gone' }
    const around = await aroundOf(tx, need, visit, shown)
    const versions = await receptionHistory(tx, reception.name)
    const said = versions.map(({ contents }) => {
      if (contents === undefined) return []
      const decided = contents.serves.flatMap(({ municipality }) =>
        decisions.said(contents, { ...around, municipality }),
      )
      return [...SECTIONS.flatMap((section) => section.said(contents, around)), ...decided]
    })
    const steps: readonly Step[] = versions.map((version, place) => ({
      ...version,
      added: (said[place] ?? []).filter((line) => !(said[place + 1] ?? []).includes(line)),
      gone: (said[place + 1] ?? []).filter((line) => !(said[place] ?? []).includes(line)),
    }))
    const title = visit.say('reception-edit.history', { title: reception.title })
    return page({ title, here: '/receptions', main: historyPage(visit, who, reception, steps) })
  })

/** An earlier version holds again, as a new one; a form that says from which version it goes back is refused when that no longer holds. */
const restore = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const id = visit.params['version'] ?? ''
  if (!/^\d{1,15}$/.test(id)) return { kind: 'gone' }
  const done = await withOwn(need, visit, who, async (tx, reception, shown) => {
    if (visit.form.get('version') !== String(reception.version)) return 'late'
    const earlier = await contentsOf(tx, reception.name, Number(id))
    if (earlier === undefined) return undefined
    const version = await saveAnew(
      tx,
      { need, visit, who, shown, confirms: true },
      reception,
      backTo(earlier, reception, shown.places),
    )
    if (version === undefined) return 'late'
    await noted(tx, who, 'reception.restored', reception.name)
    return version
  })
  if (done === undefined) return { kind: 'gone' }
  return go(
    done === 'late' ? `/receptions/${visit.params['name']}/history?late=1` : `/receptions/${visit.params['name']}`,
  )
}
