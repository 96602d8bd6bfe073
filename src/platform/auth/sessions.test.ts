import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aStaffServer, optionsOn, type Desk, type Hired, type StaffHttp } from '#tests/support/staff-http.ts'
import { meRoutes } from './me-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { openThrottle } from './throttle.ts'

const side = async (t: TestContext) => {
  const http = await aStaffServer(t, (db) => [
    ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
    ...meRoutes(db),
  ])
  const ed = await http.found('Dals-Eds kommun', { kind: 'municipality', municipality: '1438' })
  return { ...http, eva: await http.hire('Eva Ek', ed, 'municipality.lead') }
}

const later = ({ clock }: Pick<StaffHttp, 'clock'>, minutes: number): void =>
  void (clock.now = new Date(clock.now.getTime() + minutes * 60_000))

/** Whether the next page is shown, or she is led to where one signs in. */
const isIn = async (desk: Desk): Promise<boolean> => (await desk.get('/me')).status === 200

const press = async (desk: Desk, { key }: Hired, origin: string) =>
  desk.post('/sign-in', { answer: key.use(optionsOn(await desk.get('/sign-in')), origin) })

test('a session that nobody uses for an hour has ended at the next request, and says so where a form was sent', async (t) => {
  const s = await side(t)
  const desk = await s.eva.desk()
  later(s, 59)
  assert.equal(await isIn(desk), true)
  later(s, 60)
  assert.equal(await isIn(desk), false)
  const sent = await desk.post('/me/sessions/end')
  assert.equal(sent.status, 401)
  assert.match(sent.text, /Logga in, gå tillbaka i webbläsaren och skicka igen/)
})

test('used all the time it ends after twelve hours', async (t) => {
  const s = await side(t)
  const desk = await s.eva.desk()
  for (let minutes = 0; minutes < 11 * 60 + 50; minutes += 50) {
    assert.equal(await isIn(desk), true, `${minutes} minutes`)
    later(s, 50)
  }
  assert.equal(await isIn(desk), false)
})

test('a clock that was set back ends a session rather than making it longer', async (t) => {
  const s = await side(t)
  const desk = await s.eva.desk()
  later(s, -4)
  assert.equal(await isIn(desk), true, 'clocks are never quite one')
  later(s, -2)
  assert.equal(await isIn(desk), false)
})

test('one session is ended, or all the others, and a sentence says so', async (t) => {
  const s = await side(t)
  const own = await s.eva.desk()
  const others = [await s.eva.desk(), await s.eva.desk(), await s.eva.desk()]
  const endable = async (): Promise<readonly string[]> =>
    [
      ...(await own.get('/me')).html.matchAll(/name="id" value="([^"]+)"><button class="quiet" aria-label="Avsluta/g),
    ].map(([, id = '']) => id)
  // The one in which she came in by her link is among them.
  const before = await endable()
  assert.equal(before.length, 4)
  const one = await own.post('/me/sessions/end', { id: before[0] ?? '' })
  assert.match((await own.get(one.to ?? '')).text, /Sessionen är avslutad/)
  assert.deepEqual(await endable(), before.slice(1))
  const all = await own.post('/me/sessions/end')
  assert.match((await own.get(all.to ?? '')).text, /De andra sessionerna är avslutade/)
  assert.deepEqual(await Promise.all([own, ...others].map(isIn)), [true, false, false, false])
})

test('the cookie is for this host alone, for no script, and gone with the session', async (t) => {
  const s = await side(t)
  const desk = s.stranger()
  const entered = await press(desk, s.eva, s.origin)
  assert.deepEqual(
    entered.cookies.map((cookie) => cookie.replace(/=[\w-]{43};/, '=…;')),
    ['__Host-rackhall=…; Path=/; Secure; HttpOnly; SameSite=Lax'],
  )
  const out = await desk.post('/sign-out')
  assert.match(out.cookies[0] ?? '', /^__Host-rackhall=; .*Max-Age=0/)
})

test('while one address waits after failing often, a right passkey lets her in from any other', async (t) => {
  const s = await side(t)
  const failing = s.stranger('192.0.2.66')
  for (let tries = 0; tries < 20; tries += 1)
    assert.equal((await failing.post('/sign-in', { answer: 'nonsense' })).status, 422)
  assert.equal((await press(failing, s.eva, s.origin)).status, 429)
  assert.equal((await press(s.stranger('192.0.2.7'), s.eva, s.origin)).to, '/')
})
