import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Conflict } from '#kernel/three-way.ts'
import { differencePage } from '#platform/http/difference.ts'
import { doButton, errorSummary, firstButton, form, hidden, versionField } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { SECTIONS, type Draft, type DraftContacts, type Section } from './draft.ts'
import type { Around, SectionForm, Typed } from './section-form.ts'
import { placeSaid, saidAt } from './section-words.ts'

const isSection = (text: string): text is Section => (SECTIONS as readonly string[]).includes(text)

/** The section that a form or an address names; nothing for what is none. */
export const sectionNamed = (text: string | null): Section | undefined =>
  text !== null && isSection(text) ? text : undefined

/** What has just been saved, with the press that takes it back. */
export const savedBox = (visit: Visit): Html => {
  const { say, query } = visit
  if (query.has('undone')) return html`<div class="box done" role="status"><p>${say('page.undone')}</p></div>`
  const section = sectionNamed(query.get('saved'))
  const version = query.get('version') ?? ''
  if (section === undefined || !/^\d{1,9}$/.test(version)) return NOTHING
  const said = say(query.has('merged') ? 'page.saved-merged' : 'page.saved', { section: say(`page.${section}`) })
  const undo = html`${hidden('section', section)}${versionField(Number(version))}<button class="quiet">${say('form.undo')}</button>`
  return html`<div class="box done beside" role="status"><p>${said}</p>${form(visit, '/page/undo', undo)}</div>`
}

/** How many sections are answered, where some are not. */
export const progressSaid = ({ say }: Pick<Visit, 'say'>, contents: DraftContacts): string =>
  say('page.progress', {
    done: SECTIONS.filter((section) => contents[section] !== undefined).length,
    all: SECTIONS.length,
  })

/** One section's form. It can be sent to add a line or to see the week, and keeps what is typed. */
export const sectionPage = (
  visit: Visit,
  around: Around,
  { section, to, lines, fields }: SectionForm,
  typed: Typed,
  version: number,
): Html => {
  const { say } = visit
  const weeks = section === 'reception' || section === 'onCall'
  // What is empty is an answer, too: it is said so on the button.
  const none =
    Object.keys(lines).length > 0 && !weeks && Object.keys(lines).every((group) => countLines(typed.form, group) === 0)
  return html`${savedBox(visit)}${errorSummary(say, typed.faults)}
<p><a href="/page">← ${say('page.title')}</a></p>
<p>${say(`page.${section}-text`, { place: around.place.name })}</p>
${form(
  visit,
  to,
  html`${firstButton()}${versionField(version)}
${fields(around, typed)}
<p class="beside"><button>${say(none ? 'page.save-none' : 'page.save')}</button>${weeks ? doButton('show', say('page.show-week'), undefined, `${to}#${section === 'reception' ? 'numbers-0' : 'on-call'}-kind`) : NOTHING}</p>`,
)}`
}

/** What two people have made of one section, to be chosen between. */
export const sectionDiffers = (
  visit: Visit,
  around: Around,
  { section, to }: SectionForm,
  { draft, conflicts }: { readonly draft: Draft; readonly conflicts: readonly Conflict[] },
): Html =>
  differencePage(visit, {
    action: to,
    sent: visit.form,
    seen: draft.version,
    by: draft.editedBy,
    at: draft.editedAt,
    asked: visit.form.get('seen') === String(draft.version),
    differences: conflicts.map(({ path, theirs, mine }) => ({
      label: placeSaid(visit, section, path),
      theirs: saidAt(around, section, path, theirs),
      mine: saidAt(around, section, path, mine),
    })),
  })

/** Somebody else has changed the section since: her change stays. */
export const notUndone = (visit: Visit, section: Section, draft: Draft | undefined): Html => {
  const { say } = visit
  const who =
    draft === undefined
      ? NOTHING
      : html` ${say('page.changed-by', { by: draft.editedBy })} ${momentShown(visit, draft.editedAt)}.`
  return html`<p>${say('page.not-undone', { section: say(`page.${section}`) })}${who}</p>
<p><a href="/page">${say('page.title')}</a></p>`
}
