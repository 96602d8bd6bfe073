import { html, NOTHING, raw, type Html } from '#kernel/html.ts'
import { ABOUT_PAGES, aboutPath, helpPath, leavePath, SOURCE_LANGUAGE } from '../address.ts'
import type { Language } from '../text/language.ts'
import { withSourceMarked, type Say } from '../text/wording.ts'

/** What a page is made within: language, words, and the inline style and script that the security policy names. */
export type PageContext = {
  readonly language: Language
  readonly say: Say
  /** All languages, for the list of them. */
  readonly languages: readonly Language[]
  readonly released: ReadonlySet<string>
  readonly style: string
  readonly script: string
  /** Where leaving ends: the municipality's own address or the operator's. */
  readonly exit: { readonly url: string; readonly code: string | undefined }
  /** Who runs the site, or nothing when that has not been filled in. */
  readonly operator: string | undefined
  /** "How to reach us now", when there are such notices; they lead the page. */
  readonly notices: readonly { readonly text: string; readonly language: string }[]
  /** `export`: a static copy that cannot know what is open now. */
  readonly purpose: 'live' | 'export'
}

export type Framed = {
  /** Neutral and distinct: it stands in the tab, the history and the task list. */
  readonly title: string
  readonly description?: string
  /** The languages this page exists in: each one's address, so that changing language keeps the page. */
  readonly inLanguages: ((language: Language) => string) | undefined
  readonly main: Html
}

const SHORT_LANGUAGES = 3
const SWEDISH = { lang: SOURCE_LANGUAGE, dir: 'ltr' }

/** A whole page. First comes the way out, then danger and 112, then everything else (requirements 1, 10 and 62). */
export const frame = (context: PageContext, page: Framed): string => {
  const { language, say, exit, released } = context
  // The card of a language that is not released has nothing in it but the language's own name: the rest is Swedish.
  const { lang, dir } = released.has(language.tag) ? language : SWEDISH
  const whole = `<!doctype html>${String(html`<html lang="${lang}" dir="${dir}" data-exit="${leavePath('go', exit.code)}" data-away="${exit.url}" data-blank-title="${say('exit.blank-title')}">
<head>
<meta charset="utf-8">
<title>${page.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
${page.description === undefined ? NOTHING : html`<meta name="description" content="${page.description}">`}
<meta property="og:title" content="${page.title}">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<style>${raw(context.style)}</style>
<script>${raw(context.script)}</script>
</head>
<body>
<form id="exit" method="post" action="${leavePath('blank', exit.code)}"><button>${say('exit.label')}</button></form>
${danger(say)}
<p id="say" role="status" class="hidden" data-one="${say('exit.one')}" data-two="${say('exit.two')}"></p>
${page.inLanguages === undefined ? NOTHING : languageList(context, page.inLanguages)}
<main id="main" tabindex="-1">
${noticeBox(context)}${page.main}
</main>
${footer(context)}
</body>
</html>`)}`
  return withSourceMarked(whole)
}

const danger = (
  say: Say,
): Html => html`<section class="danger" aria-label="${say('danger.heading')}"><p><span>${say('danger.heading')}</span> <a class="tel" href="tel:112" tabindex="-1">${say('danger.call')} <bdi dir="ltr">112</bdi></a></p>
<details><summary>${say('danger.more')}</summary><ul>
<li>${say('danger.place')}</li>
<li>${say('danger.sms')}</li>
<li>${say.html('danger.relay', { texttelefoni: outside('texttelefoni.se'), bildtelefoni: outside('bildtelefoni.net'), teletal: outside('teletal.se') })}</li>
<li>${say.html('danger.injury', { care: tel('1177', '1177') })}</li>
</ul></details>
<a class="skip" href="#main">${say('skip')}</a></section>`

const noticeBox = ({ say, language, notices }: PageContext): Html =>
  notices.length === 0
    ? NOTHING
    : html`<section class="box" id="now"><h2>${say('crisis.heading')}</h2>${notices.map(
        (notice) =>
          html`<p${notice.language === language.tag ? NOTHING : html` lang="${notice.language}" dir="ltr"`}>${notice.text}</p>`,
      )}</section>`

/**
 * A number: a link to call by where one touches, and text that can be read, marked and copied (requirements 40, 41 and
 * 64). Not reached by Tab: with a mouse it is text (first-screen.css and src/browser/numbers.ts), for the browser's question
 * about a program to call with would stop the way out from being pressed.
 */
export const tel = (e164: string, display: string): Html =>
  html`<a class="tel" href="tel:${e164}" tabindex="-1"><bdi dir="ltr">${display}</bdi></a>`

/** A link to another site: no referrer, same tab (the script replaces the page; requirements 21 and 55). */
export const outside = (host: string, url: string = `https://${host}/`): Html =>
  html`<a href="${url}" rel="noreferrer noopener nofollow">${host}</a>`

/** Endonyms and no flags; the three that are ours first, the others behind a reveal (requirement D.3:6). */
const languageList = (
  { languages, released, language, say }: PageContext,
  path: (language: Language) => string,
): Html => {
  const item = (other: Language): Html =>
    other.tag === language.tag
      ? html`<span lang="${other.lang}" dir="${other.dir}" aria-current="true"><b>${other.endonym}</b></span>`
      : html`<a href="${path(other)}" lang="${other.lang}" hreflang="${other.lang}" dir="${other.dir}">${other.endonym}</a>`
  const first = languages.filter(({ tag }) => released.has(tag)).slice(0, SHORT_LANGUAGES)
  const rest = languages.filter((other) => !first.includes(other))
  return html`<nav class="lang screen" aria-label="${say('language.label')}">${first.map((other) => html`${item(other)} `)}
<details><summary>${say('language.more')}</summary>${rest.map((other) => html`${item(other)} `)}</details></nav>`
}

const footer = ({ language, say, released, operator, exit, purpose }: PageContext): Html => {
  const tag = released.has(language.tag) ? language.tag : SOURCE_LANGUAGE
  return html`<footer>
<p class="note">${say('exit.helper', { host: new URL(exit.url).host })} ${say('exit.keys')}</p>
<noscript><p class="note">${say('exit.no-script')}</p></noscript>
${purpose === 'export' ? html`<p class="note">${say('exit.exported')}</p>` : NOTHING}
<nav aria-label="${say('footer.label')}"><ul>${ABOUT_PAGES.map((page) => html`<li><a href="${aboutPath(tag, page)}">${say(`footer.${page}`)}</a></li>`)}</ul></nav>
<p class="note">${operator === undefined ? say('footer.by-missing') : say('footer.by', { body: operator })}</p>
</footer>`
}

/** The way back within the site; the browser's own Back has nothing of ours to go to (requirement 15). */
export const backLink = (say: Say, language: string, code: string): Html =>
  html`<nav class="screen"><a href="${helpPath(language, code)}">← ${say('back')}</a></nav>`
