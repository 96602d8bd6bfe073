import { html } from '#kernel/html.ts'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { versionIn } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import type { Municipality } from '../municipality.ts'
import { draftOf } from './draft.ts'
import { baseOf, contentsOf, dropDraft, holdDraft, readDraft, saveDraft } from './draft-store.ts'
import { historyPage, historyTable, statePage, toldOf, type Told } from './history-views.ts'
import { publishAgain } from './publish.ts'
import { namingOf, ownMunicipality, publishingBy, type PageNeed } from './publish-own.ts'
import { readStates } from './publish-store.ts'

const READS = needs('contacts.read')
const ONE = '/page/history/:number{[0-9]+}'

/** Everything that a municipality's own page has shown, and the ways back to it. */
export const historyRoutes = (need: PageNeed): readonly StaffRoute[] => [
  get('/page/history', READS, async (visit, who) => list(need, visit, who)),
  get(ONE, READS, async (visit, who) => one(need, visit, who)),
  get(`${ONE}/page`, READS, async (visit, who) => look(need, visit, who)),
  post(`${ONE}/draft`, needs('contacts.edit'), async (visit, who) => takeBack(need, visit, who)),
  post('/page/history/undo', needs('contacts.edit'), async (visit, who) => undoTakingBack(need, visit, who)),
  post(`${ONE}/publish`, needs('contacts.publish'), async (visit, who) => again(need, visit, who)),
]

type Own = { readonly place: Municipality; readonly told: readonly Told[] }

const readOwn = async (tx: Queryable, need: PageNeed, visit: Visit, who: SignedIn): Promise<Own | undefined> => {
  const place = await ownMunicipality(tx, need, who)
  return place === undefined
    ? undefined
    : { place, told: toldOf(namingOf(need, visit), await readStates(tx, place.code)) }
}

const list = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const own = await asOrganisation(need.db, who.acting, async (tx) => readOwn(tx, need, visit, who))
  if (own === undefined) return { kind: 'gone' }
  const naming = namingOf(need, visit)
  const file = await tableFile(historyTable(visit, naming), own.told, visit.query)
  const main = historyPage(visit, naming, own.told)
  return file ?? page({ title: visit.say('history.title'), here: '/page', main })
}

const wanted = ({ told }: Own, { params }: Visit): Told | undefined =>
  told.find(({ number }) => String(number) === params['number'])

const one = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const own = await readOwn(tx, need, visit, who)
    const state = own === undefined ? undefined : wanted(own, visit)
    if (own === undefined || state === undefined) return { kind: 'gone' }
    const main = statePage(visit, namingOf(need, visit), state, {
      version: (await readDraft(tx, own.place.code))?.version ?? 0,
      over: own.told[0]?.number ?? 0,
      edits: may(who.acting, 'contacts.edit'),
      publishes: may(who.acting, 'contacts.publish'),
    })
    return page({ title: visit.say('history.state-title'), here: '/page', main })
  })

/** The start page as it was; who answered and what was open then is not known, so that is as of now. */
const look = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { say, language } = visit
  const own = await asOrganisation(need.db, who.acting, async (tx) => readOwn(tx, need, visit, who))
  const state = own === undefined ? undefined : wanted(own, visit)
  if (own === undefined || state?.shown.kind !== 'contacts') return { kind: 'gone' }
  const { code } = own.place
  const bar = html`<p lang="${language}" dir="ltr"><b>${say('history.bar', { on: state.shown.help.confirmedOn })}</b> ${say('preview.still')} <a href="/page/history/${state.number}">← ${say('history.bar-back')}</a></p>`
  const asked = { code, address: `/s/${code}`, contacts: state.shown.help, links: 'still', bar } as const
  const shown = need.publicPages.show(asked, visit.now)
  return shown === undefined ? { kind: 'gone' } : { kind: 'whole', ...shown }
}

const takeBack = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const own = await readOwn(tx, need, visit, who)
    const state = own === undefined ? undefined : wanted(own, visit)
    const base = versionIn(visit.form)
    if (own === undefined || state?.shown.kind !== 'contacts' || base === undefined) return { kind: 'gone' }
    const { code } = own.place
    const contents = draftOf(state.shown.help)
    const saved = await saveDraft(tx, { code, contents, base, by: who.person })
    if (saved.kind === 'changed') return tooLate(visit, 'history.draft-changed')
    const { person, organisation } = who.acting
    await audit(tx, { who: person, organisation, what: 'contacts.taken-back', about: code })
    return go(`/page/publish?taken=${saved.version}`)
  })

/** Undoes the taking back: the draft is what it was before, or there is none again. Not over what came after. */
const undoTakingBack = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    const version = versionIn(visit.form)
    if (place === undefined || version === undefined) return { kind: 'gone' }
    const { code } = place
    await holdDraft(tx, code)
    const base = await baseOf(tx, code, version)
    if (base === undefined) return { kind: 'gone' }
    if ((await readDraft(tx, code))?.version !== version) return tooLate(visit, 'history.not-undone')
    if (base > 0)
      await saveDraft(tx, { code, contents: await contentsOf(tx, code, base), base: version, by: who.person })
    else await dropDraft(tx, code)
    const { person, organisation } = who.acting
    await audit(tx, { who: person, organisation, what: 'contacts.taking-back-undone', about: code })
    return go('/page/history')
  })

const again = async (need: PageNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const over = visit.form.get('over') ?? ''
  if (!/^\d{1,15}$/.test(over)) return { kind: 'gone' }
  return asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    if (place === undefined) return { kind: 'gone' }
    const publishing = publishingBy(need, visit, who, place)
    const done = await publishAgain(tx, Number(visit.params['number']), Number(over), publishing)
    if (done.kind === 'published') return go(`/page/publish?done=${done.number}`)
    return done.kind === 'changed' ? tooLate(visit, 'history.page-changed') : { kind: 'gone' }
  })
}

const tooLate = ({ say, path }: Visit, says: string): Answer => {
  const main = html`<p>${say(says)}</p><p><a href="${path.replace(/\/\w+$/, '')}">${say('history.look-again')}</a></p>`
  return page({ title: say('preview.changed-title'), here: '/page', main }, 409)
}
