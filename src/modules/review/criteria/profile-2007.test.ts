import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { LocalDate } from '#kernel/dates.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { pageFactsOf } from '../facts/page-facts.ts'
import type { SearchFacts, SiteFacts } from '../facts/facts.ts'
import { readPage } from '../pages/read-page.ts'
import { gradeOf2007, loadProfile2007 } from './profile-2007.ts'

const profile = loadProfile2007(PROJECT_ROOT)
const ORIGIN = 'https://granback.example'
const AT = '2026-11-25T08:00:00.000Z'
const HELP = `${ORIGIN}/stod/vald`

const searched = (hits: readonly string[]): SearchFacts => ({
  kind: 'searched',
  words: ['våld', 'misshandel', 'kvinnofrid', 'kvinnojour', 'hedersvåld'].map((word) => ({
    word,
    hits: word === 'kvinnofrid' ? hits : [],
  })),
})

const siteWith = (pages: Readonly<Record<string, string>>, search: SearchFacts): SiteFacts => ({
  visit: {
    site: ORIGIN,
    code: '9001',
    run: '2026-11-25-1',
    begunAt: AT,
    endedAt: AT,
    end: 'exhausted',
    about: undefined,
    browser: 'never',
    delayMs: 1000,
    pageLimit: 200,
    captures: 1,
  },
  on: '2026-11-25' as LocalDate,
  municipality: undefined,
  pages: Object.entries(pages).map(([url, main]) => ({
    ...pageFactsOf(readPage(`<html lang="sv"><body><main>${main}</main></body></html>`, url), []),
    fetchedAt: AT,
    status: 200,
    headers: {},
    clicks: undefined,
    rendered: false,
  })),
  documents: [],
  probes: [],
  sitemap: { found: false, addresses: new Set() },
  search,
  browser: undefined,
  browserFailures: [],
  register: [],
  requests: 1,
})

const WHOLE = `<h1>Våld i nära relationer</h1>
<p>Är du utsatt för våld av någon du lever med? Du kan få hjälp av oss. Ring 0980-319 201.</p>
<p>Läs mer hos <a href="https://jour.example/">kvinnojouren</a>.</p>`

describe('what the review of 2007 would have said', () => {
  it('gives five to a page that is found, with a heading, text, a number and a link', () => {
    const { tests, lowest, highest } = gradeOf2007(siteWith({ [HELP]: WHOLE }, searched([HELP])), profile)
    assert.deepEqual([lowest, highest], [5, 5])
    assert.ok(Object.values(tests).every((passed) => passed === true))
  })

  it('gives one to a site that says nothing of violence, whatever its search finds', () => {
    const site = siteWith({ [`${ORIGIN}/stod`]: '<h1>Hemtjänst</h1><p>Ansök hos oss.</p>' }, searched([HELP]))
    assert.deepEqual([gradeOf2007(site, profile).lowest, gradeOf2007(site, profile).highest], [1, 1])
  })

  it('counts a heading on another page, with what stands under that heading and nothing else of the page', () => {
    const mixed = `<h1>Individ- och familjeomsorg</h1><p>Växeln har nummer 0980-319 200. <a href="/avgift">Avgifter</a></p>
<p>Här ansöker du om färdtjänst, hemtjänst, försörjningsstöd och bostadsanpassning. Handläggningen tar två veckor.</p>
<h2>Kvinnofrid</h2><p>Vi hjälper den som utsätts för våld. Hör av dig till socialtjänsten.</p>`
    const { tests } = gradeOf2007(siteWith({ [`${ORIGIN}/ifo`]: mixed }, searched([])), profile)
    assert.deepEqual(tests, {
      found: false,
      'top-five': false,
      'own-heading': true,
      text: true,
      number: false,
      link: false,
    })
  })

  it('tells the sixth hit from the fifth', () => {
    const others = [1, 2, 3, 4, 5].map((place) => `${ORIGIN}/protokoll/${place}`)
    const fifth = gradeOf2007(siteWith({ [HELP]: WHOLE }, searched([...others.slice(1), HELP])), profile)
    const sixth = gradeOf2007(siteWith({ [HELP]: WHOLE }, searched([...others, HELP])), profile)
    assert.deepEqual([fifth.tests.found, fifth.tests['top-five']], [true, true])
    assert.deepEqual([sixth.tests.found, sixth.tests['top-five']], [true, false])
    assert.deepEqual([fifth.lowest, sixth.lowest], [5, 4])
  })

  it('asks only the words of 2007 of what a search found', () => {
    const search: SearchFacts = { kind: 'searched', words: [{ word: 'hedersvåld', hits: [HELP] }] }
    assert.equal(gradeOf2007(siteWith({ [HELP]: WHOLE }, search), profile).tests.found, false)
  })

  it('gives a grade from and to where the search could not be asked', () => {
    const { tests, lowest, highest } = gradeOf2007(
      siteWith({ [HELP]: WHOLE }, { kind: 'cannot', why: 'no-form' }),
      profile,
    )
    assert.deepEqual([tests.found, tests['top-five']], [undefined, undefined])
    assert.deepEqual([lowest, highest], [3, 5])
  })

  it('never counts news', () => {
    const news = `<article class="news"><h1>Nyhet: våld i nära relationer</h1><p>Publicerad 2026-11-01. Föreläsning om våld på biblioteket. Ring 0980-319 201.</p></article>`
    const site = siteWith({ [`${ORIGIN}/nyheter/2026-11-01-vald`]: news }, searched([]))
    assert.equal(gradeOf2007(site, profile).tests['own-heading'], false)
  })

  it('never falls when one more test is passed', () => {
    const parts = ['<p>Du kan få hjälp. Hör av dig.</p>', '<p>Ring 0980-319 201</p>', '<p><a href="/mer">Mer</a></p>']
    fc.assert(
      fc.property(fc.subarray(parts), fc.constantFrom(...parts), fc.boolean(), (some, more, found) => {
        const grade = (with_: readonly string[]): number =>
          gradeOf2007(
            siteWith({ [HELP]: `<h1>Våld i nära relationer</h1>${with_.join('')}` }, searched(found ? [HELP] : [])),
            profile,
          ).lowest
        assert.ok(grade([...new Set([...some, more])]) >= grade(some))
      }),
      { numRuns: 30 },
    )
  })
})
