import type { SignedIn } from '#platform/auth/signed-in.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { form } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { freePlace } from '../editing/found.ts'
import { noted, readShown, saveAnew, type Need, type Shown } from '../reach.ts'
import { servedIn } from '../reception.ts'
import { nameOf } from '../said.ts'
import { holdReception } from '../store.ts'
import { tell, withRequest } from './join-routes.ts'
import type { SharingRequest } from './request.ts'
import { endRequest, readRequests, reopenRequest } from './requests-store.ts'

const DECIDES = needs('reception.decide')

/** Whoever leads a shared reception says yes or no to a municipality that its county has introduced, and can take it back. */
export const answerRoutes = (need: Need): readonly StaffRoute[] => [
  get('/receptions/asked', DECIDES, async (visit, who) => show(need, visit, who)),
  post('/receptions/requests/:id/accept', DECIDES, async (visit, who) => accept(need, visit, who)),
  post('/receptions/requests/:id/decline', DECIDES, async (visit, who) => decline(need, visit, who)),
  post('/receptions/requests/:id/undo', DECIDES, async (visit, who) => undo(need, visit, who)),
]

/** Requests to receptions of one's own that one's own municipality did not make. */
export const askedOf = (requests: readonly SharingRequest[], { own, places }: Shown): readonly SharingRequest[] =>
  requests.filter(
    ({ reception, municipality }) => own.some(({ name }) => name === reception) && !places.has(municipality),
  )

const show = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const shown = await readShown(tx, need, visit, who)
    const asked = askedOf(await readRequests(tx), shown)
    const title = visit.say('reception-join.asked')
    return page({ title, here: '/receptions', main: askedPage(visit, shown, asked) })
  })

const askedPage = (visit: Visit, shown: Shown, asked: readonly SharingRequest[]): Html => {
  const { say } = visit
  return html`<p><a href="/receptions">← ${say('receptions.title')}</a></p>
<p>${say('reception-join.asked-text')}</p>
${asked.length === 0 ? html`<p>${say('reception-join.asked-none')}</p>` : NOTHING}
${asked.map((request) => {
  const place = nameOf(shown.municipalities, request.municipality)
  const title = shown.own.find(({ name }) => name === request.reception)?.title ?? ''
  const button = (does: string, quiet: boolean): Html =>
    form(
      visit,
      `/receptions/requests/${request.id}/${does}`,
      html`<button${quiet ? html` class="quiet"` : NOTHING}>${say(`reception-join.${does}`, { place })}</button>`,
    )
  return html`<h2>${say('reception-join.asked-which', { place, title })}</h2>
${[request.askedLine, request.introducedLine].map((line) => (line === undefined || line === '' ? NOTHING : html`<blockquote>${line}</blockquote>`))}
<p>${say(`reception-join.asked-${request.state}`, { place, by: request.introducedBy ?? '' })}</p>
<div class="beside">${request.state === 'introduced' ? html`${button('accept', false)}${button('decline', true)}` : NOTHING}${request.state === 'accepted' || request.state === 'declined' ? button('undo', true) : NOTHING}</div>`
})}`
}

const accept = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withRequest(need, visit, who, async (tx, { id, municipality, reception: name }) => {
    await holdReception(tx, name ?? '')
    const shown = await readShown(tx, need, visit, who)
    const reception = shown.own.find((one) => one.name === name)
    if (reception === undefined || shown.places.has(municipality)) return false
    if (!(await endRequest(tx, id, { from: ['introduced'], to: 'accepted', by: who.person, now: visit.now })))
      return true
    if (servedIn(reception, municipality) === undefined) {
      const place = freePlace(shown.all, municipality)
      const serves = [...reception.serves, { municipality, door: 'neighbour' as const, place, decisions: {} }]
      const saved = await saveAnew(tx, { need, visit, who, shown, confirms: false }, reception, {
        ...reception,
        serves,
      })
      if (saved === undefined) throw new Error(`The reception ${reception.name} could not take in ${municipality}.`)
    }
    await tell(tx, visit, id, 'accepted', '/receptions/join')
    await noted(tx, who, 'reception.sharing-accepted', municipality, { reception: reception.name })
    return true
  })
  return done === true ? go('/receptions/asked') : { kind: 'gone' }
}

const decline = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withRequest(need, visit, who, async (tx, { id, municipality, reception }) => {
    const shown = await readShown(tx, need, visit, who)
    if (!shown.own.some(({ name }) => name === reception) || shown.places.has(municipality)) return false
    if (await endRequest(tx, id, { from: ['introduced'], to: 'declined', by: who.person, now: visit.now })) {
      await tell(tx, visit, id, 'declined', '/receptions/join')
      await noted(tx, who, 'reception.sharing-declined', municipality)
    }
    return true
  })
  return done === true ? go('/receptions/asked') : { kind: 'gone' }
}

/** An answer is taken back as long as the municipality has decided nothing for itself. */
const undo = async (need: Need, visit: Visit, who: SignedIn): Promise<Answer> => {
  const done = await withRequest(need, visit, who, async (tx, { id, municipality, reception: name }) => {
    await holdReception(tx, name ?? '')
    const shown = await readShown(tx, need, visit, who)
    const reception = shown.own.find((one) => one.name === name)
    if (reception === undefined || shown.places.has(municipality)) return false
    const served = servedIn(reception, municipality)
    if (served !== undefined && Object.keys(served.decisions).length > 0) return false
    if (!(await reopenRequest(tx, id, ['accepted', 'declined'], 'introduced'))) return true
    if (served !== undefined) {
      const serves = reception.serves.filter((one) => one !== served)
      await saveAnew(tx, { need, visit, who, shown, confirms: false }, reception, { ...reception, serves })
    }
    await noted(tx, who, 'reception.sharing-reopened', municipality)
    return true
  })
  return done === true ? go('/receptions/asked') : { kind: 'gone' }
}
