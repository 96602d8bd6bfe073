import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { contacts } from '#tests/support/builders.ts'
import { fieldsOf, HJOS, publishingSide, type Publishing } from '#tests/support/publishing.ts'
import { setLocalHelp, withdrawLocalHelp } from '../store.ts'
import { readDraft } from './draft-store.ts'

const VISIT = 'Torget 1, tisdagar 13–15'

/** Three states of Hjo's page: the first, one with other visiting times, and the same confirmed again. */
const threeStates = async ({ db }: Publishing): Promise<void> => {
  const changed = contacts({ reception: { ...contacts().reception, visit: VISIT }, confirmedBy: 'Bo Berg' })
  for (const help of [contacts(), changed, changed]) await db.transaction(async (tx) => setLocalHelp(tx, help, 'file'))
}

const newestOf = (html: string): readonly string[] =>
  [...html.matchAll(/href="(\/page\/history\/\d+)"/g)].map(([, to = '']) => to)

describe('the history of a municipality’s page', () => {
  it('tells who published what, field by field, and as a file', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    assert.match((await desk.get('/page/history')).text, /Ni har inte publicerat något än\. Börja med er sida\./)
    await threeStates(side)
    await side.db.transaction(async (tx) => withdrawLocalHelp(tx, '1497', 'Socialchefen'))
    const { text, html } = await desk.get('/page/history')
    assert.match(
      text,
      /Socialchefen Borttaget från sidan\..*Bo Berg Bekräftat på nytt, inget ändrat\..*Bo Berg Besök: från ”Kommunhusets reception, vardagar 9–15” till ”Torget 1, tisdagar 13–15”\..*Gruppledare, individ och familj Nytt – Mottagningens namn/,
    )
    assert.equal(newestOf(html).length, 4)
    const file = await desk.get('/page/history?show=changed&as=csv')
    assert.match(file.html, /Bo Berg;Besök: från ”Kommunhusets reception/)
    assert.doesNotMatch(file.html, /Bekräftat på nytt/)
  })

  it('shows the page as it was, apart from the one there is', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    await threeStates(side)
    const [, , first = ''] = newestOf((await desk.get('/page/history')).html)
    const { html, status } = await desk.get(`${first}/page`)
    assert.equal(status, 200)
    assert.match(html, /Tidigare sida, bekräftad 2026-11-20/)
    assert.match(html, /Kommunhusets reception, vardagar 9–15/)
    assert.doesNotMatch(html, new RegExp(`${VISIT}|<script|href="/(?!page/history/)`))
  })

  it('takes an earlier state back as the draft, never over what somebody has written since', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await threeStates(side)
    const [, , first = ''] = newestOf((await desk.get('/page/history')).html)
    const looked = fieldsOf((await desk.get(first)).html, `${first}/draft`)
    const taken = await desk.post(`${first}/draft`, looked)
    assert.match(
      (await desk.get(taken.to ?? '')).text,
      /Besök: från ”Torget 1, tisdagar 13–15” till ”Kommunhusets reception/,
    )
    const late = await desk.post(`${first}/draft`, looked)
    assert.equal(late.status, 409)
    assert.match(late.text, /Någon har ändrat utkastet sedan du öppnade sidan/)
    assert.match(await side.publicPage('/s/1497'), new RegExp(VISIT))
    const draft = await asOrganisation(side.db, who, async (tx) => readDraft(tx, '1497'))
    assert.deepEqual([draft?.editedBy, draft?.contents], ['Eva Ek', HJOS])
  })

  it('gives back the draft that was there when the taking back is undone', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    const draftNow = async () => asOrganisation(side.db, who, async (tx) => readDraft(tx, '1497'))
    await threeStates(side)
    const [, , first = ''] = newestOf((await desk.get('/page/history')).html)
    const takeAndUndo = async (): Promise<void> => {
      const taken = await desk.post(`${first}/draft`, fieldsOf((await desk.get(first)).html, `${first}/draft`))
      const box = await desk.get(taken.to ?? '')
      assert.match(box.text, /Den tidigare sidan är nu ert utkast\. Inget är publicerat\./)
      const undo = fieldsOf(box.html, '/page/history/undo')
      assert.equal((await desk.post('/page/history/undo', undo)).status, 303)
      assert.equal((await desk.post('/page/history/undo', undo)).status, 409)
    }
    await takeAndUndo()
    assert.equal((await draftNow())?.unpublished, false)
    await side.write(who, { ...HJOS, languages: ['fi'] })
    await takeAndUndo()
    assert.deepEqual((await draftNow())?.contents.languages, ['fi'])
  })

  it('publishes an earlier state again, confirmed today by whoever does, and leaves the draft alone', async (t) => {
    const side = await publishingSide(t)
    const { desk, who } = await side.work('Eva Ek')
    await threeStates(side)
    await side.write(who, { ...HJOS, languages: ['fi'] })
    const [, , first = ''] = newestOf((await desk.get('/page/history')).html)
    const looked = fieldsOf((await desk.get(first)).html, `${first}/publish`)
    const done = await desk.post(`${first}/publish`, looked)
    assert.match((await desk.get(done.to ?? '')).text, /Publicerat av Eva Ek.*Nytt – Språk: ”finska”/)
    const shown = await side.publicPage('/s/1497')
    assert.match(shown, /Kommunhusets reception, vardagar 9–15/)
    assert.match(shown, /Kommunen bekräftade uppgifterna 2026-11-24/)
    const late = await desk.post(`${first}/publish`, looked)
    assert.equal(late.status, 409)
  })

  it('is a municipality’s own: of another’s states there is nothing', async (t) => {
    const side = await publishingSide(t)
    const { desk } = await side.work('Eva Ek')
    const { desk: elsewhere } = await side.work('Otto Ort', 'municipality.lead', '1498')
    await threeStates(side)
    const [newest = ''] = newestOf((await desk.get('/page/history')).html)
    assert.equal((await elsewhere.get(newest)).status, 404)
    assert.equal((await elsewhere.get(`${newest}/page`)).status, 404)
    assert.equal((await elsewhere.post(`${newest}/draft`, { version: '0' })).status, 404)
    assert.equal((await elsewhere.post(`${newest}/publish`, { over: '0' })).status, 404)
    assert.doesNotMatch((await elsewhere.get('/page/history')).text, /Bo Berg/)
  })
})
