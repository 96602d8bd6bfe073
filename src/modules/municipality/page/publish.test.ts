import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { contacts } from '#tests/support/builders.ts'
import { fieldsOf, HJOS, publishingSide, type Publishing } from '#tests/support/publishing.ts'
import type { Answered, Desk, Hired } from '#tests/support/staff-http.ts'
import { localHelpHistory, setLocalHelp } from '../store.ts'
import { readContacts } from '../local-help.ts'
import type { DraftContacts } from './draft.ts'
import { readDraft } from './draft-store.ts'

const VISIT = 'Torget 1, tisdagar 13–15'
const WITH_VISIT: DraftContacts = { ...HJOS, reception: { ...contacts().reception, visit: VISIT } }

const press = async (desk: Desk, action = '/page/publish'): Promise<Answered> =>
  desk.post(action, fieldsOf((await desk.get('/page/publish')).html, action))

/** Presses and follows to the page with the done box. */
const published = async (desk: Desk): Promise<Answered> => {
  const { status, to } = await press(desk)
  assert.equal(status, 303)
  return desk.get(to ?? '')
}

const deeds = async ({ db }: Publishing, { organisation }: Hired): Promise<readonly string[]> =>
  asOrganisation(db, { organisation }, async (tx) =>
    (
      await tx.query<{ what: string }>(`SELECT what FROM audit_entries WHERE what LIKE 'contacts.%' ORDER BY number`)
    ).map(({ what }) => what),
  )

describe('publishing a municipality’s page', () => {
  it('begins with what is missing, and publishes nothing before that is there', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    const before = await desk.get('/page/publish')
    assert.match(before.text, /Sidan kan inte visas än.* mottagningen och dess nummer socialjouren/)
    assert.doesNotMatch(before.html, /method="post" action="\/page\/publish"/)
    await side.write(who, { reception: contacts().reception })
    assert.match((await desk.get('/page/preview')).text, /Fyll i det här först\. socialjouren/)
    const forced = await desk.post('/page/publish', { version: '1', over: '0' })
    assert.deepEqual([forced.status, forced.to], [303, '/page/publish'])
    assert.deepEqual(await localHelpHistory(side.db, '1497'), [])
  })

  it('shows what the preview showed, letter for letter but for the bar, and tells of it once', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const addresses = ['/s/1497', '/s/1497/a', '/s/1497/e', '/s/en/1497', '/s/ar/1497']
    const previews = await Promise.all(addresses.map(async (address) => desk.get(`/page/preview${address}`)))
    assert.ok(previews.every(({ html }) => html.includes('Förhandsvisning — inte publicerad.')))
    assert.match(await side.publicPage('/s/1497'), /Kommunen har inte bekräftat/)
    const done = await published(desk)
    assert.match(
      done.text,
      /^Publicera er sida Publicerat av Eva Ek\. Sidan visar det inom fem sekunder\. Se sidan Ångra/,
    )
    for (const [place, address] of addresses.entries())
      assert.equal(asPublic(previews[place]?.html ?? ''), await side.publicPage(address), address)
    assert.deepEqual(await deeds(side, who), ['contacts.published'])
  })

  it('keeps a contacts file that the operator’s command takes in again', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, WITH_VISIT)
    await published(desk)
    const [state] = await localHelpHistory(side.db, '1497')
    const rules = {
      code: '1497',
      isMunicipality: () => true,
      exitHosts: new Set<string>(),
      today: contacts().confirmedOn,
    }
    const read = readContacts(state?.file ?? '', 'contacts.yaml', {
      ...rules,
      today: '2026-11-24' as typeof rules.today,
    })
    assert.deepEqual(read, {
      ok: true,
      value: contacts({
        confirmedBy: 'Eva Ek',
        confirmedOn: '2026-11-24' as typeof rules.today,
        reception: { ...contacts().reception, visit: VISIT },
      }),
    })
  })

  it('says in words what will change, and confirms in one press when nothing does', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.db.transaction(async (tx) => setLocalHelp(tx, contacts(), 'file'))
    const same = await desk.get('/page/publish')
    assert.match(
      same.text,
      /Gruppledare, individ och familj bekräftade uppgifterna 2026-11-20\..*Bekräfta att allt fortfarande stämmer/,
    )
    assert.match((await published(desk)).text, /^Publicera er sida Publicerat av Eva Ek/)
    assert.match(await side.publicPage('/s/1497'), /Kommunen bekräftade uppgifterna 2026-11-24/)
    assert.deepEqual(await deeds(side, who), ['contacts.confirmed'])
    await side.write(who, {
      ...HJOS,
      reception: { name: 'Mottagningen', numbers: [{ e164: '+46313900650', hours: 'Mo-Th 09:00-12:00' }] },
      exit: 'https://www.smhi.se/',
    })
    const { text } = await desk.get('/page/publish')
    assert.match(text, /Mottagningens namn: från ”Mottagningen i Hjo” till ”Mottagningen”\./)
    assert.match(
      text,
      /Mottagningens nummer 031-390 06 50: från ”mån–fre 08\.00–16\.00; helgdagar stängt” till ”mån–tors 09\.00–12\.00”\./,
    )
    assert.match(text, /Borttaget – Besök: ”Kommunhusets reception, vardagar 9–15”\./)
    assert.match(text, /Nytt – Dit man kommer när man lämnar sidan: ”www\.smhi\.se”\./)
  })

  it('is taken back by one press, and what was taken back goes on as the draft', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.db.transaction(async (tx) => setLocalHelp(tx, contacts(), 'file'))
    const before = await side.publicPage('/s/1497')
    await side.write(who, WITH_VISIT)
    const done = await published(desk)
    assert.match(await side.publicPage('/s/1497'), new RegExp(VISIT))
    const undone = await desk.post('/page/publish/undo', fieldsOf(done.html, '/page/publish/undo'))
    assert.match(
      (await desk.get(undone.to ?? '')).text,
      /Ångrat\..* ligger kvar som utkast\..*Besök: från .* till ”Torget 1/,
    )
    assert.equal(await side.publicPage('/s/1497'), before)
    const [newest] = await localHelpHistory(side.db, '1497')
    assert.deepEqual([newest?.by, newest?.file], ['Eva Ek', 'file'])
    assert.deepEqual(await deeds(side, who), ['contacts.published', 'contacts.publishing-undone'])
  })

  it('that was the first leaves nothing confirmed when it is taken back', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const done = await published(desk)
    await desk.post('/page/publish/undo', fieldsOf(done.html, '/page/publish/undo'))
    assert.match(await side.publicPage('/s/1497'), /Kommunen har inte bekräftat/)
    const kept = await asOrganisation(side.db, who, async (tx) => readDraft(tx, '1497'))
    assert.deepEqual([kept?.unpublished, kept?.contents], [true, HJOS])
    assert.match((await published(desk)).text, /^Publicera er sida Publicerat/)
  })

  it('is never taken back over what somebody published later', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    const { desk: other, who: bo } = await side.work('Bo Berg')
    await side.write(who, HJOS)
    const done = await published(desk)
    await side.write(bo, WITH_VISIT)
    await published(other)
    const late = await desk.post('/page/publish/undo', fieldsOf(done.html, '/page/publish/undo'))
    assert.equal(late.status, 409)
    assert.match(late.text, /Någon har publicerat efter dig, så inget har ändrats/)
    assert.equal((await localHelpHistory(side.db, '1497'))[0]?.by, 'Bo Berg')
  })

  it('publishes what was looked at and nothing else: a draft changed since is shown', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    const { who: bo } = await side.work('Bo Berg')
    await side.write(who, HJOS)
    const looked = fieldsOf((await desk.get('/page/publish')).html, '/page/publish')
    await side.write(bo, WITH_VISIT)
    const late = await desk.post('/page/publish', looked)
    assert.equal(late.status, 409)
    assert.match(
      late.text,
      /Inget är publicerat\..*Bo Berg har ändrat utkastet så här Besök: från .* till ”Torget 1, tisdagar 13–15”\./,
    )
    assert.deepEqual(await localHelpHistory(side.db, '1497'), [])
  })

  it('publishes over what was looked at: what the operator has set since is shown', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const looked = fieldsOf((await desk.get('/page/publish')).html, '/page/publish')
    await side.db.transaction(async (tx) => setLocalHelp(tx, contacts({ confirmedBy: 'Socialchefen' }), 'file'))
    const late = await desk.post('/page/publish', looked)
    assert.equal(late.status, 409)
    assert.match(late.text, /Socialchefen har publicerat det här Nytt – Mottagningens namn: ”Mottagningen i Hjo/)
    assert.equal((await localHelpHistory(side.db, '1497')).length, 1)
  })

  it('happens once when two press at the same moment', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const looked = fieldsOf((await desk.get('/page/publish')).html, '/page/publish')
    const answers = await Promise.all(Array.from({ length: 5 }, async () => desk.post('/page/publish', looked)))
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [303, 409, 409, 409, 409],
    )
    assert.equal((await localHelpHistory(side.db, '1497')).length, 1)
  })

  it('is for those who keep the page, and for their own', async (t) => {
    const side = await publishingSide(t)
    const { who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const { desk: answers } = await side.work('Siv Sjö', 'reception.member')
    assert.equal((await answers.post('/page/publish', { version: '1', over: '0' })).status, 403)
    assert.equal((await answers.get('/page/preview')).status, 200)
    const { desk: elsewhere } = await side.work('Otto Ort', 'municipality.lead', '1498')
    assert.match((await elsewhere.get('/page/publish')).text, /Sidan kan inte visas än/)
    assert.deepEqual(await localHelpHistory(side.db, '1497'), [])
  })
})

describe('what needs a municipality’s editor today', () => {
  it('leads to the page that finishes it, and is gone when it is finished there', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    const due = async (at = desk) => {
      const { text, html } = await at.get('/')
      return { text, to: /<h3><a href="([^"]+)"/.exec(html)?.[1] }
    }
    const empty = await due()
    assert.match(
      empty.text,
      /Er sida visar inga egna nummer än .*Det som saknas är mottagningen och dess nummer, socialjouren\./,
    )
    assert.equal(empty.to, '/page')
    await side.write(who, HJOS)
    assert.equal((await due()).to, '/page/publish')
    await published(desk)
    assert.match((await due()).text, /Inget just nu/)
    side.clock.now = new Date('2027-06-01T08:00:00Z')
    const old = await due(await who.desk())
    assert.match(old.text, /Bekräfta att er sida stämmer Försenat\. Uppgifterna bekräftades 2026-11-24/)
    assert.equal(old.to, '/page/publish')
  })
})

describe('walking through a preview', () => {
  it('stays within it, says where it ends, and leaves nowhere', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const first = await desk.get('/page/preview')
    const links = [...first.html.matchAll(/href="(\/page\/preview\/[^"]+)"/g)].map(([, to = '']) => to)
    for (const link of new Set(links)) assert.equal((await desk.get(link)).status, 200, link)
    for (const left of ['/page/preview/x', '/page/preview/x/1497'])
      assert.match((await desk.post(left)).text, /genast bort.*I förhandsvisningen stannar du kvar/)
    assert.match((await desk.get('/page/preview/y')).text, /I förhandsvisningen stannar du kvar/)
    assert.match((await desk.post('/page/preview/', { q: 'Tibro' })).text, /sida som inte är er/)
    assert.match((await desk.get('/page/preview/s/1498')).text, /sida som inte är er/)
  })
})

/** A preview as it will be public: without the bar, and its links where they lead then. */
const asPublic = (body: string): string =>
  body
    .replace(/<style>#preview[^<]*<\/style>\n/, '')
    .replace(/<div id="preview"[\s\S]*?<\/div>/, '')
    .replace(
      'data-exit="/page/preview/x" data-away="/page/preview/x"',
      'data-exit="/y" data-away="http://127.0.0.1:9/weather"',
    )
    .replaceAll('"/page/preview/', '"/')
