import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import { errorSummary, versionIn, type Fault } from '#platform/http/form.ts'
import { needs } from '#platform/http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { html, type Html } from '#kernel/html.ts'
import {
  ownMunicipality,
  readDraft,
  saveDraft,
  type Municipality,
  type Reference,
} from '#modules/municipality/index.ts'
import { siteOf } from '../site.ts'
import { readConfirmed } from './confirming.ts'
import { askingPage, linesPage, waitingPage } from './onboard-views.ts'
import { askForProposal, confirmProposal, newestProposal } from './proposal-store.ts'
import type { Proposal } from './proposal.ts'

export type OnboardNeed = {
  readonly db: Database
  readonly reference: Reference
}

const HERE = '/page'
const TO = '/page/from-site'
/** A reading that has not ended by then never will: it may be asked for again. */
const LONGEST_READING_MS = 3_600_000

/** From the municipality's own site to a draft of its help page: read it, say of each line whether it is right. */
export const onboardRoutes = (need: OnboardNeed): readonly StaffRoute[] => [
  get(TO, needs('contacts.edit'), async (visit, who) => show(need, visit, who)),
  post(`${TO}/read`, needs('contacts.edit'), async (visit, who) => read(need, visit, who)),
  post(TO, needs('contacts.edit'), async (visit, who) => take(need, visit, who)),
]

const NOTHING_TYPED = { form: new URLSearchParams(), faults: [] as readonly Fault[] }

const answer = ({ say }: Visit, main: Html, status: 200 | 422 = 200, faults: readonly Fault[] = []): Answer =>
  page({ title: say('onboard.title'), here: HERE, main: html`${errorSummary(say, faults)}${main}` }, status)

const goesOn = ({ ended, askedAt }: Proposal, now: Date): boolean =>
  ended === undefined && now.getTime() - askedAt.getTime() < LONGEST_READING_MS

const atHome = async (
  need: OnboardNeed,
  who: SignedIn,
  work: (tx: Queryable, place: Municipality) => Promise<Answer>,
): Promise<Answer> =>
  asOrganisation(need.db, who.acting, async (tx) => {
    const place = await ownMunicipality(tx, need, who)
    return place === undefined ? { kind: 'gone' } : work(tx, place)
  })

const show = async (need: OnboardNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  atHome(need, who, async (tx, place) => {
    const proposal = await newestProposal(tx, place.code)
    if (proposal !== undefined && goesOn(proposal, visit.now)) return answer(visit, waitingPage(visit, proposal))
    const asking = askingPage(visit, place.website, NOTHING_TYPED)
    if (proposal?.ended === undefined) return answer(visit, asking)
    const version = (await readDraft(tx, place.code))?.version ?? 0
    const lines = linesPage(visit, { proposal, typed: NOTHING_TYPED, version })
    return answer(visit, html`${lines}<h2>${visit.say('onboard.read-again')}</h2>${asking}`)
  })

const read = async (need: OnboardNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const typed = (visit.form.get('site') ?? '').trim()
  const site = siteOf(/^https?:/i.test(typed) ? typed : `https://${typed}`)
  return atHome(need, who, async (tx, place) => {
    if (site === undefined) {
      const faults = [{ field: 'site', says: 'onboard.site-wrong' }]
      return answer(visit, askingPage(visit, place.website, { form: visit.form, faults }), 422, faults)
    }
    const before = await newestProposal(tx, place.code)
    // Pressed twice: the site is read once.
    if (before !== undefined && goesOn(before, visit.now)) return go(TO)
    await askForProposal(tx, { code: place.code, site: site.origin, by: who.person, at: visit.now })
    await audit(tx, {
      who: who.acting.person,
      organisation: who.acting.organisation,
      what: 'proposal.asked',
      about: place.code,
      detail: { site: site.origin },
    })
    return go(TO)
  })
}

const take = async (need: OnboardNeed, visit: Visit, who: SignedIn): Promise<Answer> =>
  atHome(need, who, async (tx, place) => {
    const proposal = await newestProposal(tx, place.code)
    const version = versionIn(visit.form)
    // Read again since the form was opened: what was answered is not about these lines.
    if (proposal === undefined || version === undefined || visit.form.get('proposal') !== String(proposal.id))
      return go(TO)
    const confirmed = readConfirmed(visit.form, proposal.lines)
    const again = (faults: readonly Fault[]): Answer =>
      answer(visit, linesPage(visit, { proposal, typed: { form: visit.form, faults }, version }), 422, faults)
    if (!confirmed.ok) return again(confirmed.faults)
    const draft = await readDraft(tx, place.code)
    const saved = await saveDraft(tx, {
      code: place.code,
      contents: { ...draft?.contents, ...confirmed.value },
      base: version,
      by: who.person,
    })
    // Somebody has written on the page meanwhile: shown what is there now, she presses once more.
    if (saved.kind === 'changed') {
      const faults = [{ field: 'main', says: 'onboard.changed', values: { by: saved.draft?.editedBy ?? '' } }]
      const typed = { form: visit.form, faults }
      return answer(visit, linesPage(visit, { proposal, typed, version: saved.draft?.version ?? 0 }), 422, faults)
    }
    await confirmProposal(tx, proposal.id, who.person, visit.now)
    await audit(tx, {
      who: who.acting.person,
      organisation: who.acting.organisation,
      what: 'proposal.taken',
      about: place.code,
      detail: { sections: Object.keys(confirmed.value).join(', ') },
    })
    return go('/page/publish')
  })
