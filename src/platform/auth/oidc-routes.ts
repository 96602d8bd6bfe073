import { html } from '#kernel/html.ts'
import { open } from '../http/routes.ts'
import { get, page, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { beginAt, finishAt, readAttempt, writeAttempt, type ProviderFailure } from './oidc.ts'
import { readProviders, type Provider } from './oidc-store.ts'
import { entered, notOpen, slowDown, wayOn, type SignInNeeds } from './entering.ts'
import { signInByProvider } from './sign-in.ts'

const AT_ANOTHER = open('signing in goes to the organisation’s own provider and comes back from there')

/** Signing in by an organisation's own provider: out to it, and back. */
export const oidcRoutes = (needed: SignInNeeds): readonly StaffRoute[] => [
  get('/sign-in/with/:organisation', AT_ANOTHER, async (visit) => begin(needed, visit)),
  get('/sign-in/callback', AT_ANOTHER, async (visit) => finish(needed, visit)),
]

const providerOf = async ({ db }: SignInNeeds, organisation: string | undefined): Promise<Provider | undefined> =>
  (await readProviders(db)).find((provider) => provider.organisation === organisation)

const begin = async (needed: SignInNeeds, visit: Visit): Promise<Answer> => {
  const tooOften = slowDown(needed.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const provider = await providerOf(needed, visit.params['organisation'])
  if (provider === undefined) return { kind: 'gone' }
  const invitation = visit.query.get('invitation')
  const given = {
    to: wayOn(visit.query.get('to')),
    language: visit.language,
    ...(invitation === null ? {} : { invitation }),
  }
  const begun = await beginAt(provider, visit.origin, given)
  if (begun.kind !== 'begun') return failed(needed, visit, provider, begun)
  return { kind: 'go', to: begun.to, attempt: { remembered: writeAttempt(begun.attempt) } }
}

const finish = async (needed: SignInNeeds, visit: Visit): Promise<Answer> => {
  const tooOften = slowDown(needed.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const attempt = readAttempt(visit.attempt)
  const provider = attempt === undefined ? undefined : await providerOf(needed, attempt.organisation)
  if (attempt === undefined || provider === undefined) return refused(needed, visit, 'forgotten')
  // She said no there, or her own provider would not let her in.
  if (visit.query.has('error')) return refused(needed, visit, 'cancelled')
  const finished = await finishAt(provider, visit.origin, visit.query, attempt)
  if (finished.kind !== 'means') return failed(needed, visit, provider, finished)
  const { subject } = finished
  const entering = { ...visit, language: attempt.language }
  const done = await signInByProvider(needed.db, provider, { subject, invitation: attempt.invitation }, entering)
  switch (done.kind) {
    case 'signed-in':
      return { ...entered(done.token, attempt.to), attempt: 'ended' }
    case 'not-open':
      return notOpen(needed.throttle, visit, done.why)
    case 'refused':
      return refused(needed, visit, done.why)
  }
}

const refused = ({ throttle }: SignInNeeds, visit: Visit, why: string): Answer => {
  throttle.failed(visit.from, visit.now)
  return sentence(visit, `oidc.${why}`, 403)
}

const failed = (
  { throttle, broke }: SignInNeeds,
  visit: Visit,
  { label }: Provider,
  { kind, cause }: ProviderFailure,
): Answer => {
  broke(`The sign-in of ${label} could not be used: ${kind}.`, cause)
  if (kind === 'lies') throttle.failed(visit.from, visit.now)
  return sentence(visit, `oidc.${kind}`, 502)
}

const sentence = ({ say }: Visit, id: string, status: 403 | 502): Answer =>
  page(
    {
      title: say('oidc.not-in'),
      main: html`<p>${say(id)}</p><p><a href="/sign-in">${say('sign-in.title')}</a></p>`,
    },
    status,
  )
