import { addDays } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { OwnReception } from './reach.ts'
import { gapsOf, turnsOf } from './rota.ts'
import { stretchSaid, weekdaySaid } from './said.ts'

/** As far as the page writes shifts out, and as gaps are looked for. */
const DAYS_WRITTEN = 14

/** The coming days of the rota: who answers when, and where nobody does though somebody is planned. */
export const weekTable = (visit: Visit, { rota, members }: OwnReception): Html => {
  const { say, today } = visit
  const last = addDays(today, DAYS_WRITTEN - 1)
  const gaps = gapsOf(rota, today, last)
  const turns = members.flatMap(({ id, name }) =>
    turnsOf(rota, id, today, last)
      .filter(({ there }) => there)
      .map(({ from, to }) => ({ from, to, name })),
  )
  const rows = [...turns, ...gaps.map(({ from, to }) => ({ from, to, name: undefined }))].toSorted(
    (a, b) => a.from.getTime() - b.from.getTime(),
  )
  if (rows.length === 0) return html`<p>${say('receptions.no-hours')}</p>`
  return html`<ul>${rows.map(
    ({ from, to, name }) =>
      html`<li>${stretchSaid(visit, { from, to })} ${name ?? html`<b>${say('receptions.gap-short')}</b>`}</li>`,
  )}</ul>
${bareDays(
  visit,
  rows.map(({ from }) => from),
)}`
}

/** Weekdays of the coming week on which nothing is planned at all: no gap, but a day without anybody. */
const bareDays = (visit: Visit, begins: readonly Date[]): Html => {
  const week = Array.from({ length: 7 }, (_, ahead) => addDays(visit.today, ahead))
  const planned = new Set(begins.map((at) => at.toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' })))
  const bare = week.filter((date) => !planned.has(date))
  return bare.length === 0
    ? NOTHING
    : html`<p class="note">${visit.say('receptions.bare-days', { days: bare.map((date) => weekdaySaid(visit, date)).join(', ') })}</p>`
}
