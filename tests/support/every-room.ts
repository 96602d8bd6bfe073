import { openLog } from '#platform/log/index.ts'
import type { Database } from '#platform/db/index.ts'
import type { StaffRoute } from '#platform/http/staff-routes.ts'
import { staffRoutes, type StaffSide } from '../../src/staff.ts'
import { theReference } from './builders.ts'
import { withMadeUp } from './reviews.ts'

/** The routes of every room as the program joins them; where no public page is looked at, none is made. */
export const everyRoom = (
  database: Database,
  publicPages: StaffSide['publicPages'] = {
    show: () => undefined,
    origin: 'https://example.se',
    languages: [{ tag: 'sv', name: 'Svenska' }],
  },
): readonly StaffRoute[] =>
  staffRoutes({ database, reference: withMadeUp(theReference()), log: openLog(), publicPages })
