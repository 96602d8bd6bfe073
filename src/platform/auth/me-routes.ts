import { html, NOTHING, type Html } from '#kernel/html.ts'
import { audit } from '../audit/index.ts'
import type { Database } from '../db/index.ts'
import { errorSummary, form, type Fault } from '../http/form.ts'
import { momentShown } from '../http/moments.ts'
import { needs } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { asOrganisation } from './acting.ts'
import { idFrom } from './person-in.ts'
import { readPerson } from './invitation-store.ts'
import { addPasskey, isSomebodys, passkeysOf, removePasskey } from './passkey-store.ts'
import { verifyNewPasskey } from './passkey.ts'
import { endSessions, ownSessions, type SessionListed } from './session-store.ts'
import type { SignedIn } from './signed-in.ts'
import { otherWorkplaces, worksElsewhere } from './workplaces.ts'
import { keyNameIn, newKeyForm } from './new-key-form.ts'

const OWN = needs('workplace.use')

/** One's own passkeys and sessions: seen, named, added, taken away. */
export const meRoutes = (db: Database): readonly StaffRoute[] => [
  get('/me', OWN, async (visit, who) => mePage(db, visit, who, [])),
  post('/me/passkeys', OWN, async (visit, who) => add(db, visit, who)),
  post('/me/passkeys/remove', OWN, async (visit, who) => remove(db, visit, who)),
  post('/me/sessions/end', OWN, async (visit, who) => end(db, visit, who)),
]

const mePage = async (db: Database, visit: Visit, who: SignedIn, faults: readonly Fault[]): Promise<Answer> => {
  const { say, now } = visit
  const { person } = who.acting
  const { keys, sessions, known, others } = await asOrganisation(db, who.acting, async (tx) => ({
    keys: await passkeysOf(tx, person),
    sessions: await ownSessions(tx, who.acting, now),
    known: await readPerson(tx, person),
    others: await otherWorkplaces(tx, who, now),
  }))
  const whose = { person, name: who.person, email: known?.email ?? who.person }
  const adding = await newKeyForm(db, visit, { action: '/me/passkeys', whose, known: keys, faults })
  const ended = visit.query.get('ended')
  const done = ended === 'one' || ended === 'several' ? say(`me.ended-${ended}`) : undefined
  const main = html`${errorSummary(say, faults)}
${done === undefined ? NOTHING : html`<div class="box done" role="status"><p>${done}</p></div>`}
<h2 id="keys" tabindex="-1">${say('me.keys')}</h2>
<p>${say(keys.length < 2 ? 'me.keys-one' : 'me.keys-text')}</p>
<ul class="due">${keys.map((key) => keyItem(visit, key, keys.length > 1))}</ul>
<h3>${say('me.keys-add')}</h3>
${adding}
${others.length === 0 ? NOTHING : html`<h2>${say('me.workplaces')}</h2><ul>${others.map(({ name }) => html`<li>${name}</li>`)}</ul><p><a href="/workplace">${say('frame.workplace')}</a></p>`}
<h2>${say('me.sessions')}</h2>
<p>${say('me.sessions-text')}</p>
<ul class="due">${sessions.map((session) => sessionItem(visit, session, session.id === who.session))}</ul>
${sessions.length > 1 ? form(visit, '/me/sessions/end', html`<p><button class="quiet">${say('me.end-others')}</button></p>`) : NOTHING}`
  return page({ title: say('me.title'), here: '/me', script: 'passkey', main }, faults.length === 0 ? 200 : 422)
}

type KeyListed = Awaited<ReturnType<typeof passkeysOf>>[number]

const keyItem = (visit: Visit, { id, name, addedAt, usedAt }: KeyListed, removable: boolean): Html => {
  const { say } = visit
  const used = usedAt === null ? say('me.key-unused') : html`${say('me.key-used')} ${momentShown(visit, usedAt)}`
  const removing = form(
    visit,
    '/me/passkeys/remove',
    html`<input type="hidden" name="id" value="${id}"><button class="quiet" aria-label="${say('me.remove-key', { name })}">${say('me.remove')}</button>`,
  )
  return html`<li class="beside"><p><b>${name}</b><br>${say('me.key-added')} ${momentShown(visit, addedAt)}. ${used}.</p>${removable ? removing : NOTHING}</li>`
}

const sessionItem = (visit: Visit, { id, device, beganAt, seenAt }: SessionListed, own: boolean): Html => {
  const { say } = visit
  const ending = form(
    visit,
    '/me/sessions/end',
    html`<input type="hidden" name="id" value="${id}"><button class="quiet" aria-label="${say('me.end-session', { device })}">${say('me.end')}</button>`,
  )
  return html`<li class="beside"><p><b>${device}</b>${own ? html` ${say('me.this-one')}` : NOTHING}<br>${say('me.session-began')} ${momentShown(visit, beganAt)}, ${say('me.session-seen')} ${momentShown(visit, seenAt)}.</p>${own ? NOTHING : ending}</li>`
}

const add = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { form, now, origin } = visit
  const { person, organisation } = who.acting
  const name = keyNameIn(visit)
  if (name === '') return mePage(db, visit, who, [{ field: 'name', says: 'passkey.name-missing' }])
  const added = await asOrganisation(db, who.acting, async (tx) => {
    // An organisation's own sign-in would otherwise make a key to the other organisations she works for.
    if (await worksElsewhere(tx, who, now)) return 'elsewhere'
    const passkey = await verifyNewPasskey(tx, form.get('answer') ?? '', origin, now)
    if (passkey === undefined) return false
    if (await isSomebodys(tx, passkey.id)) return 'anothers'
    await addPasskey(tx, { ...passkey, person, name, addedAt: now })
    await audit(tx, { who: person, organisation, what: 'passkey.added', about: person })
    return true
  })
  if (added === 'elsewhere') return mePage(db, visit, who, [{ field: 'name', says: 'me.key-by-passkey' }])
  if (added === 'anothers') return mePage(db, visit, who, [{ field: 'name', says: 'passkey.anothers' }])
  return added ? go('/me#keys') : mePage(db, visit, who, [{ field: 'name', says: 'passkey.not-made' }])
}

const remove = async (db: Database, visit: Visit, who: SignedIn): Promise<Answer> => {
  const { person, organisation } = who.acting
  const removed = await asOrganisation(db, who.acting, async (tx) => {
    // The last one is the way in: without it only colleagues could let her in again.
    if ((await passkeysOf(tx, person)).length < 2) return false
    if (!(await removePasskey(tx, person, visit.form.get('id') ?? ''))) return false
    await audit(tx, { who: person, organisation, what: 'passkey.removed', about: person })
    return true
  })
  return removed ? go('/me#keys') : mePage(db, visit, who, [{ field: 'keys', says: 'me.key-kept' }])
}

/** Ends the session named, or with none named every other one of hers here. */
const end = async (db: Database, visit: Visit, { acting, session }: SignedIn): Promise<Answer> => {
  const { person, organisation } = acting
  const given = visit.form.get('id')
  if (given !== null && idFrom(given) === undefined) return { kind: 'gone' }
  const ended = await asOrganisation(db, acting, async (tx) => {
    const wanted = (await ownSessions(tx, acting, visit.now)).filter(({ id }) =>
      given === null ? id !== session : id === given,
    )
    for (const { id } of wanted) await endSessions(tx, person, visit.now, id)
    if (wanted.length > 0)
      await audit(tx, {
        who: person,
        organisation,
        what: 'session.ended',
        about: person,
        detail: { sessions: wanted.length },
      })
    return wanted.length
  })
  return go(ended === 0 ? '/me' : `/me?ended=${ended === 1 ? 'one' : 'several'}`)
}
