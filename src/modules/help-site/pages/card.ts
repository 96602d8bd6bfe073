import { html, raw, type Html } from '#kernel/html.ts'
import { helpPath } from '../address.ts'
import type { Call } from './calls.ts'
import { frame, tel, type PageContext } from './frame.ts'
import type { Place } from './help.ts'

const PHONE = raw(
  '<svg aria-hidden="true" width="28" height="28" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><path d="M6 3h4l1.5 5-2.5 2a12 12 0 0 0 5 5l2-2.5 5 1.5v4c0 1-1 2-2 2C10.5 20 4 13.5 4 5c0-1 1-2 2-2z"/></svg>',
)
const CLOCK = raw(
  '<svg aria-hidden="true" width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 3"/></svg>',
)

/**
 * The card that needs no translation: for a language whose pages are not released. Numbers, symbols, hours in figures,
 * and one Swedish sentence to show or read out. No word of the language itself but its own name, so nothing can be wrong.
 */
export const cardPage = (context: PageContext, place: Place, calls: readonly Call[]): string => {
  const { language, say } = context
  return frame(context, {
    title: `${language.endonym} – ${place.name}`,
    inLanguages: ({ tag }) => helpPath(tag, place.code),
    main: html`<h1 lang="${language.lang}" dir="${language.dir}">${language.endonym}</h1>
<div class="box" lang="sv" dir="ltr"><p class="note">${say('card.show')}:</p><p class="lead"><b>${say('card.interpreter', { language: language.swedish })}</b></p></div>
${calls.map(cardCall)}
<p class="note" lang="sv" dir="ltr">${say('card.translation')} ${place.name}.</p>`,
  })
}

const cardCall = ({ name, numbers, figures }: Call): Html => html`<div class="call big">
<p lang="sv" dir="ltr">${name}</p>
<p>${PHONE} ${numbers.map(({ e164, display }) => html`${tel(e164, display)} `)}</p>
${figures.length === 0 ? '' : html`<p>${CLOCK} ${figures.map((row) => html`<bdi dir="ltr">${row}</bdi> `)}</p>`}
</div>`
