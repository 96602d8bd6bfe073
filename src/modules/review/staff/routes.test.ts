import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { signInRoutes } from '#platform/auth/sign-in-routes.ts'
import { openThrottle } from '#platform/auth/throttle.ts'
import { asOwner } from '#platform/db/operator.ts'
import { homeRoutes } from '#platform/http/home-routes.ts'
import { aVerdict } from '#tests/support/judged.ts'
import { fieldsOf } from '#tests/support/publishing.ts'
import { VERDICTS } from '#tests/support/reports.ts'
import { reviewNeed, takenIn } from '#tests/support/reviews.ts'
import { aStaffServer, type Answered, type Desk, type StaffHttp } from '#tests/support/staff-http.ts'
import { reviewRoutes } from './routes.ts'
import { reviewDue } from './staff-due.ts'

const site = await aStaffServer({ after }, (db) => {
  const need = reviewNeed(db)
  const entering = signInRoutes({ db, throttle: openThrottle(), broke: () => {} })
  return [...entering, ...homeRoutes([reviewDue(need)]), ...reviewRoutes(need)]
})

const at = async (name: string, tie: Parameters<StaffHttp['found']>[1], role: Parameters<StaffHttp['hire']>[2]) =>
  (await site.hire(name, await site.found(`${name}s hus`, tie), role)).desk('steady')

/** Granbäck’s, the agency’s, and that of the county with Granbäck and Sjövik. */
const lead = await at('Eva', { kind: 'municipality', municipality: '9001' }, 'municipality.lead')
const agency = await at('Agnes', { kind: 'agency' }, 'agency.lead')
const county = await at('Lena', { kind: 'county', county: '90' }, 'county.coordinator')

let rounds = 0
/** A new round of its own for a test; where it says nothing else, no website could be visited. */
const aRound = async (...found: Parameters<typeof takenIn>[1]): Promise<void> => {
  const others = ['9001', '9002', '9101'].filter((code) => found.every((one) => one.code !== code))
  const none = { end: 'unknown-host', verdicts: undefined } as const
  const all = [...found, ...others.map((code) => ({ code, ...none }))]
  await takenIn(site.db, all, { run: `2026-11-24-${(rounds += 1)}` })
}

/** Sends the form of a page that goes to an address, with what it hides; what it led to. */
const press = async (
  desk: Desk,
  page: string,
  action: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Answered> => {
  const answer = await desk.post(action, { ...fieldsOf((await desk.get(page)).html, action), ...given })
  return answer.to === undefined ? answer : desk.get(answer.to)
}

const actions = (html: string): readonly string[] =>
  [...html.matchAll(/<form method="post" action="(\/review\/[^"]+)"/g)].map(([, action = '']) => action)

test('a municipality reads its review before anybody else: what to change first, and when it becomes public', async () => {
  assert.match((await lead.get('/review')).text, /inte granskad än/)
  await aRound({ code: '9001' })
  const { text, html } = await lead.get('/review')
  assert.match(text, /Det här ser ni före alla andra. Den 2026-12-15 kan alla se det/)
  assert.match(text, /Ändra det här först .{100,200} 112 tydligt överst/)
  assert.match(html, /href="\/review\/9001\/K01"/)
  // What stood on the page stands here as text.
  assert.match(html, /&lt;b&gt;#panic/)
  assert.match((await lead.get('/')).text, /Granskningen av er webbplats är klar/)
})

test('having looked makes it public at once, and is undone in one press', async () => {
  await aRound({ code: '9001' })
  const looked = await press(lead, '/review', '/review/9001/look')
  assert.match(looked.text, /Alla kan se det här sedan 2026-11-24, då kommunen sa att den hade tittat/)
  assert.doesNotMatch((await lead.get('/')).text, /Granskningen av er webbplats är klar/)
  const [undo = ''] = actions(looked.html)
  assert.match(undo, /^\/review\/9001\/acts\/\d+\/withdraw$/)
  assert.match((await press(lead, '/review', undo)).text, /Den 2026-12-15 kan alla se det/)
})

test('a verdict is contested with a reason, answered by name, and both are told', async () => {
  await aRound({ code: '9001' })
  const page = '/review/9001/K01'
  const empty = await lead.post(`${page}/contest`, fieldsOf((await lead.get(page)).html, `${page}/contest`))
  assert.deepEqual([empty.status, /href="#contest-reason">Skriv ett skäl/.test(empty.html)], [422, true])
  const reason = { 'contest-reason': 'Det står högst upp.' }
  assert.match((await press(lead, page, `${page}/contest`, reason)).text, /Invändningen är sparad/)
  assert.match((await agency.get('/')).text, /1 invändning väntar på svar/)
  assert.match(
    (await agency.get('/review/objections')).text,
    /Granbäck 112 tydligt överst Inte uppfyllt Det står högst upp. Eva/,
  )
  assert.match((await county.get(page)).text, /Eva, Evas hus, i dag 09.00 \(2026-11-24\) : Det står högst upp/)
  // The county reads, and has no form.
  assert.deepEqual(actions((await county.get(page)).html), [])
  const answered = await press(agency, page, `${page}/rule`, { ruling: 'met', 'rule-reason': 'Vi ser det.' })
  assert.match(answered.text, /Ändringen är sparad/)
  const { text } = await lead.get(page)
  assert.match(text, /Står det där\? Uppfyllt/)
  assert.match(text, /Maskinens bedömning står kvar bredvid/)
  assert.match(text, /Ändrat till: Uppfyllt. Agnes, Agness hus/)
  assert.match((await lead.get('/')).text, /svar på er invändning: 112 tydligt överst/)
  assert.doesNotMatch((await agency.get('/')).text, /invändning/)
})

test('what was said is taken back by whoever said it, as long as it is not answered, and stays to be read', async () => {
  await aRound({ code: '9001' })
  const page = '/review/9001/K01'
  const contested = await press(lead, page, `${page}/contest`, { 'contest-reason': 'Fel.' })
  const undo = actions(contested.html).find((action) => action.includes('/acts/')) ?? ''
  assert.equal((await agency.post(undo)).status, 404)
  const kept = await press(agency, page, `${page}/rule`, { ruling: 'kept', 'rule-reason': 'Vi ser det inte.' })
  assert.match(kept.text, /Svaret är sparat/)
  assert.equal((await lead.post(undo)).status, 404)
  const answer = actions(kept.html).find((action) => action.includes('/acts/')) ?? ''
  assert.match(
    (await press(agency, page, answer)).text,
    /Kommunen anser att bedömningen är fel. Den är inte besvarad än/,
  )
  const back = await press(lead, page, undo)
  assert.match(back.text, /Bedömt av maskinen/)
  assert.match(back.html, /<del><b>Bedömningen är fel.<\/b>/)
})

test('what the machine proposed is confirmed by the agency, one criterion at a time, or by the municipality with its reason', async () => {
  await aRound({ code: '9001' }, { code: '9002' })
  assert.match((await agency.get('/')).text, /2 förslag väntar på att bekräftas/)
  assert.match((await agency.get('/review/proposals')).text, /Namnet K06 2/)
  const list = '/review/proposals/K06'
  assert.match((await agency.get(list)).text, /2 av 2 som väntar visas/)
  const confirmed = await press(agency, list, '/review/9002/K06/confirm')
  assert.match(confirmed.text, /Sjövik: bekräftat.*1 av 1 som väntar visas/)
  const page = '/review/9001/K06'
  const without = await lead.post(`${page}/confirm`, fieldsOf((await lead.get(page)).html, `${page}/confirm`))
  assert.equal(without.status, 422)
  await press(lead, page, `${page}/confirm`, { 'confirm-reason': 'Det står på sidan om stöd.' })
  assert.match((await agency.get(page)).text, /Bekräftat av en människa/)
  assert.match((await agency.get('/review/proposals')).text, /Inga förslag väntar/)
  assert.doesNotMatch((await agency.get('/')).text, /förslag/)
})

test('a form that was opened on an older review says nothing of the newer one', async () => {
  await aRound({ code: '9001' })
  const page = '/review/9001/K01'
  const fields = fieldsOf((await lead.get(page)).html, `${page}/contest`)
  await aRound({ code: '9001' })
  const answer = await lead.post(`${page}/contest`, { ...fields, 'contest-reason': 'Det står där.' })
  assert.deepEqual([answer.status, /nyare granskning/.test(answer.text)], [422, true])
  assert.match(answer.html, />Det står där.<\/textarea>/)
  assert.doesNotMatch((await lead.get(page)).text, /Vad människor har sagt/)
})

test('of two who answer an objection at once one does, and the other is told', async () => {
  await aRound({ code: '9001' })
  const page = '/review/9001/K01'
  await press(lead, page, `${page}/contest`, { 'contest-reason': 'Fel.' })
  const fields = fieldsOf((await agency.get(page)).html, `${page}/rule`)
  const rule = async (): Promise<Answered> =>
    agency.post(`${page}/rule`, { ...fields, ruling: 'kept', 'rule-reason': 'Nej.' })
  const answers = await Promise.all([rule(), rule()])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 422],
  )
})

test('the table is by name, says what each comes to in words, and is a file too', async () => {
  const all = Object.fromEntries(Object.keys(VERDICTS).map((id) => [id, aVerdict('met')]))
  await aRound({ code: '9002', verdicts: all }, { code: '9001' })
  const { text } = await agency.get('/review')
  assert.match(
    text,
    /Granbäck Nordmarks län 2026-11-25 .*Lillhed Sydmarks län 2026-11-25 Adressen finns inte\..*Sjövik/,
  )
  assert.match(text, /Hjälpen går att nå 100/)
  assert.match((await agency.get('/review?show=not-judged')).text, /1 av 3 visas/)
  assert.match((await agency.get('/review?show=stars')).text, /1 av 3 visas/)
  assert.match((await agency.get('/review?as=csv')).html, /Granbäck/)
  assert.match((await county.get('/review')).text, /2 av 2 visas/)
  assert.equal((await county.get('/review/9101')).status, 404)
  assert.match((await agency.get('/review/9101')).text, /Webbplatsen är inte bedömd/)
  assert.equal((await agency.get('/review/9101/K01')).status, 404)
})

test('who did what is in the audit, and what she wrote is not', async () => {
  await aRound({ code: '9001' })
  const page = '/review/9001/K01'
  await press(lead, page, `${page}/contest`, { 'contest-reason': 'Hemligt skäl.' })
  await press(lead, '/review', '/review/9001/look')
  const entries = await asOwner(site.db, async (tx) =>
    tx.query<{ what: string; about: string; detail: string }>(
      `SELECT what, about, detail FROM audit_entries WHERE what LIKE 'review.%' ORDER BY audit_entries.number`,
    ),
  )
  assert.deepEqual(
    entries.slice(-2).map(({ what, about }) => `${what} ${about}`),
    ['review.contested 9001', 'review.looked 9001'],
  )
  assert.doesNotMatch(JSON.stringify(entries), /Hemligt/)
})
