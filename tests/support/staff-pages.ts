import { may, ROLES, type Role } from '#platform/auth/roles.ts'
import { isOpen } from '#platform/http/staff-routes.ts'
import type { Workplace } from './furnished-workplace.ts'
import { addressWith } from './staff-routes-examples.ts'

/** A page of the staff side and who opens it; nobody for one that is open. */
export type StaffPage = { readonly role: Role | undefined; readonly address: string }

/** No pages of the frame: probes, style and script, ways to another place, and how a public page will look. */
const NO_PAGE = /^\/(?:healthz|readyz|:file|sign-in\/with\/|page\/preview|page\/history\/:number\{\[0-9\]\+\}\/page)/

/** Every page there is, each opened by the first role that may; the landing page by every role. */
export const staffPages = ({ routes, things }: Workplace): readonly StaffPage[] => {
  const roles = Object.keys(ROLES) as Role[]
  const pages = routes.flatMap((route): readonly StaffPage[] => {
    if (route.method !== 'GET' || NO_PAGE.test(route.path)) return []
    if (isOpen(route)) return [{ role: undefined, address: addressWith(route, things('municipality.lead')) }]
    const { permission } = route.access
    const those = roles.filter((role) => may({ roles: [role] }, permission))
    const shown = route.path === '/' ? those : those.filter((role) => role !== 'reception.member' || those.length === 1)
    return shown
      .slice(0, route.path === '/' ? shown.length : 1)
      .map((role) => ({ role, address: addressWith(route, things(role)) }))
  })
  return [...pages, { role: 'municipality.lead', address: '/no-such-page' }]
}
