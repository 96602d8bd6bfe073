import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { html, NOTHING } from '#kernel/html.ts'
import { errorSummary, form, readForm, textField, type Fault } from '../http/form.ts'
import { open } from '../http/routes.ts'
import { get, go, page, post, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { entered, slowDown, type SignInNeeds } from './entering.ts'
import { recover, recoveringBy, type RecoveryLink } from './recover-link.ts'
import { begin } from './recover-work.ts'
import { requestsPage } from './recover-routes.ts'
import { openThrottle } from './throttle.ts'
import { keyNameIn, newKeyForm } from './new-key-form.ts'

const LOST = open('whoever has lost her key cannot sign in; the answer is the same for every address')
const BY_LINK = open('whoever has the link is let in by it, once and for a day, after others have confirmed her')

/** As long as the work for an address that somebody has, so that the answer tells nobody which has. */
const ANSWERS_AFTER_MS = 300

/** For somebody who has lost every key: asking to be let in, and coming in by the link that others gave her. */
export const recoveryOpenRoutes = (needed: SignInNeeds): readonly StaffRoute[] => {
  // Of its own: asking often slows down asking, and nobody's signing in.
  const asks = { ...needed, throttle: openThrottle() }
  return [
    get('/recovery', LOST, async (visit, who) =>
      who === undefined ? askPage(visit, []) : requestsPage(needed.db, visit, who, []),
    ),
    post('/recovery', LOST, async (visit) => ask(asks, visit)),
    get('/recovery/link/:token', BY_LINK, async (visit) => linkPage(needed, visit, [])),
    post('/recovery/link/:token', BY_LINK, async (visit) => comeIn(needed, visit)),
  ]
}

const askPage = (visit: Visit, faults: readonly Fault[]): Answer => {
  const { say, query } = visit
  const field = { name: 'email', label: say('recovery.email'), value: visit.form.get('email') ?? '' }
  const asked = html`<div class="box done" role="status"><p>${say('recovery.asked')}</p></div>`
  const asking = html`<p>${say('recovery.ask-text')}</p>
${form(visit, '/recovery', html`${textField({ say, faults }, { ...field, type: 'email', autocomplete: 'email' })}<p><button>${say('recovery.ask')}</button></p>`)}`
  const main = html`${errorSummary(say, faults)}
${query.has('asked') ? asked : asking}
<h2>${say('recovery.then')}</h2>
<ol><li>${say('recovery.then-call')}</li><li>${say('recovery.then-confirm')}</li><li>${say('recovery.then-link')}</li></ol>
<p class="note">${say('recovery.own-sign-in')}</p>
<p><a href="/sign-in">← ${say('sign-in.title')}</a></p>`
  return page({ title: say('recovery.ask-title'), main }, faults.length === 0 ? 200 : 422)
}

const asked = z.object({
  email: z
    .string('people.email-wrong')
    .trim()
    .toLowerCase()
    .max(254, 'people.email-wrong')
    .regex(/^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/, 'people.email-wrong'),
})

const ask = async ({ db, throttle }: SignInNeeds, visit: Visit): Promise<Answer> => {
  const tooOften = slowDown(throttle, visit)
  if (tooOften !== undefined) return tooOften
  const read = readForm(visit.form, asked)
  if (!read.ok) return askPage(visit, read.faults)
  // Counted whether or not somebody has the address.
  throttle.failed(visit.from, visit.now)
  const beginning = db.transaction(async (tx) => begin(tx, visit, read.value.email, undefined))
  await Promise.all([beginning, pause(ANSWERS_AFTER_MS)])
  return go(visit.language === 'sv' ? '/recovery?asked=1' : `/recovery?asked=1&lang=${visit.language}`)
}

const notOpen = ({ throttle }: SignInNeeds, visit: Visit, why: Exclude<RecoveryLink['kind'], 'open'>): Answer => {
  const { say } = visit
  if (why === 'unknown') throttle.failed(visit.from, visit.now)
  const on = why === 'used' ? html`<p><a href="/sign-in">${say('sign-in.title')}</a></p>` : NOTHING
  const main = html`<p>${say(`recovery.link-${why}`)}</p>${on}<p><a href="/recovery">${say('recovery.ask-title')}</a></p>`
  return page({ title: say('invitation.not-open'), main }, why === 'unknown' ? 404 : 410)
}

const linkPage = async (needed: SignInNeeds, visit: Visit, faults: readonly Fault[]): Promise<Answer> => {
  const tooOften = slowDown(needed.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const { say, params, now } = visit
  const link = await recoveringBy(needed.db, params['token'] ?? '', now)
  if (link.kind !== 'open') return notOpen(needed, visit, link.kind)
  // Her old ones are not named: they end, and the same device may make a new one.
  const main = html`${errorSummary(say, faults)}<p>${say('recovery.link-text', { name: link.name })}</p>
${await newKeyForm(needed.db, visit, { action: visit.path, whose: link, faults })}`
  return page({ title: say('recovery.link-title'), script: 'passkey', main }, faults.length === 0 ? 200 : 422)
}

const comeIn = async (needed: SignInNeeds, visit: Visit): Promise<Answer> => {
  const tooOften = slowDown(needed.throttle, visit)
  if (tooOften !== undefined) return tooOften
  const keyName = keyNameIn(visit)
  if (keyName === '') return linkPage(needed, visit, [{ field: 'name', says: 'passkey.name-missing' }])
  const given = { answer: visit.form.get('answer') ?? '', keyName }
  const done = await recover(needed.db, visit.params['token'] ?? '', given, visit)
  switch (done.kind) {
    case 'signed-in':
      return entered(done.token, '/me')
    case 'not-open':
      return notOpen(needed, visit, done.why)
    case 'refused':
      if (done.why === 'nowhere') return notOpen(needed, visit, 'unknown')
      needed.throttle.failed(visit.from, visit.now)
      return linkPage(needed, visit, [
        { field: 'name', says: done.why === 'anothers' ? 'passkey.anothers' : 'passkey.not-made' },
      ])
  }
}
