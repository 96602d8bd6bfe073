import { html, NOTHING, type Html } from '#kernel/html.ts'
import { form } from '../http/form.ts'
import type { Visit } from '../http/staff-routes.ts'

type PasskeyForm = {
  readonly action: string
  readonly options: string
  /** Whether a new passkey is made or one that is there is used. */
  readonly does: 'add' | 'use'
  readonly button: string
  readonly fields?: Html
}

/**
 * A form whose button asks the browser for a passkey. The one place that needs script, and it says so where there is
 * none; what happened is said in the form itself, to a screen reader too.
 */
export const passkeyForm = (visit: Visit, { action, options, does, button, fields }: PasskeyForm): Html => {
  const { say } = visit
  // The two attributes by which src/browser/passkey.ts knows it.
  return html`<div data-passkey="${does}" data-options="${options}">${form(
    visit,
    action,
    html`${fields ?? NOTHING}<input type="hidden" name="answer" value="">
<p><button>${button}</button></p>
<p role="status" data-asking="${say('passkey.asking')}" data-cancelled="${say('passkey.cancelled')}" data-known="${say('passkey.known')}" data-old="${say('passkey.old')}" data-failed="${say('passkey.failed')}"></p>
<noscript><p class="box">${say('passkey.no-script')}</p></noscript>`,
  )}</div>`
}
