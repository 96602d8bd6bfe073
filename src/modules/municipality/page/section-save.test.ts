import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contacts } from '#tests/support/builders.ts'
import { editingSide, followed, send } from '#tests/support/editing.ts'
import { formOn, typedOver } from '#tests/support/filling.ts'

describe('what was saved of the page', () => {
  it('is taken back with one press, but never over what somebody else saved after it', async (t) => {
    const { work, publish, draft, deeds } = await editingSide(t)
    await publish(contacts())
    const [eva, bo] = [await work('Eva Ek'), await work('Bo Berg')]
    const saved = await followed(eva.desk, await send(eva.desk, '/page/reception', { name: 'Nytt namn' }))
    assert.match(saved.text, /Mottagningen: sparat.*Ändrat men inte publicerat: Mottagningen\./)
    const undo = formOn(saved.html, '/page/undo')
    const elsewhere = await send(bo.desk, '/page/on-call', {
      kind: 'own',
      'numbers-0-e164': '031-390 06 51',
      'on-call-kind': 'always',
    })
    assert.equal(elsewhere.status, 303)
    assert.match((await followed(eva.desk, await eva.desk.post('/page/undo', undo))).text, /Ångrat\./)
    assert.deepEqual((await draft(eva.who))?.contents.reception, contacts().reception)
    assert.equal((await draft(eva.who))?.contents.onCall?.kind, 'own')

    const again = await followed(eva.desk, await send(eva.desk, '/page/reception', { name: 'Nytt namn' }))
    await send(bo.desk, '/page/reception', { name: 'Bos namn' })
    const late = await eva.desk.post('/page/undo', formOn(again.html, '/page/undo'))
    assert.equal(late.status, 409)
    assert.match(late.text, /har ändrats efter det, så inget är ångrat\. Senast ändrat av Bo Berg/)
    assert.equal((await draft(eva.who))?.contents.reception?.name, 'Bos namn')
    assert.equal((await deeds(eva.who)).length, 5)
  })

  it('leaves no draft when everything that was changed is undone', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(contacts())
    const { desk, who } = await work('Eva Ek')
    const saved = await followed(desk, await send(desk, '/page/reception', { name: 'Nytt namn' }))
    assert.equal((await draft(who))?.unpublished, true)
    await desk.post('/page/undo', formOn(saved.html, '/page/undo'))
    assert.equal((await draft(who))?.unpublished, false)
  })
})

describe('two people who edit the page at once', () => {
  it('have what did not collide put together by itself', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(contacts())
    const [eva, bo] = [await work('Eva Ek'), await work('Bo Berg')]
    const opened = formOn((await eva.desk.get('/page/reception')).html, '/page/reception')
    await send(bo.desk, '/page/reception', { 'numbers-0-week': '9-15' })
    const sent = await eva.desk.post('/page/reception', typedOver(opened, { name: 'Nytt namn' }))
    assert.match(
      (await followed(eva.desk, sent)).text,
      /Någon annan hade också sparat; det som inte krockade står kvar/,
    )
    const reception = (await draft(eva.who))?.contents.reception
    assert.deepEqual([reception?.name, reception?.numbers[0]?.hours], ['Nytt namn', 'Mo-Fr 09:00-15:00; PH off'])
  })

  it('are shown what collides side by side, and lose nothing whichever they choose', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(contacts())
    const [eva, bo] = [await work('Eva Ek'), await work('Bo Berg')]
    const opened = formOn((await eva.desk.get('/page/reception')).html, '/page/reception')
    await send(bo.desk, '/page/reception', { name: 'Bos namn', 'numbers-0-week': '9-15' })
    const mine = { name: 'Evas namn', 'numbers-0-week': '10-14', visit: 'Torget <1>' }
    const collides = await eva.desk.post('/page/reception', typedOver(opened, mine))
    assert.equal(collides.status, 409)
    assert.match(collides.text, /Bo Berg sparade medan du skrev, \d{4}-\d\d-\d\d \d\d\.\d\d/)
    assert.match(collides.text, /Mottagningen: namn.* Ditt Evas namn Det som Bo Berg sparade Bos namn/)
    assert.match(collides.text, /nummer, 031-390 06 50, tider Ditt Måndag–fredag 10\.00–14\.00/)
    assert.equal((await draft(eva.who))?.contents.reception?.name, 'Bos namn')

    const asked = formOn(collides.html, '/page/reception')
    const unchosen = await eva.desk.post('/page/reception', typedOver(asked, { 'choose-0': 'mine' }))
    assert.equal(unchosen.status, 409)
    assert.match(unchosen.text, /Välj det ena/)
    const chosen = typedOver(formOn(unchosen.html, '/page/reception'), { 'choose-1': 'theirs' })
    await followed(eva.desk, await eva.desk.post('/page/reception', chosen))
    assert.deepEqual((await draft(eva.who))?.contents.reception, {
      name: 'Evas namn',
      numbers: [{ e164: '+46313900650', hours: 'Mo-Fr 09:00-15:00; PH off' }],
      visit: 'Torget <1>',
    })
  })

  it('are told apart when they press at the very same moment', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(contacts())
    const [eva, bo] = [await work('Eva Ek'), await work('Bo Berg')]
    const opened = formOn((await eva.desk.get('/page/reception')).html, '/page/reception')
    const sent = await Promise.all(
      [eva, bo].map(async ({ desk, who }) => desk.post('/page/reception', typedOver(opened, { name: `${who.name}s` }))),
    )
    assert.deepEqual(
      sent.map(({ status }) => status).toSorted((a, b) => a - b),
      [303, 409],
    )
    const kept = sent.findIndex(({ status }) => status === 303)
    assert.equal((await draft(eva.who))?.contents.reception?.name, kept === 0 ? 'Eva Eks' : 'Bo Bergs')
  })

  it('are asked anew when a third has saved meanwhile', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(contacts())
    const [eva, bo] = [await work('Eva Ek'), await work('Bo Berg')]
    const opened = formOn((await eva.desk.get('/page/reception')).html, '/page/reception')
    await send(bo.desk, '/page/reception', { name: 'Bos namn' })
    const first = await eva.desk.post('/page/reception', typedOver(opened, { name: 'Evas namn' }))
    await send(bo.desk, '/page/reception', { name: 'Bos andra namn' })
    const chosen = typedOver(formOn(first.html, '/page/reception'), { 'choose-0': 'mine' })
    const second = await eva.desk.post('/page/reception', chosen)
    assert.equal(second.status, 409)
    assert.match(second.text, /Bos andra namn/)
    assert.equal((await draft(eva.who))?.contents.reception?.name, 'Bos andra namn')
  })

  it('collide with what the operator has published by command, too', async (t) => {
    const { work, publish, draft } = await editingSide(t)
    await publish(contacts())
    const { desk, who } = await work('Eva Ek')
    const opened = formOn((await desk.get('/page/reception')).html, '/page/reception')
    await publish(contacts({ reception: { ...contacts().reception, name: 'Driftens namn' } }))
    const sent = await desk.post('/page/reception', typedOver(opened, { name: 'Evas namn' }))
    assert.equal(sent.status, 409)
    assert.match(sent.text, /Driftens namn/)
    assert.equal((await draft(who))?.contents.reception?.name, 'Driftens namn')
  })
})
