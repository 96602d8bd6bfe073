import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aStaffServer } from '#tests/support/staff-http.ts'
import { noteBounced } from '../mail/bounce-store.ts'
import { sendMail } from '../mail/jobs.ts'
import { peopleRoutes } from './people-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { openThrottle } from './throttle.ts'

test('whoever invited her sees beside the invitation that the mail came back, until there is a new one', async (t) => {
  const s = await aStaffServer(t, (db) => [
    ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
    ...peopleRoutes(db),
  ])
  const ed = await s.found('Dals-Eds kommun', { kind: 'municipality', municipality: '1438' })
  const hjo = await s.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  const eva = await (await s.hire('Eva Ek', ed, 'municipality.lead')).desk()
  const siv = await (await s.hire('Siv Sand', hjo, 'municipality.lead')).desk()
  const given = { name: 'Bo Berg', email: 'bo@example.se', role: 'municipality.editor' }
  await eva.post('/people', given)
  await sendMail(
    s.db,
    async () => Promise.resolve({ kind: 'sent', reply: '250' }),
    () => new Date(Date.now() + 1000),
  )
  assert.doesNotMatch((await eva.get('/people')).text, /Mejlet kom tillbaka/)
  const back = { reply: '5.1.1', now: new Date(s.clock.now.getTime() + 60_000) }
  await s.db.transaction(async (tx) => noteBounced(tx, { messageId: undefined, recipient: given.email }, back))
  assert.match(
    (await eva.get('/people')).text,
    /Bo Berg bo@example\.se .*Mejlet kom tillbaka\. Bjud in på nytt med rätt adress/,
  )
  assert.doesNotMatch((await siv.get('/people')).text, /kom tillbaka/)
  s.clock.now = new Date(s.clock.now.getTime() + 120_000)
  await eva.post('/people', given)
  assert.doesNotMatch((await eva.get('/people')).text, /Mejlet kom tillbaka/)
})
