import { PROJECT_ROOT } from '#platform/config.ts'
import type { StaffRoute } from '#platform/http/staff-routes.ts'
import { readExitHosts } from '../exits.ts'
import { crisisRoutes } from './crisis-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { previewRoutes } from './preview-routes.ts'
import type { PageNeed } from './publish-own.ts'
import { publishRoutes } from './publish-routes.ts'
import { shownToRoutes } from './shown-to-routes.ts'

/** From what is written to what everybody sees, and back: preview, publishing, history, links to a draft, crisis notices. */
export const publishingRoutes = (given: Omit<PageNeed, 'exitHosts'>): readonly StaffRoute[] => {
  const need: PageNeed = { ...given, exitHosts: readExitHosts(PROJECT_ROOT) }
  return [
    ...previewRoutes(need),
    ...publishRoutes(need),
    ...historyRoutes(need),
    ...shownToRoutes(need),
    ...crisisRoutes(need),
  ]
}
