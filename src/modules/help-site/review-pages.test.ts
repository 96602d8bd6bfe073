import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reportSchema } from '#modules/review/report/json.ts'
import { reviewsSchema } from '#modules/review/public/data.ts'
import { said, someReviews } from '#tests/support/reports.ts'
import { aWorld } from '#tests/support/world.ts'
import { parseAddress, reviewPath, type ReviewPage } from './address.ts'
import { answerTo } from './answers.ts'
import { exportAddresses, narrowedTo } from './export/addresses.ts'
import { renderPage } from './render.ts'
import { openSite } from './site.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const contested = said(1, { kind: 'contested', criterion: 'K03', reason: 'Tiderna står på sidan.' })
const reviews = someReviews(
  { code: '9002', acts: [contested] },
  { code: '9001', verdicts: undefined, end: 'certificate' },
  { code: '9003' },
  { code: 'x1' },
)
const world = aWorld({ reviews })
const at = (path: string, of = world): ReturnType<typeof renderPage> => renderPage(of, parseAddress(path), NOW, 'live')
const bodyAt = (path: string): string => at(path)?.body ?? ''

describe('the public pages of the review', () => {
  it('list the municipalities by name, never by what they came to', () => {
    const names = [...bodyAt('/o/review').matchAll(/<a href="\/o\/review\/(\d{4})">([^<]+)<\/a>/g)]
    assert.deepEqual(
      names.map(([, code, name]) => [code, name]),
      [
        ['9003', 'Aspvik'],
        ['9001', 'Granbäck'],
        ['9002', 'Åbyhed'],
      ],
    )
    assert.match(bodyAt('/o/review'), /Granbäck<\/a><\/th><td>Kunde inte bedömas<\/td><td>–<\/td>/)
    assert.match(bodyAt('/o/review'), /Åbyhed<\/a><\/th><td>Hjälpen är svår att nå<\/td><td>83 %<\/td>/)
  })

  it('show a municipality’s review with what it objects to and why, and since when it is public', () => {
    const body = bodyAt('/o/review/9002')
    assert.match(body, /<h1>Granskning av webbplatsen: Åbyhed<\/h1>/)
    assert.ok(body.includes('Kommunen invänder mot en bedömning.'))
    assert.ok(body.includes('Granbäcks kommun anser att bedömningen är fel (2026-11-27): Tiderna står på sidan.'))
    assert.ok(body.includes('Offentlig sedan 2026-11-20.'))
    assert.ok(!bodyAt('/o/review/9003').includes('Kommunen invänder'))
  })

  it('show no verdict of a visit that did not end whole', () => {
    const body = bodyAt('/o/review/9001')
    assert.ok(body.includes('Webbplatsen är inte bedömd') && !body.includes('Uppfyllt'))
  })

  it('say how it is judged, with every criterion and how many meet it', () => {
    const body = bodyAt('/o/review/how')
    assert.ok(body.includes('Varje webbplats bedöms efter 7 kriterier.'))
    assert.ok(body.includes('Vikt 5 av 5. (rör säkerheten) Bedöms av programmet.'))
    assert.ok(body.includes('Av 2 granskade webbplatser: inte uppfyllt 2.'))
  })

  it('are there in English too, and in no other language', () => {
    assert.match(bodyAt('/o/en/review/9003'), /<html lang="en"[\s\S]*Review of the website: Aspvik/)
    assert.match(bodyAt('/o/en/review'), /href="\/o\/en\/review\/9003"/)
    assert.match(bodyAt('/o/en/review'), /href="\/o\/review"/)
    assert.equal(at('/o/ar/review'), undefined)
  })

  it('have the way out and 112 as every page of the site has, and are for no search engine', () => {
    for (const path of ['/o/review', '/o/review/how', '/o/review/9003']) {
      assert.match(bodyAt(path), /<form id="exit"[\s\S]*tel:112/)
      assert.match(String(at(path)?.headers['X-Robots-Tag']), /noindex/)
    }
  })

  it('are data too, as the schemas say', () => {
    const { reviews: rows } = reviewsSchema.parse(JSON.parse(bodyAt('/o/review.json')))
    assert.deepEqual(
      rows.map(({ code, end, label, contested: against }) => [code, end, label, against]),
      [
        ['9003', null, 'does-not-reach', []],
        ['9001', 'certificate', null, []],
        ['9002', null, 'does-not-reach', ['K03']],
      ],
    )
    const one = reportSchema.parse(JSON.parse(bodyAt('/o/review/9002.json')))
    assert.equal(one.criteria.find(({ id }) => id === 'K03')?.contested?.reason, 'Tiderna står på sidan.')
    const [head, first] = bodyAt('/o/review.csv').split('\r\n')
    assert.match(String(head), /;assessable;F01;F02;K01;K03;K06;M04;M12;contested$/)
    assert.match(String(first), /^9003;Aspvik;.*;met;partly;not-met;not-met;partly;cannot-tell;not-applicable;$/)
    assert.match(String(at('/o/review.csv')?.headers['Content-Type']), /text\/csv/)
  })

  it('are found from the page about open data', () => {
    assert.match(bodyAt('/o/open-data'), /href="\/o\/review"/)
    assert.doesNotMatch(at('/o/open-data', aWorld())?.body ?? '', /\/o\/review/)
  })

  it('are not there for what is not public, and where there is no review', () => {
    for (const path of ['/o/review/1497', '/o/review/1497.json', '/o/review/x1']) {
      assert.equal(at(path), undefined, path)
      const answer = answerTo(world, { method: 'GET', path, form: new URLSearchParams() }, NOW)
      assert.equal(answer.status, 404, path)
    }
    for (const path of ['/o/review', '/o/review.json']) assert.equal(at(path, aWorld()), undefined)
  })

  it('are made anew when something more becomes public', () => {
    const { prepared, facts, receptions } = aWorld()
    const site = openSite(prepared, { facts, receptions }, [], () => NOW)
    const before = site.version('o')
    assert.equal(site.page('/o/review', NOW), undefined)
    site.reviewed(reviews)
    assert.ok(site.version('o') > before)
    assert.match(site.page('/o/review', NOW)?.body ?? '', /Aspvik/)
  })

  it('are in a copy of the site, of its own municipalities alone', () => {
    const paths = exportAddresses(narrowedTo(world, new Set(['9003']))).map(({ path }) => path)
    assert.deepEqual(
      paths.filter((path) => path.includes('review')),
      [
        '/o/review',
        '/o/review/how',
        '/o/review/9003',
        '/o/en/review',
        '/o/en/review/how',
        '/o/en/review/9003',
        '/o/review.csv',
        '/o/review.json',
        '/o/review/9003.json',
      ],
    )
  })
})

describe('an address of the review', () => {
  const pages: readonly ReviewPage[] = [
    { of: 'list' },
    { of: 'how' },
    { of: 'csv' },
    { of: 'json' },
    { of: 'one', code: '9001' },
    { of: 'one-json', code: '9001' },
  ]

  it('that is written can be read back', () => {
    for (const page of pages)
      assert.deepEqual(parseAddress(reviewPath('sv', page)), { kind: 'review', language: 'sv', page })
    for (const page of pages.filter(({ of }) => of === 'list' || of === 'how' || of === 'one'))
      assert.deepEqual(parseAddress(reviewPath('en', page)), { kind: 'review', language: 'en', page })
  })

  it('is one, whatever language stands in it, and whatever comes after', () => {
    assert.deepEqual(parseAddress('/o/sv/review/9001'), { kind: 'moved', to: '/o/review/9001' })
    assert.deepEqual(parseAddress('/o/en/review.csv'), { kind: 'moved', to: '/o/review.csv' })
    assert.deepEqual(parseAddress('/o/review?utm=1'), { kind: 'moved', to: '/o/review' })
    for (const path of ['/o/review/how/x', '/o/review/123', '/o/review.json/9001', '/o/review/9001.csv'])
      assert.equal(parseAddress(path).kind, 'unknown', path)
  })
})
