import { html, NOTHING } from '#kernel/html.ts'
import type { Database } from '../db/index.ts'
import { page, type Answer, type Visit } from '../http/staff-routes.ts'
import type { Invited } from './sign-in.ts'
import type { Throttle } from './throttle.ts'

/** What is the same whichever way somebody comes in. */
export type SignInNeeds = {
  readonly db: Database
  readonly throttle: Throttle
  /** Told why a provider could not be used; for the operator's log. */
  readonly broke: (sentence: string, error: unknown) => void
}

/** Where to after signing in: a page of ours, never another site. */
export const wayOn = (to: string | null): string => (to !== null && /^\/(?![/\\])[\w/.-]*$/.test(to) ? to : '/')

/** She is in: the session begins, and its token is in this answer alone. */
export const entered = (token: string, to: string): Extract<Answer, { kind: 'go' }> => ({
  kind: 'go',
  to,
  session: { token },
})

/** The answer to an address from where too much has failed; nothing when it may try. */
export const slowDown = (throttle: Throttle, { say, from, now }: Visit): Answer | undefined => {
  const seconds = throttle.wait(from, now)
  if (seconds === 0) return undefined
  const text = say('sign-in.too-often', { minutes: Math.ceil(seconds / 60) })
  return page({ title: say('sign-in.too-often-title'), main: html`<p>${text}</p>` }, 429)
}

/** A link that lets nobody in, and what to do instead. */
export const notOpen = (throttle: Throttle, visit: Visit, why: Exclude<Invited['kind'], 'open'>): Answer => {
  const { say, from, now } = visit
  if (why === 'unknown') throttle.failed(from, now)
  const main = html`<p>${say(`invitation.${why}`)}</p>${why === 'used' || why === 'has-way-in' ? html`<p><a href="/sign-in">${say('sign-in.title')}</a></p>` : NOTHING}`
  return page({ title: say('invitation.not-open'), main }, why === 'unknown' ? 404 : 410)
}
