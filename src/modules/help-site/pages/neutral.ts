import { html } from '#kernel/html.ts'
import { helpPath, leavePath, NOWHERE } from '../address.ts'
import type { ErrorTexts, ErrorText } from '../text/about-text.ts'
import { frame, type PageContext } from './frame.ts'
import { runningText } from './running-text.ts'

/** A small page for what went wrong: the way out, 112 and a way on (requirement 1); nothing of what was asked for. */
export const errorPage = (context: PageContext, texts: ErrorTexts, name: ErrorText): string => {
  const text = texts[name]
  return frame(context, {
    title: text.title,
    inLanguages: undefined,
    main: html`<h1>${text.heading}</h1>
${runningText(text.text, () => undefined)}
<ul class="list"><li><a href="${helpPath(context.language.tag, NOWHERE)}">${context.say('front.title')}</a></li><li><a href="/">${context.say('choose.title')}</a></li></ul>`,
  })
}

/**
 * The blank page between a help page and the way out: it must be shown for a moment, so that the browser lets go of
 * the page before Clear-Site-Data comes (measured in Chromium and Firefox).
 */
export const blankPage = (title: string, code: string | undefined): string =>
  `<!doctype html>${String(html`<html lang="sv"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="0; url=${leavePath('go', code)}"><link rel="icon" href="data:,"></head><body></body></html>`)}`
