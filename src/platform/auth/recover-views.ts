import { html, NOTHING, type Html } from '#kernel/html.ts'
import { errorSummary, form, type Fault } from '../http/form.ts'
import { momentShown } from '../http/moments.ts'
import { page, type Answer, type Visit } from '../http/staff-routes.ts'
import { lapsesAt, type RecoveryState } from './recover.ts'
import type { Recovery } from './recover-store.ts'

/** A request as somebody sees it: how it stands, and what it is to her. */
export type Shown = {
  readonly recovery: Recovery
  readonly state: RecoveryState
  /** It is about herself. */
  readonly own: boolean
  /** It is in her own organisation, where anybody can stop it. */
  readonly colleague: boolean
  readonly confirmed: boolean
}

export const requestsMain = (visit: Visit, shown: readonly Shown[], faults: readonly Fault[]): Html => {
  const { say } = visit
  return html`${errorSummary(say, faults)}${doneBox(visit, shown)}
<div id="requests" tabindex="-1">${shown.length === 0 ? html`<p>${say('recovery.none')}</p>` : shown.map((one) => request(visit, one))}</div>
<p><a href="/people">← ${say('people.title')}</a></p>`
}

const DONE = new Set(['confirmed', 'waiting', 'elsewhere', 'stopped'])

const doneBox = (visit: Visit, shown: readonly Shown[]): Html => {
  const { say, query } = visit
  const done = query.get('done') ?? ''
  if (!DONE.has(done)) return NOTHING
  const own = shown.find(({ recovery }) => recovery.id === query.get('id'))
  const undo =
    done === 'confirmed' && own?.confirmed === true && own.state.kind === 'asking'
      ? form(visit, `/recovery/${own.recovery.id}/undo`, html`<button class="quiet">${say('form.undo')}</button>`)
      : NOTHING
  return html`<div class="box done beside" role="status"><p>${say(`recovery.done-${done}`)}</p>${undo}</div>`
}

const request = (visit: Visit, shown: Shown): Html => {
  const { say } = visit
  const { recovery, own, state } = shown
  const { name, organisationName: organisation, confirmations, signedIn, begunAt } = recovery
  const said = confirmations.map((one) => html`<li>${one.name}, ${momentShown(visit, one.at)}</li>`)
  return html`<section class="box"><h2>${own ? say('recovery.own') : say('recovery.of', { name, organisation })}</h2>
<p>${say(signedIn ? 'recovery.begun-by-colleague' : 'recovery.begun-outside')} ${momentShown(visit, begunAt)}. ${say('recovery.lapses')} ${momentShown(visit, lapsesAt(recovery))}.</p>
${own ? html`<p>${say('recovery.own-text')}</p>` : howToKnow(visit, shown)}
${said.length === 0 ? NOTHING : html`<h3>${say('recovery.confirmed-by')}</h3><ul>${said}</ul>`}
${state.kind === 'waiting' ? html`<p>${say('recovery.waits')} ${momentShown(visit, state.until)}. ${say('recovery.waits-why')}</p>` : NOTHING}
${linkState(visit, shown)}
<div class="beside">${buttons(visit, shown)}</div></section>`
}

const howToKnow = ({ say }: Visit, { recovery, state, confirmed }: Shown): Html =>
  state.kind === 'open' || confirmed
    ? NOTHING
    : html`<p><b>${say('recovery.how')}</b> ${say('recovery.how-text', { name: recovery.name })}</p><p class="note">${say(whoConfirms(recovery))}</p>`

const whoConfirms = ({ kind }: Recovery): string =>
  kind === 'municipality' || kind === 'operator' ? `recovery.who-${kind}` : 'recovery.who-other'

const linkState = (visit: Visit, { recovery, state, confirmed }: Shown): Html => {
  if (state.kind !== 'open') return NOTHING
  const { say, now } = visit
  const { linkUntil } = recovery
  if (linkUntil === null) return html`<p>${say(confirmed ? 'recovery.no-link-yet' : 'recovery.enough')}</p>`
  return linkUntil > now
    ? html`<p>${say('recovery.link-sent')} ${momentShown(visit, linkUntil)}.</p>`
    : html`<p>${say('recovery.link-lapsed')}</p>`
}

const buttons = (visit: Visit, { recovery, state, own, colleague, confirmed }: Shown): readonly Html[] => {
  const { say } = visit
  const { id, name } = recovery
  const button = (does: string, says: string, quiet: boolean): Html =>
    form(visit, `/recovery/${id}/${does}`, html`<button${quiet ? html` class="quiet"` : NOTHING}>${says}</button>`)
  const mayConfirm = !own && !confirmed && (state.kind === 'asking' || state.kind === 'waiting')
  return [
    ...(mayConfirm ? [button('confirm', say('recovery.confirm', { name }), false)] : []),
    ...(confirmed && state.kind === 'open' ? [button('link', say('recovery.make-link'), true)] : []),
    ...(colleague ? [button('stop', say(own ? 'recovery.stop-own' : 'recovery.stop', { name }), true)] : []),
  ]
}

/** Before a colleague begins: what will happen, and when it is another way that helps. */
export const lostPage = (visit: Visit, name: string, faults: readonly Fault[]): Answer => {
  const { say } = visit
  const main = html`${errorSummary(say, faults)}<p>${say('recovery.lost-text', { name })}</p>
<p>${say('recovery.own-sign-in')}</p>
<div id="begin" tabindex="-1">${form(visit, visit.path, html`<p><button>${say('recovery.lost-begin')}</button></p>`)}</div>
<p><a href="/people">← ${say('people.title')}</a></p>`
  return page({ title: say('recovery.lost', { name }), here: '/people', main }, faults.length === 0 ? 200 : 409)
}

/** The link, shown once to whoever confirmed last. */
export const handedPage = ({ say }: Visit, name: string, link: string): Answer =>
  page({
    title: say('people.link', { name }),
    here: '/people',
    main: html`<p>${say('recovery.handed', { name })}</p><p class="box token">${link}</p><p><a href="/recovery">← ${say('recovery.title')}</a></p>`,
  })
