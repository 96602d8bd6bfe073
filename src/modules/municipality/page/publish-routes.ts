import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { versionIn } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { html } from '#kernel/html.ts'
import { MANDATORY } from './draft.ts'
import { contentsOf, readDraft } from './draft-store.ts'
import { changesBetween } from './history-changes.ts'
import { publish, toWrite, undoPublishing } from './publish.ts'
import { namingOf, ownMunicipality, publishingBy, type PageNeed } from './publish-own.ts'
import { readStates } from './publish-store.ts'
import { changedPage, contentsShown, publishPage, type Standing } from './publish-views.ts'

const PUBLISHES = needs('contacts.publish')

/** Publishing a municipality's own page: what will change, the press that does it, and the one that takes it back. */
export const publishRoutes = (need: PageNeed): readonly StaffRoute[] => [
  get('/page/publish', PUBLISHES, async (visit, who) => show(need, visit, who)),
  post('/page/publish', PUBLISHES, async (visit, who) => publishNow(need, visit, who)),
  post('/page/publish/undo', PUBLISHES, async (visit, who) => undo(need, visit, who)),
]

/** How the page of whoever acts stands; nothing for who works for no municipality. */
export const readStanding = async (
  tx: Queryable,
  need: Pick<PageNeed, 'reference'>,
  who: SignedIn,
): Promise<Standing | undefined> => {
  const place = await ownMunicipality(tx, need, who)
  if (place === undefined) return undefined
  const draft = await readDraft(tx, place.code)
  const [newest] = await readStates(tx, place.code)
  const missing = MANDATORY.filter((section) => draft?.contents[section] === undefined)
  return { place, draft, newest, missing }
}

const show = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const standing = await asOrganisation(need.db, who.acting, async (tx) => readStanding(tx, need, who))
  if (standing === undefined) return { kind: 'gone' }
  const { place, draft } = standing
  const missing = toWrite(draft?.contents ?? {}, publishingBy(need, visit, who, place))
  const address = `${need.publicPages.origin}/s/${place.code}`
  const main = publishPage(visit, namingOf(need, visit), { ...standing, missing }, address)
  return page({ title: visit.say('preview.publish-title'), here: '/page', main })
}

const numberIn = (form: URLSearchParams, name: string): number | undefined => {
  const given = form.get(name) ?? ''
  return /^\d{1,15}$/.test(given) ? Number(given) : undefined
}

const publishNow = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const version = versionIn(visit.form)
  const over = numberIn(visit.form, 'over')
  if (version === undefined || over === undefined) return go('/page/publish')
  return asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    if (place === undefined) return { kind: 'gone' }
    const done = await publish(tx, { version, over }, publishingBy(need, visit, who, place))
    if (done.kind === 'published') return go(`/page/publish?done=${done.number}`)
    if (done.kind === 'missing') return go('/page/publish')
    const naming = namingOf(need, visit)
    const standing: Standing = { place, draft: done.draft, newest: done.newest, missing: [] }
    const since = changesBetween(naming, await contentsOf(tx, place.code, version), done.draft?.contents ?? {})
    const shown = changesBetween(naming, await contentsOf(tx, place.code, -over), contentsShown(done.newest))
    const main = changedPage(visit, naming, standing, { since, shown: over === done.newest?.number ? [] : shown })
    return page({ title: visit.say('preview.changed-title'), here: '/page', main }, 409)
  })
}

const undo = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const number = numberIn(visit.form, 'number')
  if (number === undefined) return { kind: 'gone' }
  return asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    if (place === undefined) return { kind: 'gone' }
    const done = await undoPublishing(tx, number, publishingBy(need, visit, who, place))
    if (done.kind === 'undone') return go('/page/publish?undone=1')
    const main = html`<p>${visit.say('preview.not-undone')}</p><p><a href="/page/history">${visit.say('preview.to-history')}</a></p>`
    return page({ title: visit.say('preview.not-undone-title'), here: '/page', main }, 409)
  })
}
