import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { filesOf, receptionSide, takeIn, TUESDAY, versionOn, worksIn } from '#tests/support/reception-side.ts'
import { aReception } from '#tests/support/receptions.ts'
import type { Desk, Hired, StaffHttp } from '#tests/support/staff-http.ts'
import { DECISIONS } from '../decisions.ts'
import { doorsOf } from '../doors.ts'
import { readReceptions } from '../store.ts'
import { bareWeekdays, hoursAWeek, sharedIn, standsAlone } from './request.ts'

const TODAY = '2026-12-08' as LocalDate

const county = async (side: StaffHttp): Promise<Hired> => {
  const id = await side.found('Länsstyrelsen Västra Götaland', { kind: 'county', county: '14' })
  return side.hire('Lena Lind', id, 'county.coordinator')
}

/** The id of the first request that a page has a form for. */
const requestOn = (html: string): string => /\/receptions\/requests\/([0-9a-f-]{36})\//.exec(html)?.[1] ?? ''

const decide = async (desk: Desk, path: string): Promise<void> => {
  const decided = DECISIONS.flatMap((kind) => [
    [`${kind}-on`, '2026-12-01'],
    [`${kind}-diary`, 'SN 2026/9'],
    [`${kind}-by`, 'Socialnämnden'],
  ])
  const sent = await desk.post(path, { ...Object.fromEntries(decided), version: await versionOn(desk, path) })
  assert.equal(sent.status, 303)
}

const mailsTo = async (side: StaffHttp, { email }: Hired): Promise<readonly string[]> =>
  (await side.mails()).filter(({ to, text }) => to === email && text.includes('/receptions/')).map(({ text }) => text)

describe('a municipality with one officer', () => {
  it('is led to a shared reception, introduced by its county, taken in by it, and served once all is decided', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const [karin, lena, eva] = [
      await worksIn(side, 'karlsborg', 'Karin Kvist'),
      await county(side),
      await worksIn(side, 'hjo', 'Eva Ek'),
    ]
    const [small, coordinator, lead] = [await karin.desk(), await lena.desk(), await eva.desk()]
    assert.match((await small.get('/')).text, /Dela mottagning med andra/)
    assert.match((await small.get('/receptions')).text, /Hos er svarar en enda person.*Gå med i en gemensam mottagning/)
    const near = await small.get('/receptions/join')
    assert.match(near.text, /Mottagningen Västra Skaraborg \. Svarar för Hjo, Tibro\. 37 bemannade timmar/)
    assert.doesNotMatch(near.text, /Anna|Bo\b/)

    const asked = await small.post('/receptions/join', { line: 'Vi har ingen på fredagar.' })
    assert.equal(asked.to, '/receptions/join')
    assert.match((await small.get('/receptions/join')).text, /Ni har frågat/)
    assert.doesNotMatch((await small.get('/')).text, /Dela mottagning med andra/)
    // Asked twice is asked once.
    await small.post('/receptions/join', { line: 'Igen.' })
    assert.equal((await mailsTo(side, lena)).length, 1)

    assert.match((await coordinator.get('/')).text, /Karlsborg vill dela mottagning/)
    const requests = await coordinator.get('/receptions/requests')
    assert.match(requests.text, /Vi har ingen på fredagar\. Karin Kvist/)
    const id = requestOn(requests.html)
    const wrong = await coordinator.post(`/receptions/requests/${id}/introduce`, { reception: 'nowhere', line: '' })
    assert.equal(wrong.status, 422)
    await coordinator.post(`/receptions/requests/${id}/introduce`, {
      reception: 'vastra',
      line: 'Ni delar redan jour.',
    })
    assert.equal((await mailsTo(side, eva)).length, 1)

    assert.match((await lead.get('/')).text, /Karlsborg vill vara med i er mottagning/)
    assert.match((await lead.get('/receptions/asked')).text, /Ni delar redan jour\. .*Ja, Karlsborg får vara med/)
    await lead.post(`/receptions/requests/${id}/accept`)
    assert.equal((await mailsTo(side, karin)).length, 1)
    const doors = async () => doorsOf((await readReceptions(side.db)).receptions, '1446', TUESDAY)
    assert.deepEqual(await doors(), [])
    assert.match((await small.get('/')).text, /5 av 5 beslut saknas/)
    await decide(small, '/receptions/vastra/decisions/1446')
    assert.deepEqual(
      (await doors()).map(({ reception, kind }) => [reception.name, kind]),
      [['vastra', 'neighbour']],
    )
    // What it has decided is not another's to undo.
    assert.equal((await lead.post(`/receptions/requests/${id}/undo`)).status, 404)
  })

  it('withdraws and asks again; the county and the reception take back what they said', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const small = await (await worksIn(side, 'karlsborg', 'Karin Kvist')).desk()
    const coordinator = await (await county(side)).desk()
    const lead = await (await worksIn(side, 'hjo', 'Eva Ek')).desk()
    await small.post('/receptions/join', { line: '' })
    const id = requestOn((await small.get('/receptions/join')).html)
    const says = async (desk: Desk, path: string): Promise<string> => (await desk.get(path)).text
    await small.post(`/receptions/requests/${id}/withdraw`)
    assert.match(await says(small, '/receptions/join'), /Ni har dragit tillbaka er fråga/)
    assert.doesNotMatch(await says(coordinator, '/'), /vill dela mottagning/)
    await small.post(`/receptions/requests/${id}/ask-again`)
    assert.match(await says(coordinator, '/'), /Karlsborg vill dela mottagning/)
    await coordinator.post(`/receptions/requests/${id}/introduce`, { reception: 'vastra', line: '' })
    await coordinator.post(`/receptions/requests/${id}/take-back`)
    assert.doesNotMatch(await says(lead, '/'), /vill vara med/)
    await coordinator.post(`/receptions/requests/${id}/introduce`, { reception: 'vastra', line: '' })
    await lead.post(`/receptions/requests/${id}/decline`)
    assert.match(await says(small, '/receptions/join'), /Mottagningen har sagt nej den här gången/)
    await lead.post(`/receptions/requests/${id}/undo`)
    await lead.post(`/receptions/requests/${id}/accept`)
    await lead.post(`/receptions/requests/${id}/undo`)
    assert.match(await says(lead, '/'), /Karlsborg vill vara med i er mottagning/)
    assert.equal((await readReceptions(side.db)).receptions[0]?.serves.length, 2)
  })

  it('is told truthfully when there is none near, and the county founds one for two', async (t) => {
    const side = await receptionSide(t)
    const [karin, eva] = [await worksIn(side, 'karlsborg', 'Karin Kvist'), await worksIn(side, 'hjo', 'Eva Ek')]
    const [small, coordinator] = [await karin.desk(), await (await county(side)).desk()]
    assert.match(
      (await small.get('/receptions/join')).text,
      /Det finns ingen gemensam mottagning nära er än\. Länsstyrelsen i Västra Götalands/,
    )
    const founding = { title: 'Mottagningen Skaraborg', number: '031-390 06 61', member: 'Enhetschefen' }
    const one = await coordinator.post('/receptions/requests/found', { ...founding, municipalities: '1446' })
    assert.match(one.text, /Välj minst två kommuner/)
    const both = ['1446', '1497'].map((code) => ['municipalities', code])
    const made = await coordinator.post(
      '/receptions/requests/found',
      new URLSearchParams([...Object.entries(founding), ...both]),
    )
    assert.equal(made.to, '/receptions/requests?founded=mottagningen-skaraborg')
    assert.match((await coordinator.get(made.to)).text, /Mottagningen Skaraborg är startad/)
    assert.match(
      (await small.get('/receptions')).text,
      /Mottagningen Skaraborg Hjo, Karlsborg|Mottagningen Skaraborg Karlsborg, Hjo/,
    )
    assert.equal((await (await eva.desk()).get('/receptions/mottagningen-skaraborg/members')).status, 200)
    assert.equal((await filesOf(side)).length, 1)
    // It is undone by the county alone, and only while nobody has done anything with it.
    const undo = async () => coordinator.post('/receptions/requests/found/undo', { name: 'mottagningen-skaraborg' })
    assert.equal((await (await eva.desk()).post('/receptions/requests/found/undo', { name: 'x' })).status, 403)
    assert.equal((await undo()).to, '/receptions/requests')
    assert.deepEqual((await readReceptions(side.db)).receptions, [])
    assert.equal((await undo()).status, 404)
  })

  it('is seen asking by nobody but its county and the reception it was introduced to', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const small = await (await worksIn(side, 'karlsborg', 'Karin Kvist')).desk()
    await small.post('/receptions/join', { line: '' })
    const id = requestOn((await small.get('/receptions/join')).html)
    const others = [await worksIn(side, 'stockholm', 'Otto Ohm'), await worksIn(side, 'hjo', 'Eva Ek')]
    for (const other of others) {
      await asOrganisation(side.db, other, async (tx) => {
        assert.deepEqual(await tx.query('SELECT id FROM collaboration_requests'), [])
        assert.deepEqual(await tx.query(`UPDATE collaboration_requests SET state = 'asked' RETURNING id`), [])
      })
      const desk = await other.desk()
      for (const does of ['withdraw', 'ask-again', 'accept', 'decline', 'undo'])
        assert.equal((await desk.post(`/receptions/requests/${id}/${does}`)).status, 404, does)
    }
    const far = await side.found('Länsstyrelsen Stockholm', { kind: 'county', county: '01' })
    const elsewhere = await (await side.hire('Lars Lo', far, 'county.coordinator')).desk()
    assert.match((await elsewhere.get('/receptions/requests')).text, /Ingen kommun har frågat än/)
    assert.equal((await elsewhere.post(`/receptions/requests/${id}/introduce`, { reception: 'vastra' })).status, 404)
  })
})

it('hours of a week are those when somebody is really there', () => {
  const { rota } = aReception()
  assert.equal(hoursAWeek(aReception(), TODAY), 35)
  const absences = [{ member: 'anna', from: TODAY, to: TODAY }]
  assert.equal(hoursAWeek(aReception({ rota: { ...rota, absences } }), TODAY), 28)
})

it('a weekday without anybody in three weeks running makes a municipality stand alone; a holiday does not', () => {
  const { rota } = aReception()
  const week = [{ hours: 'Mo-Th 09:00-16:00; PH off', members: ['anna'] }]
  const short = aReception({ rota: { ...rota, week } })
  assert.deepEqual(bareWeekdays(short, TODAY), [5])
  assert.equal(standsAlone([short], 4, TODAY), true)
  assert.equal(standsAlone([short, aReception()], 4, TODAY), false)
  assert.deepEqual(bareWeekdays(aReception(), '2026-12-20' as LocalDate), [])
  assert.equal(standsAlone([], 1, TODAY), true)
  assert.equal(standsAlone([], 2, TODAY), false)
  assert.equal(standsAlone([aReception({ members: [] })], 2, TODAY), true)
})

it('a reception is shared near when it is of the county, or of the same regional structure, with members enough', () => {
  const reception = aReception()
  assert.deepEqual(sharedIn([reception], '14'), [reception])
  assert.deepEqual(sharedIn([reception], '17'), [])
  assert.deepEqual(sharedIn([reception], '17', new Set(['1497'])), [reception])
  assert.deepEqual(sharedIn([aReception({ members: reception.members.slice(1) })], '14'), [])
})
