import { html, type Html } from '#kernel/html.ts'
import type { Permission } from '#platform/auth/roles.ts'
import { form } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Act } from '../act.ts'

/** Who may say something may take it back; taking back is not taken back, but said anew. */
export const MAY_UNDO: Readonly<Record<Act['kind'], Permission>> = {
  looked: 'review.answer',
  contested: 'review.answer',
  confirmed: 'review.confirm',
  kept: 'review.rule',
  overruled: 'review.rule',
  withdrawn: 'review.rule',
}

/** Undo instead of "are you sure": a line that says the other no longer counts. */
export const undoForm = (visit: Visit, code: string, { id }: Act): Html =>
  form(visit, `/review/${code}/acts/${id}/withdraw`, html`<button class="quiet">${visit.say('form.undo')}</button>`)
