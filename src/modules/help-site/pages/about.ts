import { html, NOTHING, type Html } from '#kernel/html.ts'
import { aboutPath, helpPath, NOWHERE, type AboutPage } from '../address.ts'
import type { AboutText } from '../text/about-text.ts'
import { frame, type PageContext } from './frame.ts'
import { runningText, type Fill } from './running-text.ts'

/** A page about the site; `extra` is what the site itself knows, such as the counted visits. */
export const aboutPage = (
  context: PageContext,
  page: AboutPage,
  text: AboutText,
  written: string,
  fill: Fill,
  extra: Html = NOTHING,
): string =>
  frame(context, {
    title: text.title,
    inLanguages: (language) =>
      context.released.has(language.tag) ? aboutPath(language.tag, page) : helpPath(language.tag, NOWHERE),
    main: html`<nav class="screen"><a href="${helpPath(context.language.tag, NOWHERE)}">← ${context.say('back')}</a></nav>
<div${written === context.language.tag ? NOTHING : html` lang="${written}" dir="ltr"`}><h1>${text.heading}</h1>
<p class="lead">${text.lead}</p>
${text.sections.map(({ id, heading, text: body }) => html`<h2 id="o-${id}">${heading}</h2>${runningText(body, fill)}`)}</div>
${extra}`,
  })
