import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { asOwner } from '#platform/db/operator.ts'
import { aCounty, confirm, municipalityOf, newcomer, rowOf } from '#tests/support/overviews.ts'

test('a county sees its municipalities, how each stands, and nothing of other counties', async (t) => {
  const { side, hjo, desk } = await aCounty(t)
  const tibro = await municipalityOf(side, 'Tibro', '1472')
  await newcomer(side, 'Tage', tibro)
  await side.hire('Eva', hjo, 'municipality.lead')
  await confirm(side, '1497', '2026-11-20')
  await confirm(side, '1472', '2026-04-01')
  await confirm(side, '0180', '2026-11-20')
  await asOrganisation(side.db, { organisation: tibro }, async (tx) =>
    tx.query(
      `INSERT INTO municipality_contacts_drafts (municipality_code, version, contents, base, edited_by)
       VALUES ('1472', 1, '{}', 0, 'Tage')`,
    ),
  )
  const { html, text } = await desk.get('/overview')
  assert.match(text, /49 av 49 visas/)
  assert.equal(rowOf(html, '1497'), 'Hjo 2026-11-20 Gruppledare 1 av 1 har loggat in öppen')
  assert.equal(rowOf(html, '1472'), 'Tibro 2026-04-01, för gammal Gruppledare ej publicerade ingen har loggat in ingen')
  assert.equal(rowOf(html, '1438'), 'Dals-Ed aldrig finns inte här än Lägg till ingen')
  assert.match(html, /href="\/organisations\/new\?kind=municipality&amp;code=1438"/)
  assert.doesNotMatch(text, /Stockholm|Tage|Eva|@/)
  assert.equal((await desk.get('/overview/0180')).status, 404)
  assert.equal((await desk.get('/overview/9999')).status, 404)
})

test('the agency sees all 290 and finds one by name or county; a structure sees those it serves', async (t) => {
  const { side } = await aCounty(t)
  const agency = await side.found('Myndigheten', { kind: 'agency' })
  const national = await (await side.hire('Nora', agency, 'agency.lead')).desk()
  assert.match((await national.get('/overview')).text, /290 av 290 visas/)
  const found = await national.get('/overview?q=hjo')
  assert.match(found.text, /1 av 1 visas/)
  // What was searched for stays when the table is sorted, filtered or taken out.
  assert.match(found.html, /href="\/overview\?q=hjo&amp;sort=-?confirmed"/)
  assert.match(found.html, /href="\/overview\?q=hjo&amp;as=xlsx"/)
  assert.match((await national.get('/overview?county=09')).text, /Gotland/)
  assert.match((await national.get('/overview?q=Hjorten')).text, /Ingen kommun heter så/)
  const rss = await side.found('Stödstrukturen', {
    kind: 'rss',
    serves: [
      { municipality: '1497', basis: 'named' },
      { municipality: '0562', basis: 'named' },
    ],
  })
  const structure = await (await side.hire('Rut', rss, 'rss.coordinator')).desk()
  const seen = await structure.get('/overview')
  assert.match(seen.text, /2 av 2 visas/)
  // A structure does not bring municipalities in, so it is not led to where that is done.
  assert.equal(rowOf(seen.html, '0562'), 'Finspång Östergötlands län aldrig finns inte här än ingen')
})

test('the file has the rows of the search and the filter that are on', async (t) => {
  const { side, desk } = await aCounty(t)
  await confirm(side, '1497', '2026-04-01')
  const { text } = await desk.get('/overview?show=old&as=csv')
  assert.match(text, /^\uFEFF?Kommun;Bekräftad;Av;Ändringar;Medarbetare;Mottagning;Senaste stöd;Senast påmind/)
  assert.match(text, /Hjo;2026-04-01;Gruppledare;;ingen;öppen;;/)
  assert.doesNotMatch(text, /Dals-Ed/)
})

test('somebody of a municipality has no overview', async (t) => {
  const { side, hjo } = await aCounty(t)
  const eva = await (await side.hire('Eva', hjo, 'municipality.lead')).desk()
  assert.equal((await eva.get('/overview')).status, 403)
  assert.equal((await eva.get('/overview/1497')).status, 403)
})

test('support is noted, changed, taken away and put back by who wrote it, and read by her colleagues alone', async (t) => {
  const { side, county, desk } = await aCounty(t)
  const note = { on: '2026-11-23', kind: 'call', text: 'Gick igenom jourtiderna.\r\nRinger igen i vår.' }
  const { to } = await desk.post('/overview/1497/notes', note)
  assert.equal(to, '/overview/1497?saved=1#notes')
  const mine = await desk.get('/overview/1497?saved=1')
  assert.match(
    mine.text,
    /Anteckningen är sparad.*2026-11-23 Samtal Gick igenom jourtiderna\. Ringer igen i vår\. Maria/,
  )
  assert.match(rowOf((await desk.get('/overview')).html, '1497'), /öppen 2026-11-23 samtal/)
  const [, id = ''] = /notes\/(\d+)"/.exec(mine.html) ?? []
  const colleague = await (await side.hire('Lena', county, 'county.coordinator')).desk()
  const read = await colleague.get('/overview/1497')
  assert.match(read.text, /Gick igenom jourtiderna/)
  assert.doesNotMatch(read.html, /notes\/\d+/)
  for (const act of ['', '/remove', '/restore'])
    assert.equal((await colleague.post(`/overview/1497/notes/${id}${act}`, note)).status, 404, act)
  await desk.post(`/overview/1497/notes/${id}`, { ...note, kind: 'visit' })
  assert.match((await colleague.get('/overview/1497')).text, /2026-11-23 Besök/)
  const gone = await desk.post(`/overview/1497/notes/${id}/remove`)
  assert.equal(gone.to, `/overview/1497?removed=${id}#notes`)
  assert.doesNotMatch((await colleague.get('/overview/1497')).text, /Gick igenom/)
  assert.match((await desk.get(`/overview/1497?removed=${id}`)).text, /Anteckningen är borttagen.*Ångra/)
  await desk.post(`/overview/1497/notes/${id}/restore`)
  assert.match((await colleague.get('/overview/1497?as=csv')).text, /2026-11-23;Besök;"Gick igenom jourtiderna/)
  const deeds = await asOrganisation(side.db, { organisation: county }, async (tx) =>
    tx.query<{ what: string; detail: string }>(
      `SELECT what, detail FROM audit_entries WHERE what LIKE 'support-note.%' ORDER BY number`,
    ),
  )
  assert.deepEqual(
    deeds.map(({ what }) => what.replace('support-note.', '')),
    ['written', 'changed', 'removed', 'restored', 'taken-out'],
  )
  // What was written stands in no log.
  assert.doesNotMatch(JSON.stringify(deeds), /jourtiderna/)
})

test('after a day what was taken away is not put back, and the next removal takes its text for good', async (t) => {
  const { side, maria, desk } = await aCounty(t)
  const write = async (text: string): Promise<string> => {
    await desk.post('/overview/1497/notes', { on: '2026-11-20', kind: 'mail', text })
    return /notes\/(\d+)"/.exec((await desk.get('/overview/1497')).html)?.[1] ?? ''
  }
  const first = await write('Det första')
  await desk.post(`/overview/1497/notes/${first}/remove`)
  side.clock.now = new Date('2026-11-25T08:00:01Z')
  const again = await maria.desk()
  assert.equal((await again.post(`/overview/1497/notes/${first}/restore`)).status, 404)
  await again.post('/overview/1497/notes', { on: '2026-11-20', kind: 'mail', text: 'Det andra' })
  const second = /notes\/(\d+)"/.exec((await again.get('/overview/1497')).html)?.[1] ?? ''
  await again.post(`/overview/1497/notes/${second}/remove`)
  const left = await asOwner(side.db, async (tx) => tx.query('SELECT text FROM municipality_support_notes'))
  assert.deepEqual(left, [{ text: 'Det andra' }])
})

test('a note that is wrong is shown again with what was written, and nothing is saved', async (t) => {
  const { side, desk } = await aCounty(t)
  const wrong = await desk.post('/overview/1497/notes', { on: '2026-11-25', kind: 'dinner', text: 'å'.repeat(1001) })
  assert.equal(wrong.status, 422)
  assert.match(
    wrong.text,
    /i dag eller en dag som har varit.*Välj hur ni gav stöd.*Korta texten till högst 1 000 tecken/,
  )
  assert.match(wrong.html, new RegExp(`>\\n?å{1001}</textarea>`))
  assert.deepEqual(await asOwner(side.db, async (tx) => tx.query('SELECT 1 FROM municipality_support_notes')), [])
})
