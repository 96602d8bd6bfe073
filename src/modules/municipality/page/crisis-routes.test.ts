import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { aNotice } from '#tests/support/builders.ts'
import { fieldsOf, publishingSide } from '#tests/support/publishing.ts'
import { clearCrises, setCrisis } from '../store.ts'

const WORDS = 'Telefonen ligger nere. Ring växeln.'
/** The database's own clock goes on while the test's stands still. */
const LATER = { 'until-day': '2099-11-26', 'until-time': '16:00' }
const GIVEN = { 'text-sv': WORDS, 'text-en': '', 'from-day': '', 'from-time': '', ...LATER, do: 'set' }

describe('crisis notices of a municipality', () => {
  it('lead its pages from the press on, and are taken back by another', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    const empty = await desk.get('/crisis')
    assert.match(empty.text, /Ni har inget meddelande just nu/)
    assert.match(empty.html, /name="until-day" type="date" value="2026-11-25"/)
    const set = await desk.post('/crisis', { ...GIVEN, 'text-en': 'The telephone is down.' })
    const done = await desk.get(set.to ?? '')
    assert.match(
      done.text,
      /Meddelandet är satt\..*Visas till 2099-11-26 16\.00\. Satt av Eva Ek\. Telefonen ligger nere/,
    )
    assert.match(await side.publicPage('/s/1497'), /Telefonen ligger nere/)
    assert.match(await side.publicPage('/s/en/1497'), /The telephone is down/)
    assert.doesNotMatch(await side.publicPage('/s/1498'), /Telefonen ligger nere/)
    const action = /action="(\/crisis\/\d+\/undo)"/.exec(done.html)?.[1] ?? ''
    await desk.post(action, fieldsOf(done.html, action))
    assert.doesNotMatch(await side.publicPage('/s/1497'), /Telefonen ligger nere/)
    const deeds = await asOrganisation(side.db, who, async (tx) =>
      tx.query(`SELECT what FROM audit_entries WHERE what LIKE 'crisis.%' ORDER BY number`),
    )
    assert.deepEqual(deeds, [{ what: 'crisis.set' }, { what: 'crisis.cleared' }])
  })

  it('are ended at once, and stand again when that is undone, once', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    await desk.post('/crisis', GIVEN)
    const end = /action="(\/crisis\/\d+\/end)"/.exec((await desk.get('/crisis')).html)?.[1] ?? ''
    const ended = await desk.get((await desk.post(end)).to ?? '')
    assert.match(ended.text, /Meddelandet är avslutat/)
    assert.doesNotMatch(await side.publicPage('/s/1497'), /Telefonen ligger nere/)
    const again = /action="(\/crisis\/\d+\/again)"/.exec(ended.html)?.[1] ?? ''
    await desk.post(again)
    await desk.post(again)
    assert.equal((await side.publicPage('/s/1497')).split('Telefonen ligger nere').length, 2)
  })

  it('are changed in their place, and what they said before comes back when that is undone', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    await desk.post('/crisis', GIVEN)
    const change = /href="(\/crisis\?change=\d+)#write"/.exec((await desk.get('/crisis')).html)?.[1] ?? ''
    const form = await desk.get(change)
    assert.match(form.html, /Telefonen ligger nere\. Ring växeln\.<\/textarea>/)
    const changed = await desk.post('/crisis', {
      ...GIVEN,
      ...fieldsOf(form.html, '/crisis'),
      'text-sv': 'Kom hit i stället.',
    })
    assert.doesNotMatch(await side.publicPage('/s/1497'), /Telefonen ligger nere/)
    const done = await desk.get(changed.to ?? '')
    const action = /action="(\/crisis\/\d+\/undo)"/.exec(done.html)?.[1] ?? ''
    await desk.post(action, fieldsOf(done.html, action))
    const shown = await side.publicPage('/s/1497')
    assert.ok(shown.includes(WORDS) && !shown.includes('Kom hit i stället'))
  })

  it('are seen as they will look before anybody else sees them', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    const later = { 'from-day': '2099-11-25', 'from-time': '08.00' }
    const { html } = await desk.post('/crisis', { ...GIVEN, ...later, do: 'show' })
    assert.match(html, /Förhandsvisning — inte publicerad/)
    assert.match(html, /<h2>Just nu<\/h2><p>Telefonen ligger nere\. Ring växeln\.<\/p>/)
    assert.match((await desk.get('/crisis')).text, /Ni har inget meddelande just nu/)
  })

  it('come back as typed with a sentence for each thing that is wrong', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    const wrong = async (given: Readonly<Record<string, string>>): Promise<string> => {
      const { status, text } = await desk.post('/crisis', { ...GIVEN, ...given })
      assert.equal(status, 422)
      return text
    }
    assert.match(await wrong({ 'text-sv': ' ', 'text-en': 'Down.' }), /Skriv meddelandet på svenska.*Down\./)
    assert.match(await wrong({ 'text-sv': 'å'.repeat(501) }), /Korta texten till högst 500 tecken/)
    assert.match(await wrong({ 'from-day': '2026-11-25' }), /Skriv både dag och klockslag/)
    assert.match(await wrong({ 'until-day': '', 'until-time': '' }), /Skriv dag och klockslag för när det slutar/)
    assert.match(await wrong({ 'until-day': '2026-11-24', 'until-time': '08:59' }), /har redan varit/)
    assert.match(await wrong({ 'from-day': '2099-11-27', 'from-time': '08:00' }), /Det slutar innan det börjar/)
    assert.match((await desk.get('/crisis')).text, /Ni har inget meddelande just nu/)
  })

  it('of the county and of everybody are read and not touched; of a neighbour there is nothing', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    const ids: number[] = []
    for (const [scope, sv] of [
      [{ kind: 'county', code: '14' }, 'Hela länet vatten.'],
      [{ kind: 'all' }, 'Hela landet el.'],
      [{ kind: 'municipality', code: '1498' }, 'Tibros bro.'],
    ] as const) {
      const { id: _id, ...notice } = aNotice({ scope, text: { sv }, ends: new Date('2099-01-01T00:00:00Z') })
      ids.push(await side.db.transaction(async (tx) => setCrisis(tx, notice)))
    }
    const { text, html } = await desk.get('/crisis')
    assert.match(
      text,
      /Meddelanden från andra.*Hela länet\. Visas till.*Hela länet vatten\. Hela landet\. Visas till.*Hela landet el\./,
    )
    assert.doesNotMatch(html, /Tibros bro|\/crisis\/\d+\/end/)
    for (const id of ids)
      for (const does of ['end', 'undo', 'again']) assert.equal((await desk.post(`/crisis/${id}/${does}`)).status, 404)
  })

  it('of others are refused by the database, too', async (t) => {
    const side = await publishingSide(t)
    const { who } = await side.work('Eva Ek')
    const { id: _id, ...notice } = aNotice({ ends: new Date('2099-01-01T00:00:00Z') })
    for (const scope of [
      { kind: 'all' },
      { kind: 'county', code: '14' },
      { kind: 'municipality', code: '1498' },
    ] as const) {
      const set = asOrganisation(side.db, who, async (tx) => setCrisis(tx, { ...notice, scope }))
      await assert.rejects(set, { code: '42501' })
      const id = await side.db.transaction(async (tx) => setCrisis(tx, { ...notice, scope }))
      assert.deepEqual(await asOrganisation(side.db, who, async (tx) => clearCrises(tx, [id], 'Eva Ek')), [])
    }
  })
})
