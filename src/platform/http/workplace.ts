import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Permission } from '../auth/roles.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Page } from './staff-routes.ts'
import type { StaffLanguage, Words } from './words.ts'

/** A step of the loop that has pages, or what the steps stand on. */
export type Step = 'review' | 'meet' | 'together' | 'workplace'

/** One of the ways in the frame, in the loop's order; shown to who has the permission its page needs. */
export type Way = {
  readonly to: string
  readonly says: string
  readonly permission: Permission
  /** None for the page where one begins. */
  readonly step?: Step
}

export type Framing = {
  readonly say: Words
  readonly language: StaffLanguage
  readonly who: SignedIn | undefined
  readonly ways: readonly Way[]
  readonly style: string
  readonly script: string
  /** Where this page is, so that changing language comes back to it. */
  readonly path: string
  readonly query: URLSearchParams
}

/** A whole page of the workplace: skip link, where one can go, who one is, and the page. Works without script. */
export const workplace = (framing: Framing, shown: Page): string => {
  const { say, language, who, ways, style, script } = framing
  return `<!doctype html>${String(html`<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${shown.title} · Räckhåll</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
${shown.script === undefined ? NOTHING : html`<script src="${script}" defer></script>`}
</head>
<body>
<a class="skip" href="#main">${say('frame.skip')}</a>
<header>
${who === undefined ? html`<p><b>Räckhåll</b></p>` : navigation(say, ways, shown.here)}
${who === undefined ? NOTHING : html`<p class="who">${who.person}, ${who.organisation}${who.several === true ? html` <a href="/workplace"${shown.here === '/workplace' ? html` aria-current="page"` : NOTHING}>${say('frame.workplace')}</a>` : NOTHING} <a href="/me"${shown.here === '/me' ? html` aria-current="page"` : NOTHING}>${say('frame.me')}</a></p>`}
</header>
<main id="main" tabindex="-1">
<h1>${shown.title}</h1>
${shown.main}
</main>
<footer>
${languageChoice(framing)}
${who === undefined ? NOTHING : html`<form method="post" action="/sign-out"><button>${say('frame.sign-out')}</button></form>`}
</footer>
</body>
</html>`)}`
}

/**
 * On a narrow screen the ways are behind one press, so that the page itself begins on the first screen; on a wide one,
 * and in a browser that cannot tell the two apart by style, nothing is hidden for good.
 */
const navigation = (say: Words, ways: readonly Way[], here: string | undefined): Html => {
  const at = ways.find(({ to }) => to === here)
  return html`<details class="ways"><summary>${say('frame.menu')}${at === undefined ? NOTHING : html`: ${say(at.says)}`}</summary><nav aria-label="${say('frame.ways')}"><ul>${[
    ...Map.groupBy(ways, ({ step }) => step),
  ].map(([step, own]) =>
    step === undefined
      ? waysIn(say, own, here)
      : html`<li><span id="step-${step}">${say(`step.${step}`)}</span><ul aria-labelledby="step-${step}">${waysIn(say, own, here)}</ul></li>`,
  )}</ul></nav></details>`
}

const waysIn = (say: Words, ways: readonly Way[], here: string | undefined): readonly Html[] =>
  ways.map(
    ({ to, says }) =>
      html`<li><a href="${to}"${to === here ? html` aria-current="page"` : NOTHING}>${say(says)}</a></li>`,
  )

/** The other language, by its own name. Kept in the session; without one it stands in the address alone. */
const languageChoice = ({ say, language, path, query }: Framing): Html => {
  const other = language === 'sv' ? { tag: 'en', name: 'English' } : { tag: 'sv', name: 'Svenska' }
  const kept = [...query].filter(([name]) => name !== 'lang')
  return html`<form method="get" action="${path}">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button name="lang" value="${other.tag}" lang="${other.tag}">${other.name}</button></form><p class="note only-print">${say('frame.printed')}</p>`
}
