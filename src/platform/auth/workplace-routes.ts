import { html } from '#kernel/html.ts'
import type { Database } from '../db/index.ts'
import { form } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { asOrganisation } from './acting.ts'
import { wayOn } from './entering.ts'
import type { SignedIn } from './signed-in.ts'
import { changeWorkplace, otherWorkplaces } from './workplaces.ts'

const OWN = needs('workplace.use')

/** Where somebody with several workplaces says for whom she works now; `to` is where she was going. */
export const workplaceChoice = (to: string): string =>
  to === '/' ? '/workplace' : `/workplace?${new URLSearchParams({ to }).toString()}`

/** For whom one works now: asked after signing in, and whenever one goes over to another. */
export const workplaceRoutes = (db: Database): readonly StaffRoute[] => [
  get('/workplace', OWN, async (visit, who) => choose(db, visit, who)),
  post('/workplace', OWN, async (visit, who) => change(db, visit, who)),
]

const choose = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { say, query, now } = visit
  const to = wayOn(query.get('to'))
  const others = await asOrganisation(db, who.acting, async (tx) => otherWorkplaces(tx, who, now))
  if (others.length === 0) return go(to)
  const choice = (organisation: string, name: string) =>
    form(
      visit,
      '/workplace',
      html`<input type="hidden" name="organisation" value="${organisation}"><input type="hidden" name="to" value="${to}"><p><button class="quiet">${say('workplace.work-for', { organisation: name })}</button></p>`,
    )
  const main = html`<p>${say('workplace.text')}</p>
<p><a href="${to}">${say('workplace.stay', { organisation: who.organisation })}</a></p>
${others.map(({ id, name }) => choice(id, name))}
<p class="note">${say('workplace.note')}</p>`
  return page({ title: say('workplace.title'), here: '/workplace', main })
}

const change = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const changed = await changeWorkplace(db, who, visit.form.get('organisation') ?? '', visit)
  return changed === undefined ? { kind: 'gone' } : { kind: 'go', to: wayOn(visit.form.get('to')), session: changed }
}
