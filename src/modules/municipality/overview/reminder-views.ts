import { html, NOTHING, type Html } from '#kernel/html.ts'
import { checkField, form } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import { clockOf, namedInLetter, readBy, type Letter } from './letter.ts'
import type { OverviewNeed } from './need.ts'
import type { Overviewed } from './overview.ts'
import { HELD_MINUTES, REMINDER_STATES, stateOf, type Recipients, type Reminder } from './reminder.ts'

const back = ({ say }: Visit): Html => html`<p><a href="/overview">← ${say('overview.title')}</a></p>`

export type Sending = {
  readonly recipients: Recipients
  /** In Swedish, as it is sent; and in the language of whoever sends it, where that is another. */
  readonly letter: Letter
  readonly translated: Letter | undefined
  /** The number of this form: sent twice, it is one reminder. */
  readonly press: string
}

/** Who gets the letter, the letter itself, and the button that sends it. */
export const remindPage = (
  visit: Visit,
  { swedish }: Pick<OverviewNeed, 'swedish'>,
  { recipients, letter, translated, press }: Sending,
  refused: boolean,
): Html => {
  const { say } = visit
  const { goes, recent, unreachable } = recipients
  const [example] = [...goes, ...recent]
  const chosen = [...goes, ...recent].map(
    ({ municipality: { code } }) => html`<input type="hidden" name="code" value="${code}">`,
  )
  return html`${back(visit)}
${refused ? html`<div class="errors" role="alert"><p>${say('overview.remind-unsendable')}</p></div>` : NOTHING}
<h2>${say('overview.remind-who')}</h2>
<p>${say('overview.remind-who-text')}</p>
${goes.length === 0 ? html`<p>${say('overview.remind-none')}</p>` : html`<ul>${goes.map((row) => html`<li>${peopleSaid(visit, row)}</li>`)}</ul>`}
${unreachable.length === 0 ? NOTHING : html`<h2>${say('overview.remind-unreachable')}</h2><p>${say('overview.remind-unreachable-text')}</p><ul>${unreachable.map(({ municipality: { name } }) => html`<li>${name}</li>`)}</ul>`}
${
  example === undefined
    ? NOTHING
    : form(
        visit,
        '/overview/remind',
        html`<input type="hidden" name="press" value="${press}">${chosen}
${recent.length === 0 ? NOTHING : recentFields(visit, recent)}
<h2>${say('overview.remind-letter')}</h2>
${goes.length + recent.length > 1 ? html`<p>${say('overview.remind-letter-text', { name: example.municipality.name })}</p>` : NOTHING}
${letterBox(swedish, readBy(letter, namedInLetter(swedish, example)), 'sv')}
${translated === undefined ? NOTHING : html`<details><summary>${say('overview.remind-translated')}</summary>${letterBox(say, readBy(translated, namedInLetter(say, example)), visit.language)}</details>`}
<p>${say('overview.remind-held', { minutes: HELD_MINUTES })}</p>
<p><button>${say('overview.remind-send')}</button></p>`,
      )
}`
}

const peopleSaid = ({ say }: Visit, { municipality: { name }, staff }: Overviewed): string =>
  staff?.reached === 1
    ? say('overview.remind-person', { name })
    : say('overview.remind-people', { name, people: staff?.reached ?? 0 })

const recentFields = ({ say, language }: Visit, recent: readonly Overviewed[]): Html =>
  checkField(
    { say, faults: [] },
    {
      name: 'again',
      legend: say('overview.remind-recent'),
      hint: say('overview.remind-recent-text'),
      values: [],
      options: recent.map(({ municipality: { code, name }, lastReminder }) => ({
        value: code,
        label:
          lastReminder === undefined
            ? name
            : say('overview.remind-recent-one', { name, at: clockOf(lastReminder.at, language), by: lastReminder.by }),
      })),
    },
  )

const letterBox = (say: OverviewNeed['swedish'], { subject, text }: Letter, language: string): Html =>
  html`<div class="box letter" lang="${language}"><p><b>${say('overview.remind-subject', { subject })}</b></p>
${text
  .trimEnd()
  .split('\n\n')
  .map(
    (part) => html`<p>${part.split('\n').map((line, place) => (place === 0 ? html`${line}` : html`<br>${line}`))}</p>`,
  )}</div>`

export const nobodyChosen = (visit: Visit): Html =>
  html`${back(visit)}<div class="errors" role="alert"><h2>${visit.say('overview.remind-nobody')}</h2><p>${visit.say('overview.remind-nobody-text')}</p></div>`

export const remindersTable = (visit: Visit): Table<Reminder> => {
  const { say, now, language } = visit
  return {
    caption: say('overview.reminders'),
    path: '/overview/reminders',
    empty: html`<p>${say('overview.reminders-empty')} <a href="/overview">${say('overview.title')}</a></p>`,
    filters: REMINDER_STATES.map((name) => ({
      name,
      says: say(`overview.reminders-${name}`),
      holds: (reminder) => stateOf(reminder, now) === name,
    })),
    columns: [
      {
        name: 'at',
        head: say('overview.reminders-at'),
        value: ({ queuedAt }) => clockOf(queuedAt, language),
        shown: ({ id, queuedAt }) => html`<a href="/overview/reminders/${id}">${clockOf(queuedAt, language)}</a>`,
      },
      { name: 'by', head: say('overview.reminders-by'), value: ({ by }) => by },
      { name: 'count', head: say('overview.reminders-count'), value: ({ codes }) => codes.length },
      { name: 'people', head: say('overview.reminders-people'), value: ({ people }) => people },
      {
        name: 'state',
        head: say('overview.reminders-state'),
        value: (reminder) =>
          say(`overview.reminder-${stateOf(reminder, now)}`, { at: clockOf(reminder.dueAt, language) }),
      },
    ],
  }
}

export const remindersPage = (visit: Visit, reminders: readonly Reminder[]): Html =>
  html`${back(visit)}${showTable(visit.say, remindersTable(visit), reminders, visit.query)}`

/** One reminder: to whom, and while it waits the button that takes it back. */
export const reminderPage = (visit: Visit, { municipalities }: OverviewNeed['reference'], reminder: Reminder): Html => {
  const { say, now, language, query } = visit
  const { id, people, by, dueAt, codes } = reminder
  const state = stateOf(reminder, now)
  const undo = form(visit, `/overview/reminders/${id}/undo`, html`<button class="quiet">${say('form.undo')}</button>`)
  return html`<p><a href="/overview/reminders">← ${say('overview.reminders')}</a></p>
${query.has('late') ? html`<div class="errors" role="alert"><p>${say('overview.reminder-too-late')}</p></div>` : NOTHING}
<div class="box done beside" role="status"><p>${say(`overview.reminder-box-${state}`, { at: clockOf(dueAt, language) })}</p>${state === 'held' ? undo : NOTHING}</div>
<p>${say('overview.reminder-by', { by, people })}</p>
<h2>${say('overview.reminders-count')}</h2>
<ul>${codes.map((code) => html`<li><a href="/overview/${code}">${municipalities.get(code)?.name ?? code}</a></li>`)}</ul>`
}
