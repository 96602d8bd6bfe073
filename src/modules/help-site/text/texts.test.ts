import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stringify } from 'yaml'
import { FileProblems, type Problem } from '#kernel/document.ts'
import { aPageText, aSection, miniatureTexts, type MiniatureTexts } from '#tests/support/miniature-texts.ts'
import { readTexts, sayOf, shownErrors, shownPage, standingsOf, whatKeepsBack } from './texts.ts'
import { withSourceMarked } from './wording.ts'

const problemOf = ({ root }: MiniatureTexts): Problem => {
  try {
    readTexts(root)
  } catch (error) {
    assert.ok(error instanceof FileProblems)
    return error.problems[0] as Problem
  }
  assert.fail('a broken file was read without a word')
}

const textOf = ({ root }: MiniatureTexts, file: string): string => readFileSync(join(root, file), 'utf8')

test('a wrong page is told by file, line, field and what was expected there', () => {
  const texts = miniatureTexts()
  const file = 'locales/en/pages/exposed.yaml'
  texts.write(file, textOf(texts, file).replace('lead: english lead.', 'lead: ""'))
  assert.deepEqual(problemOf(texts), { file, line: 4, field: 'lead', expected: 'expected a text, found nothing' })
})

test('a file that is no YAML, is missing or is of an audience nobody knows is told by its name', () => {
  const torn = miniatureTexts()
  torn.write('locales/en/site.yaml', 'exit.label: "Leave\nback: Back\n')
  assert.equal(problemOf(torn).file, 'locales/en/site.yaml')
  assert.match(problemOf(torn).expected, /not valid YAML/)

  const empty = miniatureTexts()
  empty.write('locales/pl/pages/exposed.yaml', stringify(aPageText('polski')))
  assert.deepEqual(problemOf(empty), {
    file: 'locales/pl/site.yaml',
    line: 0,
    field: '',
    expected: 'expected this file, found none',
  })

  const stray = miniatureTexts()
  stray.write('locales/en/pages/exposd.yaml', stringify(aPageText('english')))
  assert.equal(problemOf(stray).file, 'locales/en/pages/exposd.yaml')
  assert.match(problemOf(stray).expected, /expected one of exposed, child/)
})

test('a ledger that is not of the form is told by its line', () => {
  const texts = miniatureTexts()
  const file = 'locales/en/states.tsv'
  texts.write(file, textOf(texts, file).replace(/^(site\/back\t.*)\twritten/m, '$1\tperfect'))
  const { file: told, line, expected } = problemOf(texts)
  assert.equal(told, file)
  assert.equal(textOf(texts, file).split('\n')[line - 1]?.startsWith('site/back'), true)
  assert.match(expected, /six columns/)
})

test('a language is released when it is meant to be and every critical text is fresh', () => {
  const texts = readTexts(miniatureTexts().root)
  assert.deepEqual([...texts.released], ['sv', 'en'])
})

test('a critical text that is stale, changed, missing or a draft keeps its whole language back', () => {
  const changes: [string, (texts: MiniatureTexts) => void][] = [
    [
      'stale',
      (texts) => texts.write('locales/sv/site.yaml', textOf(texts, 'locales/sv/site.yaml').replace('Ring', 'Ring nu')),
    ],
    [
      'changed',
      (texts) => texts.write('locales/en/site.yaml', textOf(texts, 'locales/en/site.yaml').replace('Call', 'Phone')),
    ],
    [
      'missing',
      (texts) =>
        texts.write('locales/en/site.yaml', textOf(texts, 'locales/en/site.yaml').replace('danger.call: Call\n', '')),
    ],
    ['draft', (texts) => texts.accept('en', 'draft')],
  ]
  for (const [standing, change] of changes) {
    const miniature = miniatureTexts()
    change(miniature)
    const { released, written } = readTexts(miniature.root)
    assert.ok(!released.has('en'), `a critical text is ${standing}, and English is released`)
    assert.equal(standingsOf(written, 'en').get('site/danger.call'), standing)
    assert.ok(whatKeepsBack(written, 'en').includes('site/danger.call'))
    assert.ok(released.has('sv'), 'Swedish is what everything falls back to')
  }
})

test('a text that is not critical never keeps a language back', () => {
  const miniature = miniatureTexts()
  miniature.write('locales/en/site.yaml', textOf(miniature, 'locales/en/site.yaml').replace('back: Back\n', ''))
  assert.ok(readTexts(miniature.root).released.has('en'))
})

test("a section that changed since it was accepted is shown in Swedish, and the page's other sections are not", () => {
  const miniature = miniatureTexts()
  const file = 'locales/en/pages/exposed.yaml'
  miniature.write(file, textOf(miniature, file).replace('english barrier.', 'a machine wrote this.'))
  const page = shownPage(readTexts(miniature.root), 'en', 'exposed')
  assert.equal(page.language, 'en')
  assert.deepEqual(
    page.sections.map(({ id, language, text }) => `${id} ${language} ${text.split('.')[0]}.`),
    [
      'believed en english believed.',
      'recognise en - english one.',
      'barrier sv svenska barrier.',
      'contact en english contact.',
      'first-step en english first step.',
    ],
  )
})

test('a section that only the other language has is left out while nobody stands behind it', () => {
  const miniature = miniatureTexts()
  const page = aPageText('english')
  const more = { ...page, sections: { ...page.sections, more: aSection('english more') } }
  miniature.write('locales/en/pages/exposed.yaml', stringify(more))
  const ids = (): readonly string[] =>
    shownPage(readTexts(miniature.root), 'en', 'exposed').sections.map(({ id }) => id)
  assert.ok(!ids().includes('more'))
  miniature.accept('en')
  assert.ok(ids().includes('more'))
})

test('a page whose head may not be shown is shown whole in Swedish', () => {
  const miniature = miniatureTexts()
  const file = 'locales/en/pages/exposed.yaml'
  miniature.write(file, textOf(miniature, file).replace('english lead.', 'a machine wrote this.'))
  const page = shownPage(readTexts(miniature.root), 'en', 'exposed')
  assert.equal(page.language, 'sv')
  assert.ok(page.sections.every(({ language }) => language === 'sv'))
  assert.equal(page.lead, 'svenska lead.')
})

test('a stale section is still shown in its own language: an old sentence is better than one that is not read', () => {
  const miniature = miniatureTexts()
  const file = 'locales/sv/pages/exposed.yaml'
  miniature.write(file, textOf(miniature, file).replace('svenska contact.', 'svenska, med en ny tid.'))
  const page = shownPage(readTexts(miniature.root), 'en', 'exposed')
  assert.equal(page.sections.find(({ id }) => id === 'contact')?.language, 'en')
})

test("the site's own words are Swedish where they may not be shown, and all of them before the language is released", () => {
  const changed = miniatureTexts()
  const file = 'locales/en/site.yaml'
  changed.write(file, textOf(changed, file).replace('back: Back', 'back: a machine wrote this'))
  const say = sayOf(readTexts(changed.root), 'en')
  assert.equal(withSourceMarked(say('back')), '<span lang="sv" dir="ltr">Tillbaka</span>')
  assert.equal(say('exit.label'), 'Leave this page quickly')

  const kept = miniatureTexts()
  kept.accept('en', 'draft')
  assert.equal(sayOf(readTexts(kept.root), 'en')('exit.label'), 'Lämna sidan snabbt')
})

test('the pages for what went wrong are in one language or the other, never in both', () => {
  const miniature = miniatureTexts()
  assert.equal(shownErrors(readTexts(miniature.root), 'en').method.title, 'english method')
  const file = 'locales/en/errors.yaml'
  miniature.write(file, textOf(miniature, file).replace('title: english method', 'title: a machine wrote this'))
  const shown = shownErrors(readTexts(miniature.root), 'en')
  assert.equal(shown.method.title, 'svenska method')
  assert.equal(shown['not-found'].title, 'svenska not-found')
})
