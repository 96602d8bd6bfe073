import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { momentOf, type LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { filesOf, receptionSide, takeIn, TUESDAY, versionOn, worksIn } from '#tests/support/reception-side.ts'
import { RECEPTION_FILE } from '#tests/support/receptions.ts'
import type { Desk, StaffHttp } from '#tests/support/staff-http.ts'
import { DECISIONS } from '../decisions.ts'
import { doorsOf } from '../doors.ts'
import { readKept, readReceptions } from '../store.ts'

const inHjo = async (side: StaffHttp): Promise<Desk> => (await worksIn(side, 'hjo', 'Eva Ek')).desk()
const inTibro = async (side: StaffHttp): Promise<Desk> => (await worksIn(side, 'tibro', 'Siv Sand')).desk()

const decided = Object.fromEntries(
  DECISIONS.flatMap((kind) => [
    [`${kind}-on`, '2026-12-01'],
    [`${kind}-diary`, 'SN 2026/7'],
    [`${kind}-by`, 'Socialnämnden'],
  ]),
)

describe('a reception on its pages', () => {
  it('is taken back while nobody has done anything with it', async (t) => {
    const side = await receptionSide(t)
    const [desk, other] = [await inHjo(side), await inTibro(side)]
    const founding = { title: 'Mottagningen i Hjo', number: '031-390 06 60', member: 'Eva Ek' }
    const path = '/receptions/mottagningen-i-hjo'
    await desk.post('/receptions/new', founding)
    assert.equal((await other.post(`${path}/take-back`, {})).status, 404)
    assert.equal((await desk.post(`${path}/take-back`, {})).to, '/receptions')
    assert.deepEqual((await readReceptions(side.db)).receptions, [])
    const again = (await desk.post('/receptions/new', founding)).to?.replace(/\?.*/, '') ?? ''
    assert.notEqual(again, path)
    const about = `${again}/about`
    const number = '031-390 06 61'
    const changed = { version: await versionOn(desk, about), title: 'Mottagningen Hjo', 'numbers-0-number': number }
    assert.equal((await desk.post(about, changed)).status, 303)
    assert.equal((await desk.post(`${again}/take-back`, {})).status, 404)
  })

  it('is founded by a municipality, and is a door once its rota and all five decisions are there', async (t) => {
    const side = await receptionSide(t)
    const desk = await inHjo(side)
    const wrong = await desk.post('/receptions/new', { title: '', number: '12', member: 'Eva Ek' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Skriv vad mottagningen heter.*”12” är inget svenskt telefonnummer/)
    const made = await desk.post('/receptions/new', {
      title: 'Mottagningen i Hjo',
      number: '031-390 06 60',
      member: 'Eva Ek',
    })
    assert.match(made.to ?? '', /^\/receptions\/mottagningen-i-hjo\?new=\d+$/)
    const shown = async () => doorsOf((await readReceptions(side.db)).receptions, '1497', TUESDAY)
    assert.deepEqual(await shown(), [])
    const path = '/receptions/mottagningen-i-hjo'
    await desk.post(`${path}/week`, {
      version: await versionOn(desk, `${path}/week`),
      until: '2027-06-30',
      'week-0-first': 'Mo',
      'week-0-last': 'Th',
      'week-0-from': '08:00',
      'week-0-to': '16:00',
      'week-0-holidays': 'closed',
      'week-0-members': 'm1',
    })
    const decisions = `${path}/decisions/1497`
    assert.match((await desk.get(decisions)).text, /Saknas: 5 av 5 beslut/)
    const { 'dpia-on': _on, 'dpia-diary': _diary, 'dpia-by': _by, ...four } = decided
    await desk.post(decisions, { version: await versionOn(desk, decisions), ...four })
    assert.deepEqual(await shown(), [])
    assert.match((await desk.get('/')).text, /Mottagningen i Hjo: 1 av 5 beslut saknas/)
    await desk.post(decisions, { version: await versionOn(desk, decisions), ...decided })
    const [door] = await shown()
    assert.equal(door?.reception.title, 'Mottagningen i Hjo')
    assert.deepEqual(door?.state, { kind: 'answers', until: momentOf('2026-12-08' as LocalDate, 960) })
    // Not on the eve that is a Friday, and not on the holidays: the next real time is after them.
    const holidays = doorsOf(
      (await readReceptions(side.db)).receptions,
      '1497',
      momentOf('2026-12-24' as LocalDate, 1000),
    )
    assert.deepEqual(holidays[0]?.state, { kind: 'next', at: momentOf('2026-12-28' as LocalDate, 480) })
  })

  it('says what is wrong in the field where it is, and keeps what was typed', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const desk = await inHjo(side)
    const version = await versionOn(desk, '/receptions/vastra/week')
    const refused = await desk.post('/receptions/vastra/week', {
      version,
      until: '2026-01-01',
      'week-0-first': 'Mo',
      'week-0-last': 'Fr',
      'week-0-from': '09:00',
      'week-0-to': '',
      'week-0-members': 'anna',
    })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Välj en dag som inte har varit .*Skriv när tiden börjar och slutar/)
    assert.match(refused.html, /href="#week-0-from"/)
    assert.match(refused.html, /id="week-0-from"[^>]*value="09:00"/)
    const gone = await desk.post('/receptions/vastra/members', {
      version,
      'members-0-id': 'bo',
      'members-0-name': 'Bo',
      'members-0-role': 'x',
      'members-0-municipality': '1472',
    })
    assert.match(gone.text, /Anna står på jourlistan\. Ta bort namnet där först/)
    const day = await desk.post('/receptions/vastra/decisions/1497', { version, ...decided, 'dpia-on': '2027-01-01' })
    assert.match(day.text, /Den kan inte ligga framåt i tiden/)
    assert.equal((await filesOf(side)).length, 1)
  })

  it('gets another line of a form by a button, with nothing that was typed lost', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const desk = await inHjo(side)
    const longer = await desk.post('/receptions/vastra/about', {
      title: 'Nytt',
      'numbers-0-number': '031-390 06 60',
      do: 'add numbers',
    })
    assert.match(longer.html, /value="Nytt"[^]*name="numbers-1-number"/)
    assert.equal((await filesOf(side)).length, 1)
  })

  it('shows the second of two who change the same section what the first wrote, and loses neither', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const [eva, siv] = [await inHjo(side), await inTibro(side)]
    const version = await versionOn(eva, '/receptions/vastra/about')
    const about = (title: string, from: string) => ({ title, 'numbers-0-number': '031-390 06 60', version: from })
    const first = await eva.post('/receptions/vastra/about', about('Mottagningen Väst', version))
    assert.equal(first.status, 303)
    const second = await siv.post('/receptions/vastra/about', about('Mottagningen i väster', version))
    assert.equal(second.status, 409)
    assert.match(second.text, /Eva Ek har ändrat det här medan du skrev/)
    assert.match(second.html, /<ins>Mottagningen Väst<\/ins>[^]*<del>Mottagningen Västra Skaraborg<\/del>/)
    assert.match(second.html, /id="title"[^>]*value="Mottagningen i väster"/)
    const again = /name="version" value="(\d+)"/.exec(second.html)?.[1] ?? ''
    assert.equal((await siv.post('/receptions/vastra/about', about('Mottagningen i väster', again))).status, 303)
    assert.match(
      (await eva.get('/receptions/vastra/history')).html,
      /<ins>Mottagningen i väster<\/ins>[^]*<ins>Mottagningen Väst<\/ins>/,
    )
  })

  it('puts together what two have changed in sections of their own', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const [eva, siv] = [await inHjo(side), await inTibro(side)]
    const version = await versionOn(eva, '/receptions/vastra/about')
    await eva.post('/receptions/vastra/about', { title: 'Väst', 'numbers-0-number': '0313900661', version })
    const doors = await siv.post('/receptions/vastra/doors', { '1472-door': 'own', '1472-place': '3', version })
    assert.equal(doors.status, 303)
    const [kept] = (await readReceptions(side.db)).receptions
    assert.deepEqual([kept?.title, kept?.numbers], ['Väst', ['+46313900661']])
    assert.deepEqual(
      kept?.serves.map(({ municipality, door, place }) => [municipality, door, place]),
      [
        ['1497', 'own', 1],
        ['1472', 'own', 3],
      ],
      'Hjo’s door is not Tibro’s to move',
    )
  })

  it('is undone by whoever saved, goes back to an earlier version, and keeps what was written in its file', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const eva = await inHjo(side)
    const about = (title: string, version: string) => ({ title, 'numbers-0-number': '031-390 06 60', version })
    const first = await versionOn(eva, '/receptions/vastra/about')
    const saved = await eva.post('/receptions/vastra/about', about('Väst', first))
    const done = await eva.get(saved.to ?? '')
    assert.match(done.text, /Sparat\. Sidorna visar det inom några sekunder\./)
    const version = await versionOn(eva, saved.to ?? '')
    const undone = await eva.post('/receptions/vastra/undo', { version })
    assert.equal(undone.to, '/receptions/vastra?undone=1')
    assert.equal((await readReceptions(side.db)).receptions[0]?.title, 'Mottagningen Västra Skaraborg')
    assert.equal((await eva.post('/receptions/vastra/undo', { version })).to, '/receptions/vastra/history?late=1')
    const newest = /name="version" value="(\d+)"/.exec((await eva.get('/receptions/vastra/history')).html)?.[1] ?? ''
    assert.equal(
      (await eva.post(`/receptions/vastra/history/${version}`, { version: newest })).to,
      '/receptions/vastra',
    )
    assert.equal((await readReceptions(side.db)).receptions[0]?.title, 'Väst')
    const files = await filesOf(side)
    assert.match(files.at(-1) ?? '', /^# Hjo and Tibro together\.\n/)
  })

  it('goes back without taking back what another municipality has decided', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const [eva, siv] = [await inHjo(side), await inTibro(side)]
    const path = '/receptions/vastra/decisions/1472'
    const first = await versionOn(siv, path)
    const { 'dpia-on': _on, 'dpia-diary': _diary, 'dpia-by': _by, ...four } = decided
    assert.equal((await siv.post(path, { version: first, ...four })).status, 303)
    const version = await versionOn(eva, '/receptions/vastra/history')
    assert.equal((await eva.get(path)).status, 404)
    assert.equal((await eva.post(`/receptions/vastra/history/${first}`, { version })).to, '/receptions/vastra')
    const { receptions } = await readReceptions(side.db)
    assert.deepEqual(doorsOf(receptions, '1472', TUESDAY), [])
    assert.equal(doorsOf(receptions, '1497', TUESDAY).length, 1)
  })

  it('tells when its rota ends and when its pause does, and is put right on the page it leads to', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side, RECEPTION_FILE.replace('until: 2027-12-31', 'until: 2026-12-15'))
    await takeIn(side, RECEPTION_FILE.replace('name: vastra', 'name: region').replaceAll('place: 1', 'place: 2'))
    const eva = await inHjo(side)
    assert.match(
      (await eva.get('/')).html,
      /href="\/receptions\/vastra\/week"[^>]*>Mottagningen Västra Skaraborg: jourlistan tar slut/,
    )
    // A pause is over by the database's clock, so this one begins today by both.
    const until = '2099-12-10'
    await eva.post('/receptions/vastra/pause', { reason: 'staffing', to: 'region', until })
    assert.doesNotMatch((await eva.get('/')).text, /pausen tar snart slut/)
    side.clock.now = momentOf('2099-12-09' as LocalDate, 600)
    const late = await (await worksIn(side, 'hjo', 'Maj Mo')).desk()
    assert.match((await late.get('/')).text, /Mottagningen Västra Skaraborg: pausen tar snart slut/)
  })

  it('is nothing to another municipality, in code and in the database', async (t) => {
    const side = await receptionSide(t)
    await takeIn(side)
    const otto = await worksIn(side, 'stockholm', 'Otto Ohm')
    const desk = await otto.desk()
    for (const path of [
      '',
      '/about',
      '/members',
      '/week',
      '/days',
      '/on-call',
      '/doors',
      '/decisions/1497',
      '/history',
    ])
      assert.equal((await desk.get(`/receptions/vastra${path}`)).status, 404, path)
    const acting = { organisation: otto.organisation, person: otto.person }
    await asOrganisation(side.db, acting, async (tx) => {
      assert.deepEqual([...(await readKept(tx)).keys()], [])
      const known = await tx.query<{ contents: unknown }>('SELECT contents FROM collaboration_receptions')
      assert.doesNotMatch(JSON.stringify(known), /Anna|SN 2026/)
    })
    const taking = asOrganisation(side.db, acting, async (tx) => {
      const { receptions } = await readReceptions(tx)
      await tx.query(
        `INSERT INTO collaboration_receptions (reception_name, contents, founded_by) VALUES ('vastra', $1, $2)`,
        [JSON.stringify(receptions[0]), otto.organisation],
      )
    })
    await assert.rejects(taking, { code: '42501' })
  })
})
