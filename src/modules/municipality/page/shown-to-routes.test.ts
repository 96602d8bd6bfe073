import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { asOwner } from '#platform/db/operator.ts'
import { contacts } from '#tests/support/builders.ts'
import { HJOS, publishingSide } from '#tests/support/publishing.ts'
import type { Desk } from '#tests/support/staff-http.ts'
import { setLocalHelp } from '../store.ts'

const DAY_MS = 86_400_000
const VISIT = 'Torget 1, tisdagar 13–15'

const linkIn = (html: string): string => /class="box token">https?:\/\/[^/]+(\/preview\/[\w-]+)</.exec(html)?.[1] ?? ''

const made = async (desk: Desk, email = ''): Promise<string> =>
  linkIn((await desk.post('/page/shown-to', { email })).html)

describe('a draft shown to somebody who does not work here', () => {
  it('is seen once, by a press of a button, as it was when the link was made', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.db.transaction(async (tx) => setLocalHelp(tx, contacts(), 'file'))
    await side.write(who, { ...HJOS, reception: { ...contacts().reception, visit: VISIT } })
    const link = await made(desk)
    await side.write(who, { ...HJOS, reception: { ...contacts().reception, visit: 'Skrivet sedan' } })
    const boss = side.stranger()
    // A program that looks at links in mail may look as often as it likes.
    for (const _ of [1, 2])
      assert.match((await boss.get(link)).text, /Eva Ek på Hjo kommun vill visa dig .*Visa utkastet/)
    const { html, cookies, status } = await boss.post(link)
    assert.deepEqual([status, cookies], [200, []])
    assert.match(
      html,
      /Förhandsvisning — inte publicerad\..*Eva Ek på Hjo kommun visar dig sidan som den såg ut 2026-11-24 09\.00/,
    )
    assert.match(html, /Besök: från ”Kommunhusets reception, vardagar 9–15” till ”Torget 1, tisdagar 13–15”\./)
    assert.doesNotMatch(html, /Skrivet sedan|<script|method="post"|href="\//)
    const again = await boss.post(link)
    assert.deepEqual([again.status, again.text.includes('Länken är redan öppnad')], [410, true])
    assert.match((await desk.get('/page/shown-to')).text, /Eva Ek lämnad över Öppnad 2026-11-24 09\.00/)
    const noted = await asOrganisation(side.db, who, async (tx) =>
      tx.query(`SELECT who, what FROM audit_entries WHERE what LIKE 'preview.%' ORDER BY number`),
    )
    assert.deepEqual(noted, [
      { who: who.person, what: 'preview.link-made' },
      { who: 'outside:', what: 'preview.link-opened' },
    ])
  })

  it('is used up once when two press at the same moment', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const link = await made(desk)
    const answers = await Promise.all([1, 2, 3].map(async () => side.stranger().post(link)))
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 410, 410],
    )
  })

  it('comes by mail when an address is typed, and the mail says nothing that tells', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const wrong = await desk.post('/page/shown-to', { email: 'chefen' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Skriv en e-postadress, till exempel chefen@example\.se/)
    assert.match(wrong.html, /value="chefen"/)
    const link = await made(desk, 'Chefen@Example.se')
    const mail = (await side.mails()).at(-1)
    assert.equal(mail?.to, 'chefen@example.se')
    assert.ok(mail.text.includes(link))
  })

  it('is refused with a sentence each: unknown, withdrawn, run out', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await side.write(who, HJOS)
    const boss = side.stranger()
    const unknown = await boss.get('/preview/nothing')
    assert.deepEqual([unknown.status, unknown.text.includes('Länken är inte hel')], [404, true])
    const first = await made(desk)
    const action =
      /action="(\/page\/shown-to\/[^"]+\/withdraw)"/.exec((await desk.get('/page/shown-to')).html)?.[1] ?? ''
    const { desk: elsewhere } = await side.work('Otto Ort', 'municipality.lead', '1498')
    await elsewhere.post(action)
    assert.equal((await boss.get(first)).status, 200)
    const withdrawn = await desk.post(action)
    assert.match((await desk.get(withdrawn.to ?? '')).text, /Länken är tillbakatagen och öppnar inte längre något/)
    assert.match((await boss.post(first)).text, /har tagit tillbaka den/)
    const second = await made(desk)
    side.clock.now = new Date(side.clock.now.getTime() + 7 * DAY_MS - 1)
    assert.equal((await boss.get(second)).status, 200)
    side.clock.now = new Date(side.clock.now.getTime() + 1)
    const late = await boss.post(second)
    assert.deepEqual([late.status, late.text.includes('Länken gällde i sju dygn')], [410, true])
  })

  it('is kept by its hash alone, and made of nothing that cannot be shown', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    assert.match((await desk.get('/page/shown-to')).text, /Fyll i det här först/)
    assert.equal((await desk.post('/page/shown-to', { email: '' })).to, '/page/shown-to')
    await side.write(who, HJOS)
    const token = (await made(desk)).replace('/preview/', '')
    const rows = await asOwner(side.db, async (tx) =>
      tx.query<{ row: string }>('SELECT to_jsonb(l)::text AS row FROM municipality_preview_links l'),
    )
    assert.equal(rows.length, 1)
    assert.ok(token.length > 40 && !rows[0]?.row.includes(token))
  })
})
