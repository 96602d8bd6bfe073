import { html, NOTHING, type Html } from '#kernel/html.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { MANDATORY, SECTIONS, type Draft, type Section } from './draft.ts'
import type { Around } from './section-form.ts'
import { sectionsChanged } from './section-merge.ts'
import { progressSaid, savedBox } from './section-views.ts'
import { saidIn } from './section-words.ts'

export type Glance = {
  readonly draft: Draft | undefined
  readonly published: Draft | undefined
  readonly addresses: Readonly<Record<Section, string>>
  readonly allowed: { readonly edit: boolean; readonly publish: boolean }
}

/** The municipality's page at a glance: what it says or will say, section by section, and what is to be done with it. */
export const glancePage = (visit: Visit, around: Around, glance: Glance): Html => {
  const { say } = visit
  const { draft, published, allowed } = glance
  return html`${savedBox(visit)}
<p>${say('page.text', { place: around.place.name })}</p>
${published === undefined ? guide(visit, glance) : standing(visit, glance, published)}
${SECTIONS.map((section) => sectionShown(visit, around, glance, section))}
<h2>${say('page.more')}</h2>
<ul>
${draft === undefined ? NOTHING : html`<li><a href="/page/preview">${say('page.to-preview')}</a></li>`}
<li><a href="/page/history">${say('page.to-history')}</a></li>
${allowed.publish ? html`<li><a href="/page/shown-to">${say('page.to-shown')}</a></li><li><a href="/crisis">${say('page.to-crisis')}</a></li>` : NOTHING}
</ul>`
}

/** Nothing is published yet: how far one has come, and the one way on. */
const guide = (visit: Visit, { draft, addresses, allowed }: Glance): Html => {
  const { say } = visit
  const contents = draft?.contents ?? {}
  const next = SECTIONS.find((section) => contents[section] === undefined)
  const enough = MANDATORY.every((section) => contents[section] !== undefined)
  return html`<div class="box"><p><b>${say('page.nothing-published')}</b> ${progressSaid(visit, contents)}.</p>
<p>${say(enough ? 'page.enough' : 'page.not-enough')}</p>
${next === undefined || !allowed.edit ? NOTHING : html`<p><a class="act" href="${addresses[next]}">${say('page.go-on', { section: say(`page.${next}`) })}</a></p>`}
${enough && allowed.publish ? html`<p><a class="act" href="/page/publish">${say('page.to-publish')}</a></p>` : NOTHING}</div>`
}

/** What is published, and what has been changed since. */
const standing = (visit: Visit, { draft, allowed }: Glance, published: Draft): Html => {
  const { say } = visit
  const changed = sectionsChanged(published.contents, draft?.contents ?? {})
  if (draft === undefined || changed.length === 0)
    return html`<p>${say('page.published', { by: published.editedBy })} ${momentShown(visit, published.editedAt)}.</p>
${allowed.publish ? html`<p><a class="act" href="/page/publish">${say('page.confirm')}</a></p>` : NOTHING}`
  const sections = changed.map((section) => say(`page.${section}`)).join(', ')
  return html`<div class="box"><p><b>${say('page.unpublished', { sections })}</b> ${say('page.changed-by', { by: draft.editedBy })} ${momentShown(visit, draft.editedAt)}.</p>
${allowed.publish ? html`<p><a class="act" href="/page/publish">${say('page.to-publish')}</a></p>` : NOTHING}</div>`
}

const sectionShown = (visit: Visit, around: Around, glance: Glance, section: Section): Html => {
  const { say } = visit
  const { draft, published, addresses, allowed } = glance
  const kept = draft?.contents[section]
  const title = say(`page.${section}`)
  const lines = saidIn(around, section, kept)
  const unpublished =
    published !== undefined && sectionsChanged(published.contents, draft?.contents ?? {}).includes(section)
  const says = say(kept === undefined ? 'page.fill-in' : 'page.change')
  return html`<h2>${title}${unpublished ? html` <small>(${say('page.not-published')})</small>` : NOTHING}</h2>
${lines.length > 0 ? html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>` : html`<p>${say(kept === undefined ? 'page.unanswered' : `page.none-${section}`)}</p>`}
${allowed.edit ? html`<p><a class="act" href="${addresses[section]}" aria-label="${says}: ${title}">${says}</a></p>` : NOTHING}`
}
