import { stockholm } from '#kernel/dates.ts'
import { html } from '#kernel/html.ts'
import { may } from '../auth/roles.ts'
import type { Database } from '../db/index.ts'
import type { DueFor } from '../http/due.ts'
import { momentShown } from '../http/moments.ts'
import { needs } from '../http/routes.ts'
import { get, page, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { tableFile } from '../http/table-file.ts'
import { showTable, type Table } from '../http/table.ts'
import { readAlarms } from './store.ts'
import { alarmSaid } from './words.ts'

type Standing = Awaited<ReturnType<typeof readAlarms>>[number]

/** What whoever runs the installation must see to, until it is seen to. */
export const alarmRoutes = (db: Database): readonly StaffRoute[] => [
  get('/alarms', needs('alarm.read'), async (visit) => {
    const [table, alarms] = [tableOf(visit), await readAlarms(db)]
    const file = await tableFile(table, alarms, visit.query)
    const { say, query } = visit
    const main = html`<p>${say('alarms.text')}</p>${showTable(say, table, alarms, query)}`
    return file ?? page({ title: say('alarms.title'), here: '/alarms', main })
  }),
]

export const alarmsDue =
  (db: Database): DueFor =>
  async ({ say }, { acting }) => {
    if (!may(acting, 'alarm.read')) return []
    const alarms = await readAlarms(db)
    const first = alarms[0]
    if (first === undefined) return []
    const what = say('alarms.due', { count: alarms.length })
    return [{ what, why: say('alarms.due-why', { first: alarmSaid(say, first) }), to: '/alarms', late: true }]
  }

const tableOf = (visit: Visit): Table<Standing> => ({
  caption: visit.say('alarms.title'),
  path: '/alarms',
  empty: html`<p>${visit.say('alarms.empty')}</p>`,
  filters: [
    {
      name: 'today',
      says: visit.say('alarms.since-today'),
      holds: ({ since }) => stockholm(since).date === visit.today,
    },
  ],
  columns: [
    {
      name: 'what',
      head: visit.say('alarms.what'),
      value: (alarm) => alarmSaid(visit.say, alarm),
      // Operators' words are English, as their commands are.
      shown: (alarm) => html`${alarmSaid(visit.say, alarm)}<br><span class="note" lang="en">${alarm.says}</span>`,
    },
    {
      name: 'since',
      head: visit.say('alarms.since'),
      value: ({ since }) => `${stockholm(since).date} ${stockholm(since).time}`,
      shown: ({ since }) => momentShown(visit, since),
    },
  ],
})
