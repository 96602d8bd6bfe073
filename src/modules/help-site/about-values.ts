import { html, type Html } from '#kernel/html.ts'
import { helpPath, NOWHERE, SOURCE_LANGUAGE } from './address.ts'
import type { PageContext } from './pages/frame.ts'
import type { Say } from './text/wording.ts'
import { SHOWN_FROM, shownVisits } from './visits.ts'
import type { World } from './world.ts'

/**
 * What stands for a placeholder on a page about the site: who runs it, what the tests found, examples to copy.
 * Nothing for a placeholder of another kind. What the operator has not filled in is said to be missing.
 */
export const aboutFill = ({ prepared, facts }: World, say: Say, placeholder: string): Html | undefined => {
  const { operator, origin, accessibility } = prepared
  const given = (value: string | undefined): Html => html`${value ?? say('operator.missing')}`
  const example = facts.municipalities.all[0]?.code ?? NOWHERE
  switch (placeholder) {
    case 'body':
      return given(operator?.body)
    case 'contact':
      return given(operator?.faults)
    case 'data-protection':
      return given(operator?.dataProtection)
    case 'supervisor':
      return given(operator?.supervisor)
    case 'date':
      return given(accessibility?.date)
    case 'result':
      return html`${resultIn(say, accessibility)}`
    case 'example:link':
      return code(
        `<a href="${origin}${helpPath(SOURCE_LANGUAGE, example)}" rel="noreferrer">${say('fragment.more')}</a>`,
      )
    case 'example:fragment':
      return code(`curl ${origin}/f/${example}.html`)
    case 'example:json':
      return code(`curl ${origin}/f/${example}.json`)
    case 'preview':
      return html`<a href="/f/${example}.html">/f/${example}.html</a>`
    default:
      return undefined
  }
}

const code = (text: string): Html => html`<code dir="ltr">${text}</code>`

const resultIn = (say: Say, result: World['prepared']['accessibility']): string => {
  if (result === undefined) return say('accessibility.none')
  const { date, tool, pages, findings } = result
  const count = findings.reduce((sum, { elements }) => sum + elements, 0)
  return say(count === 0 ? 'accessibility.clean' : 'accessibility.found', { date, tool, pages, count })
}

/** The counted visits: a row for each municipality and month with fifty or more. An exported page counts nothing and says so. */
export const countedTable = ({ facts, visits }: World, say: Say, purpose: PageContext['purpose']): Html => {
  const heading = html`<h2>${say('counting.heading')}</h2>`
  if (purpose === 'export') return html`${heading}<p>${say('counting.export')}</p>`
  if (visits.length === 0) return html`${heading}<p>${say('counting.none')}</p>`
  const nameOf = (code: string): string =>
    code === NOWHERE ? say('nowhere.name') : (facts.municipalities.get(code)?.name ?? code)
  const shown = visits.flatMap(({ code, month, visits: count }) => {
    const figure = shownVisits(count)
    return figure === undefined ? [] : [{ name: nameOf(code), month: month.slice(0, 7), figure }]
  })
  return html`${heading}<table><thead><tr><th scope="col">${say('counting.month')}</th><th scope="col">${say('counting.place')}</th><th scope="col">${say('counting.visits')}</th></tr></thead><tbody>${shown.map(
    ({ name, month, figure }) => html`<tr><td>${month}</td><td>${name}</td><td>${figure}</td></tr>`,
  )}</tbody></table><p>${say('counting.few', { from: SHOWN_FROM, count: visits.length - shown.length })}</p>`
}
