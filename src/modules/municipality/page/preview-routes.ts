import { html, NOTHING, type Html } from '#kernel/html.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { needs } from '#platform/http/routes.ts'
import { get, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { toContacts } from './draft.ts'
import type { PageNeed } from './publish-own.ts'
import { readStanding } from './publish-routes.ts'
import { missingBox } from './publish-views.ts'

const READS = needs('contacts.read')
const HERE = '/page/preview'

/** The municipality's public pages as they would be, walked through without leaving the staff side. */
export const previewRoutes = (need: PageNeed): readonly StaffRoute[] => [
  get(HERE, READS, async (visit, who) => show(need, visit, who, undefined)),
  get(`${HERE}/:rest{.+}`, READS, async (visit, who) => show(need, visit, who, visit.params['rest'])),
  // Forms of the page lead here: the way out, and the one that chooses another place.
  post(`${HERE}/:rest{.*}`, READS, async (visit) => Promise.resolve(endOf(visit))),
]

const show = async (need: PageNeed, visit: Visit, who: SignedIn, rest: string | undefined): Promise<Answer> => {
  const standing = await asOrganisation(need.db, who.acting, async (tx) => readStanding(tx, need, who))
  if (standing === undefined) return { kind: 'gone' }
  const { place, draft } = standing
  const whole = toContacts(draft?.contents ?? {}, { code: place.code, by: who.person, on: visit.today })
  if (!whole.ok) {
    const main = html`${missingBox(visit, whole)}<p><a href="/page">← ${visit.say('preview.to-page')}</a></p>`
    return page({ title: visit.say('preview.title'), here: '/page', main })
  }
  const asked = {
    code: place.code,
    address: rest === undefined ? `/s/${place.code}` : `/${rest}`,
    contacts: whole.value,
    links: { within: HERE },
    bar: barOf(visit, who, draft?.unpublished === true),
  }
  const shown = need.publicPages.show(asked, visit.now)
  return shown === undefined ? endOf(visit) : { kind: 'whole', ...shown }
}

const barOf = ({ say, language }: Visit, { acting }: SignedIn, unpublished: boolean): Html =>
  html`<p lang="${language}" dir="ltr"><b>${say(unpublished ? 'preview.bar' : 'preview.bar-same')}</b> <a href="/page">← ${say('preview.to-page')}</a>${may(acting, 'contacts.publish') ? html` · <a href="/page/publish">${say('preview.to-publish')}</a>` : NOTHING}</p>`

/** Where a link of the real page leads on to what is not the municipality's, or away. */
const endOf = ({ say, path }: Visit): Answer => {
  const left = /^\/page\/preview\/[xy](?:\/|$)/.test(path)
  const main = html`<p>${say(left ? 'preview.left-text' : 'preview.end-text')}</p>
<p><a href="${HERE}">← ${say('preview.back')}</a></p>`
  return page({ title: say(left ? 'preview.left' : 'preview.end'), here: '/page', main })
}
