import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { form, versionField } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { OwnReception } from '../reach.ts'
import type { ReceptionVersion } from '../store.ts'

/** A version, and in words what it has that the one before had not, and the reverse. */
export type Step = ReceptionVersion & { readonly added: readonly string[]; readonly gone: readonly string[] }

export const historyPage = (
  visit: Visit,
  { acting }: SignedIn,
  reception: OwnReception,
  steps: readonly Step[],
): Html => {
  const { say, query } = visit
  return html`<p><a href="/receptions/${reception.name}">← ${reception.title}</a></p>
${query.has('late') ? html`<div class="box" role="alert"><p>${say('reception-edit.history-late')}</p></div>` : NOTHING}
<p>${say('reception-edit.history-text')}</p>
${steps.map(
  (step, place) => html`<div class="box"><h2>${momentShown(visit, step.notedAt)}, ${step.by}</h2>
${step.file === undefined ? html`<p>${say('reception-edit.withdrawn')}</p>` : changes(visit, step, place === steps.length - 1)}
${
  place > 0 && step.file !== undefined && may(acting, 'reception.decide')
    ? form(
        visit,
        `/receptions/${reception.name}/history/${step.id}`,
        html`${versionField(reception.version)}<button class="quiet" aria-label="${say('reception-edit.restore-which', { number: step.version })}">${say('reception-edit.restore')}</button>`,
      )
    : NOTHING
}</div>`,
)}`
}

const changes = ({ say }: Visit, { added, gone }: Step, first: boolean): Html => {
  if (first) return html`<p>${say('reception-edit.first-version')}</p>`
  if (added.length + gone.length === 0) return html`<p>${say('reception-edit.same')}</p>`
  return html`<ul>${added.map((line) => html`<li><ins>${line}</ins></li>`)}${gone.map((line) => html`<li><del>${line}</del></li>`)}</ul>`
}
