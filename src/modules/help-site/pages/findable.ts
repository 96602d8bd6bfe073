import { html } from '#kernel/html.ts'
import { helpPath } from '../address.ts'
import { bigCall, type Call } from './calls.ts'
import { frame, type PageContext } from './frame.ts'
import type { Place } from './help.ts'

/** The one page made to be found by a search engine: an ordinary title, and the step to the neutral pages made plain. */
export const findablePage = (context: PageContext, place: Place, calls: readonly Call[]): string => {
  const { say, language } = context
  const of = (id: string): string => (place.nowhere ? say(`${id}-nowhere`) : say(id, { place: place.name }))
  return frame(context, {
    title: of('findable.title'),
    description: of('findable.description'),
    inLanguages: ({ tag }) => helpPath(tag, place.code),
    main: html`<h1>${place.nowhere ? say('findable.heading') : say('findable.heading-local', { place: place.name })}</h1>
${calls.map((call) => bigCall(say, call))}
<p class="note screen">${say('numbers.log')} ${say('numbers.copy')}</p>
<p>${say('findable.text')}</p>
<p><a href="${helpPath(language.tag, place.code)}"><b>${say('findable.go')}</b></a></p>
<p class="note">${say('findable.trace')}</p>`,
  })
}
