import { html, NOTHING, type Html } from '#kernel/html.ts'
import { form, hidden, versionField } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Municipality } from '../municipality.ts'
import { draftOf, type Draft, type Section } from './draft.ts'
import { changesBetween, type Change, type Naming } from './history-changes.ts'
import type { Seen } from './publish.ts'
import type { State } from './publish-store.ts'

/** A municipality's page as whoever publishes sees it: what is written, and what is shown. */
export type Standing = {
  readonly place: Municipality
  readonly draft: Draft | undefined
  readonly newest: State | undefined
  readonly missing: readonly Section[]
}

/** One change as a sentence. */
export const changeSaid = ({ say }: Pick<Naming, 'say'>, { what, was, is }: Change): string => {
  if (was === undefined) return say('history.added', { what, is: is ?? '' })
  return is === undefined ? say('history.removed', { what, was }) : say('history.changed', { what, was, is })
}

export const changesList = (naming: Naming, changes: readonly Change[]): Html =>
  html`<ul>${changes.map((change) => html`<li>${changeSaid(naming, change)}</li>`)}</ul>`

/** What a state shows, as a draft has it; empty where it shows nothing that can be read. */
export const contentsShown = (state: State | undefined) =>
  state?.shown.kind === 'contacts' ? draftOf(state.shown.help) : {}

export const seenOf = ({ draft, newest }: Pick<Standing, 'draft' | 'newest'>): Seen => ({
  version: draft?.version ?? 0,
  over: newest?.number ?? 0,
})

/** What is about to be published, and the one press that does it. */
export const publishPage = (visit: Visit, naming: Naming, standing: Standing, address: string): Html => {
  const { say } = visit
  return html`${doneBox(visit, standing, address)}
<p><a href="/page">← ${say('preview.to-page')}</a></p>
${standing.missing.length > 0 ? missingBox(visit, standing) : ready(visit, naming, standing)}`
}

const doneBox = (visit: Visit, { newest, draft }: Standing, address: string): Html => {
  const { say, query } = visit
  if (query.has('undone')) {
    const kept = draft?.unpublished === true ? ` ${say('preview.undone-kept')}` : ''
    return html`<div class="box done" role="status"><p>${say('preview.undone')}${kept}</p></div>`
  }
  if (draft?.unpublished === true && query.get('taken') === String(draft.version)) {
    const undo = html`${versionField(draft.version)}<button class="quiet">${say('form.undo')}</button>`
    return html`<div class="box done beside" role="status"><p>${say('history.taken-back')}</p>${form(visit, '/page/history/undo', undo)}</div>`
  }
  if (newest === undefined || query.get('done') !== String(newest.number)) return NOTHING
  const undo = html`${hidden('number', newest.number)}<button class="quiet">${say('form.undo')}</button>`
  return html`<div class="box done beside" role="status"><p>${say('preview.published', { by: newest.by })} <a href="${address}" rel="noreferrer">${say('preview.see')}</a></p>${form(visit, '/page/publish/undo', undo)}</div>`
}

const WHERE: Readonly<Record<Section, string>> = {
  reception: '/page/reception',
  onCall: '/page/on-call',
  links: '/page/links',
  shelters: '/page/shelters',
  exit: '/page/exit',
  languages: '/page/languages',
}

/** What must be written first, and where. */
export const missingBox = ({ say }: Visit, { missing }: Pick<Standing, 'missing'>): Html =>
  html`<div class="box"><p>${say('preview.missing')}</p><ul>${missing.map(
    (section) => html`<li><a href="${WHERE[section]}">${say(`preview.section-${section}`)}</a></li>`,
  )}</ul></div>`

const ready = (visit: Visit, naming: Naming, standing: Standing): Html => {
  const { say } = visit
  const { draft, newest } = standing
  const changes = changesBetween(naming, contentsShown(newest), draft?.contents ?? {})
  if (changes.length === 0) return unchanged(visit, standing)
  return html`<p>${say(newest?.shown.kind === 'contacts' ? 'preview.will-change' : 'preview.first')}</p>
${changesList(naming, changes)}
${draft?.unpublished === true ? html`<p class="note">${say('preview.edited', { by: draft.editedBy })} ${momentShown(visit, draft.editedAt)}</p>` : NOTHING}
<p><a href="/page/preview">${say('preview.look')}</a></p>
${publishForm(visit, seenOf(standing), say('preview.publish'))}
<p class="note">${say('preview.publish-note')}</p>
<p><a href="/page/shown-to">${say('preview.show-somebody')}</a></p>`
}

/** Nothing to publish: one press says that all of it still holds. Not twice a day. */
const unchanged = (visit: Visit, standing: Standing): Html => {
  const { say, today } = visit
  const { newest, draft } = standing
  if (newest?.shown.kind !== 'contacts') return NOTHING
  const { confirmedOn: on, confirmedBy: by } = newest.shown.help
  if (on === today && draft?.unpublished !== true)
    return html`<p>${say('preview.fresh', { by })} <a href="/page/preview">${say('preview.look-now')}</a></p>`
  return html`<p>${say('preview.unchanged', { on, by })} <a href="/page/preview">${say('preview.look-now')}</a></p>
${publishForm(visit, seenOf(standing), say('preview.confirm'))}
<p class="note">${say('preview.publish-note')}</p>`
}

const publishForm = (visit: Visit, { version, over }: Seen, button: string): Html =>
  form(visit, '/page/publish', html`${versionField(version)}${hidden('over', over)}<p><button>${button}</button></p>`)

/** Somebody was quicker: what is different from what was looked at, and what would be published now. */
export const changedPage = (
  visit: Visit,
  naming: Naming,
  standing: Standing,
  { since, shown }: { readonly since: readonly Change[]; readonly shown: readonly Change[] },
): Html => {
  const { say } = visit
  const { draft, newest } = standing
  return html`<p>${say('preview.changed')}</p>
${since.length === 0 ? NOTHING : html`<h2>${say('preview.changed-draft', { by: draft?.editedBy ?? newest?.by ?? '' })}</h2>${changesList(naming, since)}`}
${shown.length === 0 ? NOTHING : html`<h2>${say('preview.changed-page', { by: newest?.by ?? '' })}</h2>${changesList(naming, shown)}`}
<p><a href="/page/publish">${say('preview.changed-on')}</a></p>`
}
