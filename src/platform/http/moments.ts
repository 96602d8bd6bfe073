import { stockholm } from '#kernel/dates.ts'
import { html, type Html } from '#kernel/html.ts'
import type { Visit } from './staff-routes.ts'

/** A moment as one says it: "i dag 14.05", with the whole date on hover and in print. */
export const momentShown = ({ say, today, language }: Pick<Visit, 'say' | 'today' | 'language'>, at: Date): Html => {
  const { date, time } = stockholm(at)
  const clock = language === 'sv' ? time.replace(':', '.') : time
  const whole = `${date} ${clock}`
  if (date !== today) return html`<time datetime="${at.toISOString()}">${whole}</time>`
  return html`<time datetime="${at.toISOString()}" title="${whole}">${say('moment.today', { time: clock })}<span class="only-print"> (${date})</span></time>`
}
