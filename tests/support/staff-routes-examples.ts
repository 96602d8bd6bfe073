import type { Kind } from '#platform/auth/kind.ts'
import type { StaffRoute } from '#platform/http/staff-routes.ts'

/*
 * Of whom an address of the staff side tells: what stands in its `:places`, and who else may come there. A new route with
 * such a place has its line here; tests/staff/access.test.ts asks for each as every role, with one's own and with another's.
 */

/** What an organisation has that can stand in an address. */
export type Things = {
  readonly colleague: string
  readonly municipality: string
  /** A municipality whose website has been reviewed: a made-up one, where there is any. */
  readonly reviewed: string
  readonly reception: string
  readonly recovery: string
  readonly ending: string
  readonly note: string
  readonly reminder: string
  readonly link: string
  readonly notice: string
  readonly invitation: string
  readonly request: string
  /** An organisation that it brought in. */
  readonly founded: string
}

/** Whom of other organisations an address leads somewhere, too: of these kinds, everywhere or only in the same county. */
type Shared = { readonly kinds: readonly Kind[]; readonly where: 'everywhere' | 'same county'; readonly why: string }

type Named =
  | { readonly is: keyof Things; readonly shared?: readonly Shared[] }
  /** The same for all, or only ever looked for among one's own. */
  | { readonly is: 'nobody’s'; readonly example: string; readonly why: string }

const A_TOKEN = 'a'.repeat(43)
const nobodys = (example: string, why: string): Named => ({ is: 'nobody’s', example, why })
const SECRET = nobodys(A_TOKEN, 'whoever has the secret in the address is let in by it')
const OWN_COUNT = 'a number of one’s own history, looked for there alone'

const SERVED = {
  kinds: ['rss', 'municipality'],
  where: 'same county',
  why: 'a reception is kept by all whose municipalities it serves',
} as const

const LET_LEAVE = {
  kinds: ['operator'],
  where: 'everywhere',
  why: 'the operator lets any municipality leave',
} as const

/** By the address up to the place and with it, or for one route alone by its whole address. */
export const NAMED: Readonly<Record<string, Named>> = {
  '/:file': nobodys('style-0.css', 'the same for all'),
  '/invitation/:token': SECRET,
  '/preview/:token': SECRET,
  '/recovery/link/:token': SECRET,
  '/left/:token': SECRET,
  '/sign-in/with/:organisation': nobodys('00000000-0000-4000-8000-000000000000', 'whose sign-in it is, is no secret'),
  '/helplines/:id': nobodys('emergency-112', 'one register for the country'),
  '/people/:person': { is: 'colleague' },
  '/people/endings/:ending': { is: 'ending' },
  '/people/invitations/:invitation': { is: 'invitation' },
  '/recovery/:id': {
    is: 'recovery',
    shared: [
      { kinds: ['operator'], where: 'everywhere', why: 'two operators can confirm who has nobody else' },
      { kinds: ['county'], where: 'same county', why: 'the county confirms together with a colleague' },
    ],
  },
  '/organisations/:id': { is: 'founded' },
  'GET /organisations/:id': {
    is: 'founded',
    shared: [
      {
        kinds: ['operator', 'agency', 'county', 'rss', 'municipality'],
        where: 'everywhere',
        why: 'which there are, is known to all',
      },
    ],
  },
  'GET /organisations/:id/leave': { is: 'founded', shared: [LET_LEAVE] },
  'POST /organisations/:id/leave': { is: 'founded', shared: [LET_LEAVE] },
  'POST /organisations/:id/rename': {
    is: 'founded',
    shared: [{ kinds: ['operator'], where: 'everywhere', why: 'the operator gives any of them another name' }],
  },
  '/crisis/:id': { is: 'notice' },
  '/receptions/requests/:id': {
    is: 'request',
    shared: [{ kinds: ['county'], where: 'same county', why: 'the county introduces those who ask' }],
  },
  '/overview/:code': {
    is: 'municipality',
    shared: [
      { kinds: ['agency'], where: 'everywhere', why: 'the agency sees every municipality' },
      { kinds: ['county', 'rss'], where: 'same county', why: 'they support the municipality' },
    ],
  },
  '/overview/:code/notes/:note': { is: 'note' },
  '/overview/reminders/:id': { is: 'reminder' },
  '/review/:code': {
    is: 'reviewed',
    shared: [
      { kinds: ['agency'], where: 'everywhere', why: 'the agency sees every review' },
      { kinds: ['county', 'rss'], where: 'same county', why: 'they support the municipality' },
    ],
  },
  '/review/:code/:criterion': nobodys('K01', 'the criteria are the same for all'),
  '/review/:code/acts/:act': nobodys('0', 'looked for among what one’s own organisation has said alone'),
  '/review/proposals/:criterion': nobodys('K05', 'the criteria are the same for all'),
  '/receptions/:name': { is: 'reception', shared: [SERVED] },
  '/receptions/:name/decisions/:municipality': { is: 'municipality', shared: [SERVED] },
  '/receptions/:name/history/:version': nobodys('1', OWN_COUNT),
  '/page/history/:number': nobodys('1', OWN_COUNT),
  '/page/preview/:rest': nobodys('s', 'one’s own page as it would be'),
  '/page/shown-to/:link': { is: 'link' },
}

/** What is sent where an empty form would be sent back before anybody looks whose it is. */
export const FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /organisations/:id/invite': { name: 'Bo Berg', email: 'bo.berg@example.se' },
  'POST /organisations/:id/rename': { called: 'Ett annat namn' },
}

/** What there is none of: asked for another's things, the answer is the same. */
export const NOWHERE: Things = {
  colleague: '00000000-0000-4000-8000-000000000000',
  municipality: '9999',
  reviewed: '9999',
  reception: 'ingen',
  recovery: '00000000-0000-4000-8000-000000000000',
  ending: '00000000-0000-4000-8000-000000000000',
  note: '0',
  reminder: '0',
  link: '00000000-0000-4000-8000-000000000000',
  notice: '0',
  invitation: '00000000-0000-4000-8000-000000000000',
  request: '00000000-0000-4000-8000-000000000000',
  founded: '00000000-0000-4000-8000-000000000000',
}

type Addressed = Pick<StaffRoute, 'method' | 'path'>

const partsOf = (path: string): readonly string[] => path.replaceAll(/\{[^}]*\}/g, '').split('/')

/** The places of a route's address, each as it is looked up; throws with what to do for one that has no line here. */
export const placesIn = ({ method, path }: Addressed): readonly Named[] => {
  const parts = partsOf(path)
  return parts.flatMap((part, at) => {
    if (!part.startsWith(':')) return []
    const place = parts.slice(0, at + 1).join('/')
    const named = NAMED[`${method} ${parts.join('/')}`] ?? NAMED[place]
    if (named === undefined)
      throw new Error(`Of whom does ${place} tell? Say it in tests/support/staff-routes-examples.ts.`)
    return [named]
  })
}

/** Whether an address can name what is another organisation's. */
export const namesSomebodys = (route: Addressed): boolean => placesIn(route).some(({ is }) => is !== 'nobody’s')

/** A route's address with what this organisation has. */
export const addressWith = (route: Addressed, things: Things): string => {
  const named = placesIn(route).values()
  return partsOf(route.path)
    .map((part) => {
      if (!part.startsWith(':')) return part
      const place = named.next().value
      return place === undefined || place.is === 'nobody’s' ? (place?.example ?? '') : things[place.is]
    })
    .join('/')
}
