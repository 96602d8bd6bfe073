import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { momentOf, type LocalDate } from '#kernel/dates.ts'
import { receptionSide, takeIn, versionOn, worksIn } from '#tests/support/reception-side.ts'
import { aReceptionFile, RECEPTION_FILE } from '#tests/support/receptions.ts'
import type { StaffHttp } from '#tests/support/staff-http.ts'
import { doorsOf } from '../doors.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { readReceptions } from '../store.ts'
import { withAbsence } from './absence.ts'
import { handedOver, receptionHandOver } from './hand-over.ts'

const day = (text: string): LocalDate => text as LocalDate
const TUESDAY_NIGHT = momentOf(day('2026-12-08'), 1080)

/** Anna answers on weekdays; she and Bo have accounts, in Hjo and in Tibro; nobody is away. */
const annaAndBo = async (side: StaffHttp) => {
  const anna = await worksIn(side, 'hjo', 'Anna Alm', 'reception.member')
  const bo = await worksIn(side, 'tibro', 'Bo Berg', 'reception.member')
  const eva = await worksIn(side, 'hjo', 'Eva Ek')
  await takeIn(
    side,
    RECEPTION_FILE.replace('id: anna, name: Anna,', `id: anna, name: Anna, person: ${anna.person},`)
      .replace('id: bo, name: Bo,', `id: bo, name: Bo, person: ${bo.person},`)
      .replace(/absences:\n.*\n/, 'absences: []\n')
      .replace(/swaps:\n.*\n/, 'swaps: []\n'),
  )
  return { anna, bo, eva }
}

const doorOn = async ({ db, clock }: StaffHttp) =>
  doorsOf((await readReceptions(db)).receptions, '1497', clock.now)[0]?.state

describe('somebody who answers in a reception', () => {
  it('reports ill in one press on its page; the page shows the next real time, and a colleague takes the shift', async (t) => {
    const side = await receptionSide(t)
    const { anna, bo, eva } = await annaAndBo(side)
    const desk = await anna.desk()
    assert.deepEqual(await doorOn(side), { kind: 'answers', until: momentOf(day('2026-12-08'), 960) })
    assert.match((await desk.get('/receptions/vastra')).text, /Dina pass .*tisdag 2026-12-08 09\.00–16\.00/)
    const ill = await desk.post('/receptions/vastra/ill', { until: '2026-12-09' })
    assert.equal(ill.status, 303)
    assert.deepEqual(await doorOn(side), { kind: 'next', at: TUESDAY_NIGHT })
    assert.match((await desk.get(ill.to ?? '')).text, /09\.00–16\.00 Du är anmäld borta\./)

    const colleague = await bo.desk()
    assert.match((await colleague.get('/')).text, /ingen svarar tisdag 2026-12-08 09\.00–16\.00/)
    assert.match((await (await eva.desk()).get('/')).text, /Mottagningen Västra Skaraborg: ingen svarar \(2\)/)
    const mails = (await side.mails()).filter(({ text }) => text.includes('/receptions/vastra'))
    assert.deepEqual(mails.map(({ to }) => to).toSorted(), [bo.email, eva.email])
    for (const { text } of mails) assert.doesNotMatch(text, /Anna|sjuk/)

    const page = await colleague.get('/receptions/vastra')
    const at = /name="at" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    assert.equal((await colleague.post('/receptions/vastra/take', { at })).status, 303)
    assert.equal((await doorOn(side))?.kind, 'answers')
    assert.match((await (await eva.desk()).get('/')).text, /ingen svarar \(1\)/)
    const late = await desk.post('/receptions/vastra/take', { at })
    assert.equal(late.status, 422)
    assert.match(late.text, /Passet är taget/)
  })

  it('takes her report back, unless somebody has changed the reception since', async (t) => {
    const side = await receptionSide(t)
    const { anna, bo } = await annaAndBo(side)
    const [desk, colleague] = [await anna.desk(), await bo.desk()]
    const ill = await desk.post('/receptions/vastra/ill', { until: '2026-12-08' })
    const version = await versionOn(desk, ill.to ?? '')
    assert.equal((await colleague.post('/receptions/vastra/undo', { version })).to, '/receptions/vastra/history?late=1')
    assert.equal((await desk.post('/receptions/vastra/undo', { version })).to, '/receptions/vastra?undone=1')
    assert.equal((await doorOn(side))?.kind, 'answers')
  })

  it('hands a shift to a colleague, and not to one who is away', async (t) => {
    const side = await receptionSide(t)
    const { anna, bo } = await annaAndBo(side)
    const desk = await anna.desk()
    assert.equal((await desk.post('/receptions/vastra/give', { date: '2026-12-10', to: 'bo' })).status, 303)
    const rota = (await readReceptions(side.db)).receptions[0]?.rota
    assert.deepEqual(rota?.swaps, [{ date: '2026-12-10', from: 'anna', to: 'bo' }])
    assert.equal(
      (await readReceptions(side.db)).receptions[0]?.confirmedOn,
      '2026-11-20',
      'nobody has confirmed it anew',
    )
    await (await bo.desk()).post('/receptions/vastra/ill', { until: '2026-12-12' })
    const refused = await desk.post('/receptions/vastra/give', { date: '2026-12-11', to: 'bo' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Kollegan är borta den dagen/)
    for (const until of ['', '2026-12-07', '2028-01-01'])
      assert.equal((await desk.post('/receptions/vastra/ill', { until })).status, 422, until)
  })

  it('does nothing in a reception that she does not answer in', async (t) => {
    const side = await receptionSide(t)
    await annaAndBo(side)
    const siv = await (await worksIn(side, 'tibro', 'Siv Sand', 'reception.member')).desk()
    const otto = await (await worksIn(side, 'stockholm', 'Otto Ohm', 'reception.member')).desk()
    for (const desk of [siv, otto])
      assert.equal((await desk.post('/receptions/vastra/ill', { until: '2026-12-08' })).status, 404)
  })

  it('who leaves hands her shifts over to another in one step', async (t) => {
    const side = await receptionSide(t)
    const { anna, eva } = await annaAndBo(side)
    const acting = { ...eva, roles: ['municipality.lead' as const] }
    await asOrganisation(side.db, acting, async (tx) => {
      assert.equal(await receptionHandOver.count(tx, anna, side.clock.now), 1)
      await receptionHandOver.to(tx, acting, anna, eva, side.clock.now)
      assert.equal(await receptionHandOver.count(tx, anna, side.clock.now), 0)
      assert.equal(await receptionHandOver.count(tx, eva, side.clock.now), 1)
    })
    assert.equal((await doorOn(side))?.kind, 'answers')
  })
})

it('absences that meet are one, and those of others stay', () => {
  const file = aReceptionFile()
  const away = (from: string, to: string, member = 'anna') => ({ member, from: day(from), to: day(to) })
  const rota = { ...file.rota, absences: [away('2026-12-01', '2026-12-03'), away('2026-12-04', '2026-12-05', 'bo')] }
  const after = withAbsence({ ...file, rota }, 'anna', day('2026-12-04'), day('2026-12-06'))
  assert.deepEqual(after.rota.absences, [away('2026-12-04', '2026-12-05', 'bo'), away('2026-12-01', '2026-12-06')])
})

it('a place handed to somebody who has one is one place, with no swap left between the two', () => {
  const [anna, bo] = aReceptionFile().members
  assert.ok(anna !== undefined && bo !== undefined)
  const person = '6f1f7a1e-7c7e-4a7e-8a0e-000000000001'
  const file = aReceptionFile({ members: [anna, { ...bo, person }] })
  const swaps = [{ date: day('2026-12-01'), from: 'anna', to: 'bo' }]
  const absences = [{ member: 'anna', from: day('2026-12-01'), to: day('2026-12-01') }]
  const after = handedOver({ ...file, rota: { ...file.rota, swaps, absences } }, anna, {
    person: person as Parameters<typeof handedOver>[2]['person'],
    name: 'Bo Berg',
  })
  assert.deepEqual(after.members, [{ ...bo, person }])
  assert.deepEqual(after.rota, { ...file.rota, week: [{ hours: 'Mo-Fr 09:00-16:00; PH off', members: ['bo'] }] })
})
