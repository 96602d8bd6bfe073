import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Municipalities, Municipality } from '#modules/municipality/index.ts'
import { helpPath, NOWHERE } from '../address.ts'
import { keyOf, type AudienceId } from '../audience.ts'
import { bigCall, type Call } from './calls.ts'
import { frame, type PageContext } from './frame.ts'

/** What the choosing page has to say about what was asked for. */
export type Choosing =
  /** Nothing has been asked for yet; with whom to call, wherever one lives. */
  | { readonly kind: 'fresh'; readonly first: readonly Call[] }
  | { readonly kind: 'unknown-place'; readonly text: string }
  | { readonly kind: 'unknown-code' }
  | { readonly kind: 'unknown-language' }
  | { readonly kind: 'several'; readonly text: string; readonly municipalities: readonly Municipality[] }

/**
 * The page for choosing language and place; also what an unknown place or language is answered with. Whoever opens the
 * site's bare address is shown whom to call before being asked anything.
 */
export const choosePage = (
  context: PageContext,
  municipalities: Municipalities,
  choosing: Choosing,
  audience?: AudienceId,
): string => {
  const { say, language, languages } = context
  return frame(context, {
    title: say('choose.title'),
    inLanguages: undefined,
    main: html`${head(context, choosing, audience)}
<nav class="lang" aria-label="${say('language.label')}">${languages.map(
      (other) =>
        html`<a href="${helpPath(other.tag, NOWHERE, audience)}" lang="${other.lang}" hreflang="${other.lang}" dir="${other.dir}">${other.endonym}</a> `,
    )}</nav>
<p class="lead">${say('choose.lead')}</p>
${context.purpose === 'export' ? html`<h2>${say('place.heading')}</h2><p><a href="${helpPath(language.tag, NOWHERE, audience)}">${say('place.none')}</a></p>` : placeForm(context, municipalities, 'whole', audience, 'text' in choosing ? choosing.text : '')}
${placeList(context, municipalities, language.tag, audience)}`,
  })
}

const head = (context: PageContext, choosing: Choosing, audience: AudienceId | undefined): Html => {
  const { say } = context
  return choosing.kind === 'fresh'
    ? html`<h1>${say('front.heading-nowhere')}</h1>
${choosing.first.map((call) => bigCall(say, call))}`
    : html`<h1>${say('choose.heading')}</h1>
${sorry(context, choosing, audience)}`
}

type Mistaken = Exclude<Choosing, { kind: 'fresh' }>

const sorry = ({ say, language, purpose }: PageContext, choosing: Mistaken, audience: AudienceId | undefined): Html => {
  switch (choosing.kind) {
    case 'unknown-place':
      return html`<p class="wrong" id="wrong">${say('place.unknown', { text: choosing.text })}</p>`
    case 'unknown-code':
      return html`<p class="wrong" id="wrong">${say(purpose === 'export' ? 'place.unknown-code-list' : 'place.unknown-code')}</p>`
    case 'unknown-language':
      return html`<p class="wrong" id="wrong">${say('place.unknown-language')}</p>`
    case 'several':
      return html`<div class="wrong" id="wrong"><p>${say('place.several')}</p><ul class="list">${choosing.municipalities.map(
        ({ code, name }) => html`<li><a href="${helpPath(language.tag, code, audience)}">${name}</a></li>`,
      )}</ul></div>`
  }
}

/**
 * The form for choosing place: a plain text field; with `whole` the 290 names come with it as suggestions. Nothing in a
 * copy made of files, where nobody would answer it: there the list of all municipalities is the way.
 */
export const placeForm = (
  { say, language, purpose }: PageContext,
  municipalities: Municipalities,
  size: 'whole' | 'short',
  audience: AudienceId | undefined,
  text = '',
): Html =>
  purpose === 'export'
    ? NOTHING
    : html`<form class="screen" method="post" action="/" autocomplete="off">
<h2>${say('place.heading')}</h2>
<label for="place">${say('place.label')}</label>
<p class="note" id="hint">${say('place.hint')}</p>
<input id="place" name="q" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="60" aria-describedby="hint${text === '' ? '' : ' wrong'}" value="${text}"${size === 'whole' ? html` list="places"` : NOTHING}>
<input type="hidden" name="l" value="${language.tag}">${audience === undefined ? NOTHING : html`<input type="hidden" name="a" value="${keyOf(audience)}">`}
${size === 'whole' ? html`<datalist id="places">${municipalities.all.map(({ name }) => html`<option value="${name}">`)}</datalist>` : NOTHING}
<button class="act">${say('place.submit')}</button><button class="act quiet" name="n" value="1">${say('place.none')}</button>
</form>`

/**
 * All municipalities as links, behind a reveal and then one for each county: for whoever would rather look than spell,
 * and with Tab alone comes to Norrbotten without passing by two hundred and eighty others.
 */
export const placeList = (
  { say }: PageContext,
  municipalities: Municipalities,
  language: string,
  audience: AudienceId | undefined,
): Html =>
  html`<details class="screen"><summary>${say('place.list')}</summary><div lang="sv" dir="ltr">${municipalities.counties.map(
    (county) =>
      html`<details><summary>${county.name}</summary><ul class="list cols">${municipalities.all
        .filter(({ countyCode }) => countyCode === county.code)
        .map(
          ({ code, name }) => html`<li><a href="${helpPath(language, code, audience)}">${name}</a></li>`,
        )}</ul></details>`,
  )}</div></details>`
