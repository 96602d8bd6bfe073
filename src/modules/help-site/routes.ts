import { open, type Route } from '#platform/http/routes.ts'

const ANYONE = open('a person who looks for help is never asked who she is')
const LEAVING = open('leaving must never fail, so that no method, size or origin is refused')
const PUBLISHED = open('pieces for other sites, with nothing in them that is not public')

/** Every address of the public site, as architecture.md lists them; pinned by a test. */
export const HELP_SITE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', access: ANYONE },
  { method: 'POST', path: '/', access: ANYONE },
  { method: 'GET', path: '/s/:code', access: ANYONE },
  { method: 'GET', path: '/s/:code/:key', access: ANYONE },
  { method: 'GET', path: '/s/:language/:code', access: ANYONE },
  { method: 'GET', path: '/s/:language/:code/:key', access: ANYONE },
  { method: 'GET', path: '/k/:code', access: ANYONE },
  { method: 'GET', path: '/f/:code.html', access: PUBLISHED },
  { method: 'GET', path: '/f/:code.json', access: PUBLISHED },
  { method: 'GET', path: '/f/:code/:key.html', access: PUBLISHED },
  { method: 'GET', path: '/f/:code/:key.json', access: PUBLISHED },
  { method: 'GET', path: '/o', access: ANYONE },
  { method: 'GET', path: '/o/:page', access: ANYONE },
  { method: 'GET', path: '/o/:language', access: ANYONE },
  { method: 'GET', path: '/o/:language/:page', access: ANYONE },
  { method: 'GET', path: '/o/review', access: ANYONE },
  { method: 'GET', path: '/o/review/how', access: ANYONE },
  { method: 'GET', path: '/o/review/:code', access: ANYONE },
  { method: 'GET', path: '/o/en/review', access: ANYONE },
  { method: 'GET', path: '/o/en/review/how', access: ANYONE },
  { method: 'GET', path: '/o/en/review/:code', access: ANYONE },
  { method: 'GET', path: '/o/review.csv', access: PUBLISHED },
  { method: 'GET', path: '/o/review.json', access: PUBLISHED },
  { method: 'GET', path: '/o/review/:code.json', access: PUBLISHED },
  { method: 'POST', path: '/x', access: LEAVING },
  { method: 'GET', path: '/x', access: LEAVING },
  { method: 'POST', path: '/x/:code', access: LEAVING },
  { method: 'GET', path: '/x/:code', access: LEAVING },
  { method: 'GET', path: '/y', access: LEAVING },
  { method: 'GET', path: '/y/:code', access: LEAVING },
]
