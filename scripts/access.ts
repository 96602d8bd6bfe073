import { may, ROLES, type Role } from '#platform/auth/roles.ts'
import type { Database } from '#platform/db/index.ts'
import type { StaffRoute } from '#platform/http/staff-routes.ts'
import { everyRoom } from '../tests/support/every-room.ts'
import { placesIn } from '../tests/support/staff-routes-examples.ts'
import { keepGenerated, markdownTable } from './generated.ts'

/*
 * Makes docs/access.md: what each role may ask for, from the routes of every room. tests/staff/access.test.ts asks the
 * real server for each of them and holds it to this.
 *
 *   node scripts/access.ts           writes the file
 *   node scripts/access.ts --check   compares: exit status 1 when the committed file is another
 */

const HEAD = `# Who may ask for what

Made by \`node scripts/access.ts\` from the routes themselves: whoever has one of the roles marked with *yes* is let in, every other role is told that it is not hers, and whoever is not signed in signs in first. What each role is, and each permission in words: [roles.md](roles.md). That the program answers so is asked of it, on a real database, by \`tests/staff/access.test.ts\`.

*Another's*: what is answered when the address names something of another organisation. *None*: the same as if there were no such thing.
`

/** Nothing is asked of it: the routes are made and none is answered. */
const refuses = async (): Promise<never> => Promise.reject(new Error('No route is answered here.'))
const NO_DATABASE: Database = { kind: 'server', query: refuses, transaction: refuses, listen: refuses, close: refuses }

const roles = Object.keys(ROLES) as Role[]
const addressOf = ({ method, path }: StaffRoute): string => `\`${method} ${path.replaceAll(/\{[^}]*\}/g, '')}\``

/** What is said of another organisation's things at an address. */
const ofAnother = (route: StaffRoute): string => {
  const places = placesIn(route)
  if (places.length === 0) return ''
  if (places.every(({ is }) => is === 'nobody’s'))
    return [...new Set(places.map((place) => ('why' in place ? place.why : '')))].join('; ')
  const shared = places.flatMap((place) => ('shared' in place ? (place.shared ?? []) : []))
  const told = shared.map(
    ({ kinds, where, why }) => `${kinds.join(', ')}${where === 'same county' ? ' of the same county' : ''}: ${why}`,
  )
  return ['none', ...new Set(told)].join('; ')
}

const routes = everyRoom(NO_DATABASE)
const openOnes = routes.flatMap((route) => (route.access.kind === 'open' ? [[addressOf(route), route.access.why]] : []))
const others = routes.flatMap((route) => {
  if (route.access.kind === 'open') return []
  const { permission } = route.access
  const yes = roles.map((role) => (may({ roles: [role] }, permission) ? 'yes' : ''))
  return [[addressOf(route), `\`${permission}\``, ...yes, ofAnother(route)]]
})

const made = [
  HEAD,
  '## By role\n',
  markdownTable(['Route', 'Needs', ...roles.map((role) => `\`${role}\``), 'Another’s'], others),
  '\n## Without signing in\n',
  markdownTable(['Route', 'Why'], openOnes),
  '',
].join('\n')

const file = { file: 'docs/access.md', script: 'node scripts/access.ts', source: 'what the routes say' }
process.exitCode = keepGenerated({ ...file, holds: () => `${routes.length} routes, ${roles.length} roles` }, made)
