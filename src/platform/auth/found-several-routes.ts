import { html, NOTHING, type Html } from '#kernel/html.ts'
import { audit } from '../audit/index.ts'
import { areaField, errorSummary, form, hidden, type Fault } from '../http/form.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { asOrganisation } from './acting.ts'
import { firstRole } from './found.ts'
import { isFault, readSeveral, type Line } from './found-several.ts'
import { readThere, writeFirst, type Need } from './organisation-routes.ts'
import type { SignedIn } from './signed-in.ts'
import { addOrganisation } from './store.ts'
import { isTaken } from './workplace-invited.ts'

const FOUNDS = needs('organisation.found')

/** Several organisations at once, from a list: looked at first, then brought in, all of them or none. */
export const foundSeveralRoutes = (need: Need): readonly StaffRoute[] => [
  get('/organisations/several', FOUNDS, async (visit) => listForm(visit, [])),
  post('/organisations/several', FOUNDS, async (visit, who) => take(need, visit, who)),
]

const listForm = (visit: Visit, faults: readonly Fault[]): Answer => {
  const { say } = visit
  const main = html`${errorSummary(say, faults)}<p><a href="/organisations">← ${say('organisations.title')}</a></p>
<p>${say('several.text')}</p>
${form(
  visit,
  '/organisations/several',
  html`${areaField({ say, faults }, { name: 'list', label: say('several.list'), hint: say('several.hint'), rows: 10, value: visit.form.get('list') ?? '' })}
<p><button>${say('several.look')}</button></p>`,
)}`
  return page({ title: say('several.title'), here: '/organisations', main }, faults.length === 0 ? 200 : 422)
}

const take = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const text = visit.form.get('list') ?? ''
  if (text.trim() === '') return listForm(visit, [{ field: 'list', says: 'several.empty' }])
  const bring = visit.form.get('do') === 'bring'
  try {
    const done = await readOrBring(need, visit, who, { text, bring })
    return typeof done === 'number' ? go(`/organisations?brought-in=${done}`) : lookedAt(visit, text, done)
  } catch (error) {
    if (!isTaken(error)) throw error
    // Somebody else brought one of them in at the same moment: looked at again it stands there already.
    const lines = await readOrBring(need, visit, who, { text, bring: false })
    return typeof lines === 'number' ? { kind: 'gone' } : lookedAt(visit, text, lines)
  }
}

type Given = { readonly text: string; readonly bring: boolean }

/** How many were brought in; or the list as it stands, when it was only looked at or has a fault. */
const readOrBring = async (
  need: Need,
  visit: Visit,
  who: SignedIn,
  { text, bring }: Given,
): Promise<number | readonly Line[]> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const lines = readSeveral(text, { ...(await readThere(tx, visit, who)), places: need.places })
    if (!bring || lines.some(isFault)) return lines
    const { person, organisation } = who.acting
    let count = 0
    for (const { verdict } of lines) {
      if (verdict.kind !== 'new') continue
      const { organisation: wanted, first } = verdict.wanted
      const id = await addOrganisation(tx, wanted, organisation)
      await writeFirst(tx, visit, who, { id, name: wanted.name }, { ...first, role: firstRole(wanted.tie.kind) })
      const detail = { kind: wanted.tie.kind }
      await audit(tx, { who: person, organisation, what: 'organisation.added', about: id, detail })
      count += 1
    }
    return count
  })

/** What the list would do, line by line; nothing has been done yet. */
const lookedAt = (visit: Visit, text: string, lines: readonly Line[]): Answer => {
  const { say } = visit
  const fresh = lines.filter(({ verdict }) => verdict.kind === 'new').length
  const faults = lines.filter(isFault).length
  const said =
    faults > 0
      ? say('several.has-faults', { faults })
      : fresh === 0
        ? say('several.nothing-new')
        : say('several.ready', { count: fresh })
  const bring =
    faults > 0 || fresh === 0
      ? NOTHING
      : form(
          visit,
          '/organisations/several',
          html`${hidden('list', text)}${hidden('do', 'bring')}<p><button>${say('several.bring', { count: fresh })}</button></p>`,
        )
  const change = form(
    visit,
    '/organisations/several',
    html`${areaField({ say, faults: [] }, { name: 'list', label: say('several.list'), rows: 10, value: text })}
<p><button class="quiet">${say('several.look-again')}</button></p>`,
  )
  const main = html`<p><a href="/organisations">← ${say('organisations.title')}</a></p>
<div class="box" role="status"><p>${said}</p></div>
${bring}
${linesTable(visit, lines)}
<h2>${say('several.change')}</h2>${change}`
  return page({ title: say('several.title'), here: '/organisations', main }, faults > 0 ? 422 : 200)
}

const linesTable = ({ say }: Visit, lines: readonly Line[]): Html =>
  html`<div class="scrolls" role="region" aria-label="${say('several.lines')}" tabindex="0"><table>
<thead><tr><th scope="col">${say('several.line')}</th><th scope="col">${say('several.written')}</th><th scope="col">${say('several.happens')}</th></tr></thead>
<tbody>${lines.map(
    (line) =>
      html`<tr><td class="number">${line.line}</td><th scope="row">${line.written}</th><td>${isFault(line) ? html`<b>${verdictSaid(say, line)}</b>` : verdictSaid(say, line)}</td></tr>\n`,
  )}</tbody>
</table></div>`

const verdictSaid = (say: Visit['say'], { verdict }: Line): string =>
  verdict.kind === 'new'
    ? say('several.new', { organisation: verdict.wanted.organisation.name, name: verdict.wanted.first.name })
    : say(`several.${verdict.kind}`)
