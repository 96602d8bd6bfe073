import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AudienceId } from '../audience.ts'
import { pageFaultsOf } from './page-rules.ts'
import type { PageText } from './page-text.ts'

/** `count` sentences that no other word gives, all short. */
const sentences = (word: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `Du kan ringa ${word} nu ${index}.`).join(' ')

const aPage = (word: string, change: Partial<PageText> = {}): PageText => ({
  title: `Råd ${word}`,
  name: word,
  heading: `${word}?`,
  lead: 'Du kan ringa i dag.',
  sections: {
    believed: { heading: 'Fel?', text: sentences(`${word} a`, 20) },
    recognise: { heading: 'Ser du det?', text: `- Ett ${word}.\n- Två ${word}.\n- Tre ${word}.` },
    barrier: { heading: 'Rädd?', text: sentences(`${word} b`, 20) },
    contact: { heading: 'Sen?', text: sentences(`${word} c`, 20) },
    'first-step': { heading: 'Nu?', text: sentences(`${word} d`, 20) },
  },
  ...change,
})

const faults = (pages: Partial<Record<AudienceId, PageText>>, tag = 'sv'): readonly string[] =>
  pageFaultsOf(tag, new Map(Object.entries(pages) as [AudienceId, PageText][])).map(
    ({ id, fault }) => `${id}: ${fault}`,
  )

const withSection = (page: PageText, id: 'believed' | 'recognise' | 'device', text: string): PageText => ({
  ...page,
  sections: { ...page.sections, [id]: { heading: 'Hur?', text } },
})

test('pages that are long enough, easy enough and each their own have no faults', () => {
  assert.deepEqual(faults({ exposed: aPage('mor'), child: aPage('bror') }), [])
})

test('a page that is too short is found, and a child may be given less to read', () => {
  const page = aPage('mor')
  const short = { ...page, sections: { ...page.sections, believed: { heading: 'Fel?', text: 'Nej.' } } }
  const shorter = { ...short, sections: { ...short.sections, barrier: { heading: 'Rädd?', text: 'Ja.' } } }
  assert.match(faults({ exposed: shorter })[0] ?? '', /^pages\/exposed: \d+ words of its own, expected 350/)
  assert.deepEqual(faults({ child: shorter }), [])
})

test('a page that is too hard is found by the measure of its language', () => {
  const hard = withSection(
    aPage('mor'),
    'believed',
    'Kommunens socialtjänstlag bestämmer tillgängligheten. '.repeat(90),
  )
  assert.match(faults({ exposed: hard })[0] ?? '', /LIX \d+\.\d, expected less than 30/)
  assert.match(faults({ exposed: hard }, 'sv-simple')[0] ?? '', /expected less than 25/)
  assert.match(faults({ exposed: hard }, 'en')[0] ?? '', /Flesch–Kincaid \d+\.\d, expected 7 at most/)
  assert.deepEqual(faults({ exposed: hard }, 'ar'), [], 'no measure is made for it')
})

test('whoever reads at work may be given a harder text', () => {
  const harder = withSection(aPage('mor'), 'believed', 'Kommunens socialtjänst ansvarar. '.repeat(60))
  assert.match(faults({ men: harder })[0] ?? '', /LIX/)
  assert.deepEqual(faults({ professional: harder }), [])
})

test('a lead that would push the numbers off the first screen is found', () => {
  assert.match(faults({ men: aPage('far', { lead: 'Du kan ringa. Du kan skriva.' }) })[0] ?? '', /2 sentences/)
  assert.match(faults({ men: aPage('far', { lead: `${'ord '.repeat(40)}.` }) })[0] ?? '', /161 characters/)
})

test('a page that names fewer than three behaviours is found', () => {
  const page = withSection(aPage('mor'), 'recognise', `- Slag.\n- Hot.\n\n${sentences('mor e', 5)}`)
  assert.match(faults({ exposed: page })[0] ?? '', /2 behaviours/)
})

test('a page that is another page with a new name on it is found from both, the device apart', () => {
  const copied = faults({ exposed: aPage('mor'), men: aPage('mor', { title: 'Råd far' }) })
  assert.deepEqual(
    copied.map((fault) => fault.replace(/\d+ %/, 'n %')),
    [
      'pages/exposed: n % of its sentences are those of pages/men',
      'pages/men: n % of its sentences are those of pages/exposed',
    ],
  )
  const device = sentences('telefon', 90)
  assert.deepEqual(
    faults({ exposed: withSection(aPage('mor'), 'device', device), men: withSection(aPage('far'), 'device', device) }),
    [],
  )
})

test('two pages with one title are found', () => {
  assert.deepEqual(faults({ exposed: aPage('mor'), men: aPage('far', { title: 'RÅD MOR' }) }), [
    'pages/men/title: the same title as pages/exposed',
  ])
})
