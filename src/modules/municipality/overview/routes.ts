import { needs } from '#platform/http/routes.ts'
import { get, page, type StaffRoute } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { listedFor, type OverviewNeed } from './need.ts'
import { noteRoutes, showMunicipality } from './note-routes.ts'
import { overviewPage, overviewTable } from './overview-views.ts'
import { reminderRoutes } from './reminder-routes.ts'

/** The municipalities one supports: how they stand, the support they were given, and a letter to several at once. */
export const overviewRoutes = (need: OverviewNeed): readonly StaffRoute[] => [
  get('/overview', needs('overview.read'), async (visit, who) => {
    const listed = await listedFor(need, visit, who)
    const file = await tableFile(overviewTable(visit, who, listed), listed.found, visit.query)
    const main = overviewPage(visit, who, listed)
    return file ?? page({ title: visit.say('overview.title'), here: '/overview', main })
  }),
  // Before the address of one municipality, which would take these for a code.
  ...reminderRoutes(need),
  get('/overview/:code', needs('overview.read'), async (visit, who) => showMunicipality(need, visit, who)),
  ...noteRoutes(need),
]
