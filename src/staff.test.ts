import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { aDatabase } from '#tests/support/database.ts'
import { theReference } from '#tests/support/builders.ts'
import { openLog } from '#platform/log/index.ts'
import { staffRoutes } from './staff.ts'

const routes = staffRoutes({
  database: await aDatabase({ after }),
  reference: theReference(),
  log: openLog(),
  // No page is asked for here.
  publicPages: { show: () => undefined, origin: '', languages: [] },
})

test('the complete list of what anybody may ask for, and why', () => {
  const open = routes.flatMap(({ method, path, access }) =>
    access.kind === 'open' ? [`${method} ${path}: ${access.why}`] : [],
  )
  assert.deepEqual(open, [
    'GET /healthz: a balancer asks whether this process lives and can work; it is told yes or no',
    'GET /readyz: a balancer asks whether this process lives and can work; it is told yes or no',
    'GET /:file{style-[0-9a-f]+\\.css}: style and script are the same for all, and have nothing of anyone in them',
    'GET /:file{passkey-[0-9a-f]+\\.js}: style and script are the same for all, and have nothing of anyone in them',
    'GET /sign-in: nobody is signed in before she has signed in',
    'POST /sign-in: nobody is signed in before she has signed in',
    'GET /invitation/:token: whoever has the link is let in by it, once and for a day',
    'POST /invitation/:token: whoever has the link is let in by it, once and for a day',
    'POST /invitation/:token/join: whoever has the link is let in by it, once and for a day',
    'GET /sign-in/with/:organisation: signing in goes to the organisation’s own provider and comes back from there',
    'GET /sign-in/callback: signing in goes to the organisation’s own provider and comes back from there',
    'GET /recovery: whoever has lost her key cannot sign in; the answer is the same for every address',
    'POST /recovery: whoever has lost her key cannot sign in; the answer is the same for every address',
    'GET /recovery/link/:token: whoever has the link is let in by it, once and for a day, after others have confirmed her',
    'POST /recovery/link/:token: whoever has the link is let in by it, once and for a day, after others have confirmed her',
  ])
})

test('every other route needs a permission, and no address is given twice', () => {
  const needs = routes.flatMap(({ method, path, access }) =>
    access.kind === 'needs' ? [`${method} ${path}: ${access.permission}`] : [],
  )
  assert.deepEqual(needs, [
    'POST /sign-out: workplace.use',
    'GET /: workplace.use',
    'GET /overview: overview.read',
    'GET /overview/remind: reminder.send',
    'POST /overview/remind: reminder.send',
    'GET /overview/reminders: reminder.send',
    'GET /overview/reminders/:id: reminder.send',
    'POST /overview/reminders/:id/undo: reminder.send',
    'GET /overview/:code: overview.read',
    'POST /overview/:code/notes: support.note',
    'GET /overview/:code/notes/:note: support.note',
    'POST /overview/:code/notes/:note: support.note',
    'POST /overview/:code/notes/:note/remove: support.note',
    'POST /overview/:code/notes/:note/restore: support.note',
    'GET /page: contacts.read',
    'POST /page/undo: contacts.edit',
    'GET /page/reception: contacts.edit',
    'POST /page/reception: contacts.edit',
    'GET /page/on-call: contacts.edit',
    'POST /page/on-call: contacts.edit',
    'GET /page/links: contacts.edit',
    'POST /page/links: contacts.edit',
    'GET /page/shelters: contacts.edit',
    'POST /page/shelters: contacts.edit',
    'GET /page/exit: contacts.edit',
    'POST /page/exit: contacts.edit',
    'GET /page/languages: contacts.edit',
    'POST /page/languages: contacts.edit',
    'GET /helplines: helpline.verify',
    'GET /helplines/:id: helpline.verify',
    'POST /helplines/:id: helpline.verify',
    'POST /helplines/:id/undo: helpline.verify',
    'GET /receptions: reception.read',
    'GET /receptions/:name: reception.read',
    'POST /receptions/:name/pause: reception.decide',
    'POST /receptions/:name/resume: reception.decide',
    'POST /receptions/:name/swaps: rota.edit',
    'GET /people: person.read',
    'POST /people: person.invite',
    'POST /people/:person/invite: person.invite',
    'POST /people/invitations/:invitation/again: person.invite',
    'POST /people/invitations/:invitation/withdraw: person.invite',
    'GET /people/:person/recover: person.recover',
    'POST /people/:person/recover: person.recover',
    'POST /recovery/:id/confirm: person.recover',
    'POST /recovery/:id/link: person.recover',
    'POST /recovery/:id/undo: person.recover',
    'POST /recovery/:id/stop: person.recover',
    'GET /people/:person/end: person.remove',
    'POST /people/:person/end: person.remove',
    'POST /people/endings/:ending/undo: person.remove',
    'GET /me: workplace.use',
    'POST /me/passkeys: workplace.use',
    'POST /me/passkeys/remove: workplace.use',
    'POST /me/sessions/end: workplace.use',
    'GET /workplace: workplace.use',
    'POST /workplace: workplace.use',
    'GET /audit: audit.read',
    'GET /alarms: alarm.read',
  ])
  const addresses = routes.map(({ method, path }) => `${method} ${path}`)
  assert.equal(new Set(addresses).size, addresses.length)
})
