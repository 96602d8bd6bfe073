import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import { aboutPath, helpPath, NOWHERE } from '../address.ts'
import type { AudienceId } from '../audience.ts'
import type { ShownPage } from '../text/texts.ts'
import { bigCall, fullCall, type Call } from './calls.ts'
import { placeForm, placeList } from './choose.ts'
import { backLink, frame, outside, type PageContext } from './frame.ts'
import { runningText, type Fill } from './running-text.ts'

/** The place a page is about, and what is known of the help there. */
export type Place = {
  readonly code: string
  /** "Hjo", or the whole country in the page's language. */
  readonly name: string
  readonly nowhere: boolean
  /** The municipality's own website. */
  readonly website: string | undefined
  /** The receptions that it offers; nothing when there is none. */
  readonly doors: DoorsView | undefined
  readonly local: LocalView | undefined
}

/** A municipality's doors, in words of the page's language. */
export type DoorsView = { readonly calls: readonly Call[]; readonly sentences: readonly string[] }

/** A municipality's confirmed help, in words of the page's language. */
export type LocalView = {
  readonly calls: readonly Call[]
  readonly sentences: readonly string[]
  readonly visit: string | undefined
  readonly links: readonly { readonly url: string; readonly text: string }[]
  readonly shelters: readonly Call[]
  readonly checked: string
}

/** What a help page shows beside its texts. */
export type HelpView = {
  readonly place: Place
  readonly audience: AudienceId | undefined
  /** At most two: who answers now, or next (rule D6). */
  readonly first: readonly Call[]
  /** All lines of this audience, in the order of rule D8. */
  readonly lines: readonly Call[]
  readonly today: string
  readonly police: Html
}

/** The municipality's own page: who to call, and whom it is about. */
export const frontPage = (
  context: PageContext,
  view: HelpView,
  audiences: readonly { readonly id: AudienceId; readonly name: string; readonly language: string }[],
  municipalities: Municipalities,
): string => {
  const { say, language } = context
  const { place } = view
  return frame(context, {
    title: titled(say('front.title'), place),
    inLanguages: ({ tag }) => helpPath(tag, place.code),
    main: html`<h1>${place.nowhere ? say('front.heading-nowhere') : say('front.heading', { place: place.name })}</h1>
${firstCalls(context, view)}
<p class="lead">${say('front.lead')}</p>
<div class="box screen"><h2>${say('safety.heading')}</h2><p>${say('safety.line')}</p><p><a href="${aboutPath(aboutLanguage(context), 'traces')}">${say('safety.link')}</a></p></div>
<h2>${say('front.who')}</h2>
<ul class="list screen">${audiences.map(
      ({ id, name, language: written }) =>
        html`<li><a href="${helpPath(language.tag, place.code, id)}"${written === language.tag ? NOTHING : html` lang="${written}" dir="ltr"`}>${name}</a></li>`,
    )}</ul>
${localBox(context, view)}
${allCalls(context, view)}
${placeForm(context, municipalities, place.nowhere ? 'whole' : 'short', undefined)}
${place.nowhere ? placeList(context, municipalities, language.tag, undefined) : html`<nav class="screen"><a href="${helpPath(language.tag, NOWHERE)}">${say('place.change')}</a></nav>`}
${printed(context, view)}`,
  })
}

/** An audience's page, in the order of a trauma-informed page: numbers, belief, recognition, what happens, device, more. */
export const audiencePage = (context: PageContext, view: HelpView, page: ShownPage, fill: Fill): string => {
  const { say, language } = context
  const { place } = view
  const device = page.sections.filter(({ id }) => id === 'device')
  const more = page.sections.filter(({ id }) => id === 'more')
  const before = page.sections.filter(({ id }) => id !== 'device' && id !== 'more')
  const inLanguage = page.language === language.tag ? NOTHING : html` lang="${page.language}" dir="ltr"`
  return frame(context, {
    title: titled(page.title, place),
    inLanguages: ({ tag }) =>
      context.released.has(tag) ? helpPath(tag, place.code, view.audience) : helpPath(tag, place.code),
    main: html`<h1${inLanguage}>${page.heading}</h1>
${firstCalls(context, view)}
<p class="lead"${inLanguage}>${page.lead}</p>
${before.map((section) => sectionOf(context, section, fill))}
${view.audience === 'uses-violence' ? NOTHING : deviceSection(context)}
${device.map((section) => sectionOf(context, section, fill))}
${more.map((section) => sectionOf(context, section, fill))}
${view.audience === 'uses-violence' ? ownOffer(context, view) : localBox(context, view)}
${allCalls(context, view)}
${backLink(say, language.tag, place.code)}
${printed(context, view)}`,
  })
}

/** A language that is not released has the pages about the site in Swedish. */
const aboutLanguage = ({ released, language }: PageContext): string =>
  released.has(language.tag) ? language.tag : 'sv'

const titled = (title: string, { name }: Place): string => `${title} – ${name}`

const sectionOf = ({ language }: PageContext, section: ShownPage['sections'][number], fill: Fill): Html => {
  const { heading, text, reveal } = section
  const body = html`<h2>${heading}</h2>${runningText(text, fill)}${
    reveal === undefined
      ? NOTHING
      : html`<details><summary>${reveal.summary}</summary>${runningText(reveal.text, fill)}</details>`
  }`
  return section.language === language.tag
    ? html`<section class="screen">${body}</section>`
    : html`<section class="screen" lang="${section.language}" dir="ltr">${body}</section>`
}

/** Not for whoever uses violence: it tells how one is watched, and how one avoids it (threat T23). */
const deviceSection = (context: PageContext): Html => {
  const { say } = context
  return html`<section class="screen"><h2>${say('device.heading')}</h2>${runningText(say('device.text'), () => undefined)}
<p><a href="${aboutPath(aboutLanguage(context), 'traces')}">${say('device.link')}</a></p></section>`
}

/** On paper they stand among the others. */
const firstCalls = ({ say }: PageContext, { first }: HelpView): Html =>
  html`<section class="screen" aria-label="${say('numbers.heading-none')}">${first.map((call) => bigCall(say, call))}</section>`

/** What the municipality has confirmed; before that, only what is known and no guess. */
const localBox = (context: PageContext, { place, police }: HelpView): Html => {
  const { say } = context
  if (place.nowhere)
    return html`<section class="box screen"><h2>${say('local.nowhere-heading')}</h2><p>${say('local.nowhere')}</p></section>`
  const { local } = place
  const doors = doorsOf(context, place)
  if (local === undefined) {
    return html`<section class="box"><h2>${say('local.heading', { place: place.name })}</h2>
${place.doors === undefined ? html`<p>${say('local.unknown')}</p>` : doors}<p>${say.html('local.unknown-call', { police })}</p>${websiteOf(context, place)}</section>`
  }
  return html`<section class="box"><h2>${say('local.heading', { place: place.name })}</h2>
${doors}
${local.calls.map((call) => fullCall(say, call))}
${local.sentences.map((sentence) => html`<p>${sentence}</p>`)}
${local.visit === undefined ? NOTHING : html`<p>${say('local.visit')}: ${local.visit}</p>`}
${local.shelters.length === 0 ? NOTHING : html`<h3>${say('local.shelters')}</h3>${local.shelters.map((call) => fullCall(say, call))}`}
${linksOf(context, local.links)}
<p class="note">${local.checked}</p></section>`
}

/** The pause first: whoever means to call there should not do so in vain. */
const doorsOf = ({ say }: PageContext, { doors }: Place): Html =>
  doors === undefined
    ? NOTHING
    : html`${doors.sentences.map((sentence) => html`<p>${sentence}</p>`)}${doors.calls.map((call) => fullCall(say, call))}`

/** For whoever uses violence: the municipality's social services and its links, never shelters. */
const ownOffer = (context: PageContext, { place }: HelpView): Html => {
  const { say } = context
  if (place.nowhere) return NOTHING
  const { local } = place
  return html`<section class="box"><h2>${say('local.heading', { place: place.name })}</h2>
${local === undefined ? html`<p>${say('local.unknown')}</p>${websiteOf(context, place)}` : html`${local.calls.map((call) => fullCall(say, call))}<p class="note">${local.checked}</p>`}</section>`
}

const linksOf = ({ say }: PageContext, links: LocalView['links']): Html =>
  links.length === 0
    ? NOTHING
    : html`<h3 class="screen">${say('local.links')}</h3><ul class="list screen">${links.map(
        ({ url, text }) => html`<li><a href="${url}" rel="noreferrer noopener nofollow">${text}</a></li>`,
      )}</ul><p class="note screen">${say('local.website-trace')}</p>`

const websiteOf = ({ say }: PageContext, { website }: Place): Html =>
  website === undefined
    ? NOTHING
    : html`<p>${outside(new URL(website).host, website)}</p><p class="note screen">${say('local.website-trace')}</p>`

const allCalls = ({ say }: PageContext, { lines, first }: HelpView): Html => {
  const rest = lines.filter(({ numbers, website }) => numbers.length > 0 || website !== undefined)
  if (rest.length === 0) return NOTHING
  return html`<section class="calls"><h2>${first.length === 0 ? say('numbers.heading-none') : say('numbers.all')}</h2>
<p class="note screen">${say('numbers.log')} ${say('numbers.copy')}</p>
${rest.map((call) => fullCall(say, call))}</section>`
}

const printed = ({ say }: PageContext, { today }: HelpView): Html =>
  html`<p class="only-print note">${say('print.from', { date: today })}</p>`
