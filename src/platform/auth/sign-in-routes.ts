import { html, NOTHING, type Html } from '#kernel/html.ts'
import { audit } from '../audit/index.ts'
import { errorSummary, type Fault } from '../http/form.ts'
import { needs, open } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { asOrganisation } from './acting.ts'
import { entered, notOpen, slowDown, wayOn, type SignInNeeds } from './entering.ts'
import type { Invitation } from './invitation-store.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { readProviders } from './oidc-store.ts'
import type { PersonId } from './organisation.ts'
import { passkeyForm } from './passkey-form.ts'
import { signInOptions } from './passkey.ts'
import { providerLinks } from './provider-links.ts'
import { endSessions } from './session-store.ts'
import { acceptInvitation, invitedBy, signInByPasskey, type Accepted, type SignIn } from './sign-in.ts'
import { joinByPasskey } from './workplace-join.ts'
import { workplaceChoice } from './workplace-routes.ts'
import { keyNameIn, newKeyForm } from './new-key-form.ts'

const NOT_YET = open('nobody is signed in before she has signed in')
const BY_LINK = open('whoever has the link is let in by it, once and for a day')

/** Signing in and out, and coming in for the first time. */
export const signInRoutes = (needed: SignInNeeds): readonly StaffRoute[] => [
  get('/sign-in', NOT_YET, async (visit, who) => (who === undefined ? signInPage(needed, visit, []) : go('/'))),
  post('/sign-in', NOT_YET, async (visit) => signIn(needed, visit)),
  post('/sign-out', needs('workplace.use'), async ({ now }, { acting, session }) => {
    await asOrganisation(needed.db, acting, async (tx) => {
      await endSessions(tx, acting.person, now, session)
      const { person, organisation } = acting
      await audit(tx, { who: person, organisation, what: 'session.ended', about: person })
    })
    return { kind: 'go', to: '/sign-in', session: 'ended' }
  }),
  get('/invitation/:token', BY_LINK, async (visit) => invitationPage(needed, visit, [])),
  post('/invitation/:token', BY_LINK, async (visit) => accept(needed, visit)),
  post('/invitation/:token/join', BY_LINK, async (visit) => join(needed, visit)),
  ...oidcRoutes(needed),
]

const signInPage = async ({ db }: SignInNeeds, visit: Visit, faults: readonly Fault[]): Promise<Answer> => {
  const { say, origin, now, query, form } = visit
  const to = wayOn(query.get('to') ?? form.get('to'))
  const button = passkeyForm(visit, {
    action: '/sign-in',
    options: await signInOptions(db, origin, now),
    does: 'use',
    button: say('sign-in.passkey'),
    fields: html`<input type="hidden" name="to" value="${to}">`,
  })
  return page(
    {
      title: say('sign-in.title'),
      script: 'passkey',
      main: html`${errorSummary(say, faults)}<div id="passkey" tabindex="-1"><p>${say('sign-in.text')}</p>
${button}</div>${providerLinks(visit, await readProviders(db), { to })}<p class="note"><a href="/recovery">${say('sign-in.lost')}</a></p>`,
    },
    faults.length === 0 ? 200 : 422,
  )
}

const signIn = async (needed: SignInNeeds, visit: Visit): Promise<Answer> => {
  const { db, throttle } = needed
  const tooOften = slowDown(throttle, visit)
  if (tooOften !== undefined) return tooOften
  const done = await signInByPasskey(db, visit.form.get('answer') ?? '', visit)
  if (done.kind === 'signed-in') {
    const to = wayOn(visit.form.get('to'))
    return entered(done.token, done.several === true ? workplaceChoice(to) : to)
  }
  throttle.failed(visit.from, visit.now)
  return signInPage(needed, visit, [{ field: 'passkey', says: `sign-in.${done.why}` }])
}

const invitationPage = async (needed: SignInNeeds, visit: Visit, faults: readonly Fault[]): Promise<Answer> => {
  const tooOften = slowDown(needed.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const { say, now } = visit
  const invited = await invitedBy(needed.db, visit.params['token'] ?? '', now)
  if (invited.kind !== 'open') return notOpen(needed.throttle, visit, invited.kind)
  const { organisation } = invited.invitation
  const own = (await readProviders(needed.db)).filter((provider) => provider.organisation === organisation)
  const token = visit.params['token'] ?? ''
  const whose = { ...invited, person: personOf(invited.invitation) }
  return page(
    {
      title: say('invitation.title'),
      script: 'passkey',
      main: html`${errorSummary(say, faults)}<p>${say('invitation.text', { name: invited.name })}</p>
${await newKeyForm(needed.db, visit, { action: `/invitation/${token}`, whose, faults })}
${invited.invitation.addressee === null ? NOTHING : await joinForm(needed, visit)}
${providerLinks(visit, own, { invitation: visit.params['token'] ?? '' })}`,
    },
    faults.length === 0 ? 200 : 422,
  )
}

/** A person who is new gets the invitation's own id. */
const personOf = ({ person, id }: Invitation): PersonId => person ?? (id as PersonId)

/** For who has a passkey here already: whether she has is not asked before she presses it. */
const joinForm = async ({ db }: SignInNeeds, visit: Visit): Promise<Html> => {
  const { say, origin, now, params } = visit
  return html`<h2>${say('invitation.known-heading')}</h2><p id="join" tabindex="-1">${say('invitation.known-text')}</p>
${passkeyForm(visit, {
  action: `/invitation/${params['token'] ?? ''}/join`,
  options: await signInOptions(db, origin, now),
  does: 'use',
  button: say('invitation.join'),
})}`
}

const accept = async (needed: SignInNeeds, visit: Visit): Promise<Answer> => {
  const { db, throttle } = needed
  const tooOften = slowDown(throttle, visit)
  if (tooOften !== undefined) return tooOften
  const keyName = keyNameIn(visit)
  if (keyName === '') return invitationPage(needed, visit, [{ field: 'name', says: 'passkey.name-missing' }])
  const token = visit.params['token'] ?? ''
  const given = { answer: visit.form.get('answer') ?? '', keyName }
  const done: Accepted | SignIn = await acceptInvitation(db, token, given, visit)
  switch (done.kind) {
    case 'signed-in':
      return entered(done.token, '/')
    case 'not-open':
      return notOpen(needed.throttle, visit, done.why)
    case 'refused':
      throttle.failed(visit.from, visit.now)
      return invitationPage(needed, visit, [whyNot(done.why)])
  }
}

const whyNot = (why: string): Fault => {
  if (why === 'known') return { field: 'join', says: 'invitation.known' }
  return { field: 'name', says: why === 'anothers' ? 'passkey.anothers' : 'passkey.not-made' }
}

/** Accepts with the passkey she has. */
const join = async (needed: SignInNeeds, visit: Visit): Promise<Answer> => {
  const { db, throttle } = needed
  const tooOften = slowDown(throttle, visit)
  if (tooOften !== undefined) return tooOften
  const done = await joinByPasskey(db, visit.params['token'] ?? '', visit.form.get('answer') ?? '', visit)
  if (done.kind === 'signed-in') return entered(done.token, '/')
  if (done.kind === 'not-open') return notOpen(throttle, visit, done.why)
  throttle.failed(visit.from, visit.now)
  const says = done.why === 'another-address' ? 'invitation.another-address' : 'sign-in.unknown'
  return invitationPage(needed, visit, [{ field: 'join', says }])
}
