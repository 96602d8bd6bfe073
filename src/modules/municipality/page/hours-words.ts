import { html, NOTHING, type Html } from '#kernel/html.ts'
import { weekOf, type WeekRow } from '#kernel/opening-hours.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { minutesOf, otherDays } from './hours.ts'
import { spansTyped } from './spans.ts'

type Speaking = Pick<Visit, 'say' | 'language'>

/** A weekday's name, 1 for Monday to 7 for Sunday. 2024-01-01 was a Monday. */
export const dayNamed = (language: string, day: number): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))

/** A rule's week as the public page says it, row by row: "Måndag–fredag 08.00–16.00", "Helgdagar stängt". */
export const weekSaid = ({ say, language }: Speaking, rule: string): readonly string[] =>
  weekOf(rule).map(({ days, spans }) => {
    const times = spans.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
    return capital(`${daysSaid({ say, language }, days)} ${spansTyped(times, language) || say('hours.closed')}`)
  })

const daysSaid = ({ say, language }: Speaking, days: WeekRow['days']): string => {
  if (typeof days === 'string') return say(`hours.${days}`)
  const [first, last] = [dayNamed(language, days.from), dayNamed(language, days.to)]
  return first === last ? first : `${first}–${last}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const MOST_OTHER_DAYS = 4

/** The week, which days nobody answers, and the next red days and eves that are not as the week is. */
export const weekShown = ({ say, language, today }: Speaking & Pick<Visit, 'today'>, rule: string): Html => {
  const rows = weekOf(rule)
  const isOpen = (day: number): boolean =>
    rows.some(({ days }) => days === 'every-day' || (typeof days === 'object' && days.from <= day && day <= days.to))
  const closed = [1, 2, 3, 4, 5, 6, 7].filter((day) => !isOpen(day)).map((day) => dayNamed(language, day))
  const date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  const others = otherDays(rule, today, MOST_OTHER_DAYS).map(
    ({ date: day, spans }) =>
      html`<li>${date.format(Date.parse(day))}: ${spansTyped(spans, language) || say('hours.closed')}</li>`,
  )
  return html`<ul>${weekSaid({ say, language }, rule).map((row) => html`<li>${row}</li>`)}</ul>
${closed.length === 0 ? NOTHING : html`<p class="hint">${say('hours.closed-days', { days: closed.join(', ') })}</p>`}
${others.length === 0 ? NOTHING : html`<p class="hint">${say('hours.next-red')}</p><ul>${others}</ul>`}`
}
