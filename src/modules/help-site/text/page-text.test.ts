import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blocksOf, pageTextSchema, runningTextOf, SECTIONS, stringsOf, type PageText } from './page-text.ts'

const aPage = (sections: Partial<PageText['sections']> = {}): PageText => ({
  title: 'Vem du kan ringa',
  name: 'Du som är rädd',
  heading: 'Vem hjälper mig?',
  lead: 'Du tänker efter före varje ord.',
  sections: {
    believed: { heading: 'Är det mitt fel?', text: 'Nej.' },
    recognise: { heading: 'Räknas det?', text: '- Slag.\n- Hot.' },
    barrier: { heading: 'Tänk om det blir värre?', text: 'Du kan fråga först.' },
    contact: { heading: 'Vad händer sedan?', text: 'Någon svarar.' },
    'first-step': { heading: 'Vad kan jag göra i dag?', text: 'Välj en människa.' },
    ...sections,
  },
})

test('blank lines part paragraphs, and lines within one are joined', () => {
  assert.deepEqual(blocksOf('Du kan ringa.\nDet är gratis.\n\nDu kan låta bli.'), [
    { kind: 'paragraph', text: 'Du kan ringa. Det är gratis.' },
    { kind: 'paragraph', text: 'Du kan låta bli.' },
  ])
})

test('hyphens make one list, also right after a sentence, and an indented line goes on with its item', () => {
  assert.deepEqual(blocksOf('Det räknas:\n- Slag.\n- Hot\n  på natten.\n\nAllt räknas.'), [
    { kind: 'paragraph', text: 'Det räknas:' },
    { kind: 'list', items: ['Slag.', 'Hot på natten.'] },
    { kind: 'paragraph', text: 'Allt räknas.' },
  ])
})

test('placeholders stay as they are, and an empty text has no blocks', () => {
  assert.deepEqual(blocksOf('Ring {tel:bris}.'), [{ kind: 'paragraph', text: 'Ring {tel:bris}.' }])
  assert.deepEqual(blocksOf('  \n\n \n'), [])
})

test('whatever its paragraphs and lists, no word of a text is lost and none is moved', () => {
  const word = fc.stringMatching(/^[a-zåäö]{1,9}$/)
  const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
  const block = fc.oneof(
    line,
    fc.array(line, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  )
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const shown = blocksOf(blocks.join('\n\n')).flatMap((one) => (one.kind === 'list' ? one.items : [one.text]))
      const written = blocks.flatMap((one) => one.split('\n').map((row) => row.replace(/^- /, '')))
      assert.deepEqual(shown, written)
    }),
  )
})

test('a page is read in the order of its sections, whatever the order in its file', () => {
  const children = { heading: 'Om du har barn', text: 'Barn märker mer än du tror.' }
  const page = aPage({ more: { heading: 'Mer', text: 'Läs mer.' }, children })
  const ids = stringsOf(page).map(([id]) => id)
  assert.deepEqual(ids.slice(0, 4), ['title', 'name', 'heading', 'lead'])
  const sections = [...new Set(ids.slice(4).map((id) => id.split('.')[0]))]
  assert.deepEqual(
    sections,
    SECTIONS.filter((id) => id in page.sections),
  )
  assert.ok(sections.indexOf('children') < sections.indexOf('more'))
})

test('what stands behind a reveal has its own ids and is counted as running text', () => {
  const reveal = { summary: 'Om stryptag', text: 'Då behöver du vård.' }
  const page = aPage({ recognise: { heading: 'Räknas det?', text: '- Slag.', reveal } })
  const ids = new Set(stringsOf(page).map(([id]) => id))
  assert.ok(ids.has('recognise.reveal.summary') && ids.has('recognise.reveal.text'))
  assert.match(runningTextOf(page), /Då behöver du vård\./)
})

test('titles, names and headings are not running text', () => {
  const running = runningTextOf(aPage())
  assert.doesNotMatch(running, /Vem du kan ringa|Du som är rädd|Är det mitt fel/)
  assert.match(running, /^Du tänker efter före varje ord\./)
})

test('a page without what everyone needs to read, or with something nobody knows, is refused', () => {
  const { barrier: _, ...rest } = aPage().sections
  assert.equal(pageTextSchema.safeParse({ ...aPage(), sections: rest }).success, false)
  assert.equal(pageTextSchema.safeParse({ ...aPage(), sections: { ...aPage().sections, photo: {} } }).success, false)
  assert.equal(pageTextSchema.safeParse({ ...aPage(), lead: '  ' }).success, false)
  assert.equal(pageTextSchema.safeParse(aPage()).success, true)
})
