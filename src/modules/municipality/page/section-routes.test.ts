import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseYaml } from '#kernel/document.ts'
import { CONTACTS_FILE } from '#tests/support/builders.ts'
import { editingSide, followed, send } from '#tests/support/editing.ts'
import { formOn, typedOver } from '#tests/support/filling.ts'
import { contactsSchema, type Contacts } from '../local-help.ts'

const RECEPTION = {
  name: 'Mottagningen i Hjo',
  'numbers-0-e164': '031 390 06 50',
  'numbers-0-week': '8-12, 13–16',
}

/** As `contacts.yaml` of the tests has it. */
const whole = (): Contacts => {
  const read = parseYaml(CONTACTS_FILE, contactsSchema, 'contacts.yaml')
  assert.ok(read.ok)
  return read.value
}

describe('a municipality’s page on the staff side', () => {
  it('leads who has nothing yet through the sections in order, until it can be published', async (t) => {
    const { work, draft, deeds } = await editingSide(t)
    const { desk, who } = await work('Eva Ek')
    const empty = await desk.get('/page')
    assert.match(empty.text, /Inget är publicerat än\. 0 av 6 klara.*Nästa: Mottagningen/)
    assert.doesNotMatch(empty.html, /\/page\/publish/)

    const reception = await followed(desk, await send(desk, '/page/reception', RECEPTION))
    assert.match(reception.text, /^Socialjouren \(1 av 6 klara\) Mottagningen: sparat/)
    const onCall = await followed(desk, await send(desk, '/page/on-call', { kind: 'via-112' }))
    assert.match(onCall.text, /^Länkar till era egna sidor \(2 av 6 klara\)/)
    assert.match((await desk.get('/page')).html, /href="\/page\/publish"/)
    const links = formOn(onCall.html, '/page/links')
    const none = await desk.post('/page/links', typedOver(links, { do: 'remove links-0' }))
    assert.match(none.text, /Inga länkar\..*Spara att det inte finns några/)
    const shelters = await followed(desk, await desk.post('/page/links', formOn(none.html, '/page/links')))
    assert.match(shelters.text, /^Skyddade boenden och jourer \(3 av 6 klara\)/)
    const exit = await followed(
      desk,
      await send(desk, '/page/shelters', { 'shelters-0-name': 'Jouren', 'shelters-0-e164': '031-390 06 52' }),
    )
    assert.match(exit.text, /^Lämna sidan \(4 av 6 klara\).*SMHI: väder, på svenska och engelska/)
    const languages = await followed(desk, await send(desk, '/page/exit', { exit: 'https://www.kb.se/' }))
    assert.match(languages.text, /^Språk \(5 av 6 klara\)/)
    const done = await followed(desk, await send(desk, '/page/languages', { languages: 'ar' }))
    assert.match(done.text, /6 av 6 klara.*arabiska/)

    assert.deepEqual((await draft(who))?.contents, {
      reception: {
        name: 'Mottagningen i Hjo',
        numbers: [{ e164: '+46313900650', hours: 'Mo-Fr 08:00-12:00,13:00-16:00; PH off' }],
      },
      onCall: { kind: 'via-112' },
      links: [],
      shelters: [{ name: 'Jouren', e164: '+46313900652' }],
      exit: 'https://www.kb.se/',
      languages: ['ar'],
    })
    assert.deepEqual((await deeds(who))[0], {
      what: 'contacts.edited',
      about: '1497',
      detail: JSON.stringify({ section: 'reception' }),
    })
  })

  it('shows what is published and saves nothing when every form is sent as it was opened', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(whole())
    const { desk, who } = await work('Eva Ek')
    const { text } = await desk.get('/page')
    assert.match(text, /Mottagningen i Hjo 031-390 06 50 · Måndag–fredag 08\.00–16\.00 · Helgdagar stängt/)
    assert.match(text, /Delas med Tibro, Skövde|Delas med Tidaholm, Skövde/)
    assert.match(text, /engelska arabiska/)
    for (const to of ['reception', 'on-call', 'links', 'shelters', 'exit', 'languages']) {
      const sent = await send(desk, `/page/${to}`, {})
      assert.deepEqual([sent.status, sent.to], [303, '/page'], to)
    }
    const kept = await draft(who)
    assert.equal(kept?.unpublished, false)
    assert.deepEqual(kept?.contents.onCall, whole().onCall)
  })

  it('shows a rule that no choice says as it is, and keeps it letter for letter', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    const [odd, number] = ['Mo 00:00-24:00,23:00-02:00', { ...whole().reception.numbers[0], e164: '+46313900650' }]
    await publish({ ...whole(), reception: { name: 'Mottagningen', numbers: [{ ...number, hours: odd }] } })
    const { desk, who } = await work('Eva Ek')
    const opened = await desk.get('/page/reception')
    assert.match(opened.text, /Som det står i filen Mo 00:00-24:00,23:00-02:00/)
    assert.match(opened.text, /Så står det på sidan Måndag/)
    await desk.post('/page/reception', typedOver(formOn(opened.html, '/page/reception'), { name: 'Nytt namn' }))
    const { reception } = (await draft(who))?.contents ?? {}
    assert.deepEqual([reception?.name, reception?.numbers[0]?.hours], ['Nytt namn', odd])
  })

  it('gives back what was typed wrong as it was typed, with what was expected, and keeps nothing of it', async (t) => {
    const { work, draft } = await editingSide(t)
    const { desk, who } = await work('Eva Ek')
    const wrong = await send(desk, '/page/reception', {
      name: ' ',
      'numbers-0-e164': '12 34',
      'numbers-0-week': 'förmiddagar <i>',
      visit: 'Torget 1',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Skriv vad mottagningen heter.*Rad 1: det är inget svenskt telefonnummer/)
    assert.match(wrong.html, /<a href="#numbers-0-e164">/)
    const again = formOn(wrong.html, '/page/reception')
    assert.deepEqual(
      ['numbers-0-e164', 'numbers-0-week', 'visit'].map((name) => again.get(name)),
      ['12 34', 'förmiddagar <i>', 'Torget 1'],
    )
    const hours = await desk.post('/page/reception', typedOver(again, { 'numbers-0-e164': '031-3900650' }))
    assert.match(hours.text, /Tiden går inte att läsa\. Skriv som 8–16/)
    const never = await desk.post('/page/reception', typedOver(again, { ...RECEPTION, 'numbers-0-week': '' }))
    assert.match(never.text, /Skriv minst en tid när någon svarar/)

    for (const [to, typed, says] of [
      ['/page/on-call', {}, /Välj vem som svarar/],
      [
        '/page/on-call',
        { kind: 'shared', places: 'Skövd, Ankeborg', 'numbers-0-e164': '' },
        /Det finns ingen kommun som heter Ankeborg.*Skriv minst ett telefonnummer/,
      ],
      ['/page/on-call', { kind: 'shared', places: 'Hjo' }, /Skriv minst en annan kommun/],
      ['/page/links', { 'links-0-url': 'http://hjo.se/' }, /Länk 1: det är ingen adress/],
      ['/page/links', { 'links-0-url': 'https://eva:hemligt@hjo.se/' }, /inte ha lösenord i sig/],
      ['/page/shelters', { 'shelters-0-e164': '0046 31 390 06 52' }, /Skriv vad jouren eller boendet heter/],
      [
        '/page/shelters',
        { 'shelters-0-name': 'Jouren, Storgatan 5', 'shelters-0-e164': '031-390 06 52' },
        /det ser ut som en adress\. Skriv bara namnet/,
      ],
      ['/page/exit', { exit: 'https://example.se/' }, /Välj vart knappen ska leda/],
      ['/page/exit', { exit: 'http://127.0.0.1/' }, /Välj vart knappen ska leda/],
    ] as const) {
      const sent = await send(desk, to, typed)
      assert.equal(sent.status, 422, to)
      assert.match(sent.text, says)
      for (const [name, value] of Object.entries(typed))
        if (name !== 'exit') assert.equal(formOn(sent.html, to).get(name), value)
    }
    assert.equal(await draft(who), undefined)
  })

  it('adds and takes away lines, and shows the week, with what is typed kept and nothing saved', async (t) => {
    const { work, draft } = await editingSide(t)
    const { desk, who } = await work('Eva Ek')
    const added = await send(desk, '/page/reception', { ...RECEPTION, visit: 'Torget', do: 'add numbers' })
    assert.equal(added.status, 200)
    // Without script, too, the page is shown from the line that was added.
    assert.match((await desk.get('/page/reception')).html, /formaction="\/page\/reception#numbers-1-e164"/)
    assert.match(added.html, /id="numbers-1-e164"/)
    const two = formOn(added.html, '/page/reception')
    assert.deepEqual(
      [two.get('numbers-0-week'), two.get('numbers-1-e164'), two.get('visit')],
      ['8-12, 13–16', '', 'Torget'],
    )
    const filled = typedOver(two, { 'numbers-1-e164': '031-390 06 51', 'numbers-1-kind': 'always' })
    const shown = await desk.post('/page/reception', typedOver(filled, { do: 'show' }))
    assert.match(shown.text, /Måndag–fredag 08\.00–12\.00, 13\.00–16\.00 Helgdagar stängt Stängt: lördag, söndag\./)
    assert.match(shown.text, /torsdag 24 december: stängt fredag 25 december: stängt/)
    const fewer = await desk.post('/page/reception', typedOver(filled, { do: 'remove numbers-0' }))
    const one = formOn(fewer.html, '/page/reception')
    assert.deepEqual(
      [one.get('numbers-0-e164'), one.get('numbers-0-kind'), one.has('numbers-1-e164')],
      ['031-390 06 51', 'always', false],
    )
    assert.equal(await draft(who), undefined)
  })

  it('is for who may: a member of the reception reads it, and a county has none', async (t) => {
    const { work, found, hire } = await editingSide(t)
    const member = await work('Mia Mo', 'reception.member')
    assert.doesNotMatch((await member.desk.get('/page')).html, /href="\/page\/reception"/)
    assert.equal((await member.desk.get('/page/reception')).status, 403)
    assert.equal((await member.desk.post('/page/undo', { section: 'reception', version: '1' })).status, 403)
    const county = await found('Länsstyrelsen', { kind: 'county', county: '14' })
    const coordinator = await (await hire('Lena Lund', county, 'county.coordinator')).desk()
    assert.equal((await coordinator.get('/page')).status, 403)
    const support = await found('Skaraborgs stöd', { kind: 'rss', serves: [{ municipality: '1497', basis: 'named' }] })
    const answering = await (await hire('Rut Roos', support, 'reception.member')).desk()
    assert.match((await answering.get('/page')).text, /Skaraborgs stöd är ingen kommun/)
    const other = await found('Tibro kommun', { kind: 'municipality', municipality: '1472' })
    const neighbour = await (await hire('Otto Olsson', other, 'municipality.editor')).desk()
    assert.match((await neighbour.get('/page')).text, /söker hjälp i Tibro/)
  })
})
