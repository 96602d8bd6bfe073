import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { aReport, CATALOGUE, said, SEEN, TELLING, VERDICTS } from '#tests/support/reports.ts'
import { aVerdict } from '#tests/support/judged.ts'
import { VISIT_ENDS } from '../crawl/visit.ts'
import type { Verdicts } from '../score/score.ts'
import { reportsCsv } from './csv.ts'
import { reportJson, reportSchema } from './json.ts'
import { readReportStyle, reportPage } from './page.ts'
import { readQuality } from './quality.ts'

const STYLE = readReportStyle(PROJECT_ROOT)
const page = (report: Parameters<typeof reportPage>[2], language: 'sv' | 'en' = 'sv'): string =>
  reportPage(STYLE, TELLING[language], report)
const textOf = (html: string): string =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('a report', () => {
  it('begins with what it comes to, what that rests on, and the three things to change', () => {
    const text = textOf(page(aReport()))
    const places = [
      'Hjälpen är svår att nå',
      '43 av 100 poäng',
      'Ändra det här först',
      '112 tydligt överst',
      'Namnet K03',
      'Namnet K06',
      'När det är gjort',
      'Säkerheten',
      'Hitta hjälpen',
    ].map((part) => text.indexOf(part))
    assert.ok(!places.includes(-1), String(places))
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    )
  })

  it('gives a text to paste that one click marks, and the page it belongs on', () => {
    const html = page(aReport())
    assert.match(html, /<div class="paste"[^>]*><p>Ring 112\.<\/p><p>Ring oss på «nummer»\.<\/p><\/div>/)
    assert.match(STYLE, /\.paste\{[^}]*user-select:all/)
    const first = html.slice(html.indexOf('id="first"'), html.indexOf('id="paste-K01"'))
    // Nothing was seen of 112 anywhere: it belongs on the page about violence.
    assert.ok(first.includes(`href="${SEEN.url}"`))
  })

  it('says why the word is no better than its points, when a star holds it back', () => {
    const all = Object.fromEntries(CATALOGUE.map(({ data }) => [data.id, aVerdict('met')]))
    const held = textOf(page(aReport({ verdicts: { ...all, K01: aVerdict('not-met') } })))
    assert.ok(held.includes('Därför kan omdömet inte bli bättre än så här'))
    assert.ok(!textOf(page(aReport({ verdicts: all }))).includes('Därför kan omdömet'))
  })

  it('shows where each thing was seen, and the words as they stood there as text', () => {
    const html = page(aReport())
    assert.ok(html.includes('Är du utsatt? &lt;b&gt;#panic(&quot;x&quot;)&lt;/b&gt;'))
    // Fetched half an hour past midnight in Stockholm.
    assert.ok(html.includes('hämtad 2026-11-26'))
    assert.ok(html.includes('rel="noreferrer noopener nofollow"'))
    assert.ok(!/<script|<img|https?:\/\/(?!granback)/.test(html))
  })

  it('makes no link of an address that is none of the web', () => {
    const odd = { ...SEEN, url: 'javascript:alert(1)' }
    const html = page(aReport({ verdicts: { F01: aVerdict('met', { evidence: [odd] }) } }))
    assert.ok(html.includes('javascript:alert(1)') && !html.includes('href="javascript'))
  })

  it('puts the values of a verdict into its reason', () => {
    assert.ok(textOf(page(aReport())).includes('Det står 7 rader ner.'))
    assert.ok(textOf(page(aReport(), 'en')).includes('It is 7 lines down.'))
  })

  it('counts what a person ruled, and lets the machine’s verdict stand beside', () => {
    const ruling = said(2, {
      kind: 'overruled',
      criterion: 'K01',
      answers: undefined,
      verdict: 'met',
      reason: 'Den står där.',
    })
    const report = aReport({ acts: [ruling] })
    assert.ok(report.kind === 'judged' && !report.mends.some(({ id }) => id === 'K01'))
    const text = textOf(page(report))
    assert.ok(text.includes('Uppfyllt (rör säkerheten). Den står där.'))
    assert.ok(text.includes('Ändrat av Granbäcks kommun 2026-11-27.'))
    assert.ok(text.includes('Maskinens bedömning: Inte uppfyllt. Det står inte där.'))
  })

  it('says what the municipality has against a verdict, what is only proposed, and what was answered', () => {
    const contested = said(1, { kind: 'contested', criterion: 'K03', reason: 'Tiderna står på sidan.' }, 'Eva Ek')
    const text = textOf(page(aReport({ acts: [contested] })))
    assert.ok(
      text.includes('Eva Ek, Granbäcks kommun anser att bedömningen är fel (2026-11-27): Tiderna står på sidan.'),
    )
    assert.ok(text.includes('Föreslaget av maskinen.'))
    const kept = said(3, { kind: 'kept', criterion: 'K03', answers: 1, reason: 'De står inte kvar.' })
    assert.ok(textOf(page(aReport({ acts: [contested, kept] }))).includes('bedömningen står kvar. De står inte kvar.'))
    const confirmed = said(4, { kind: 'confirmed', criterion: 'K06', reason: undefined })
    const after = textOf(page(aReport({ acts: [confirmed] })))
    assert.ok(after.includes('Bekräftat av Granbäcks kommun') && !after.includes('Föreslaget av maskinen.'))
  })

  it('says what has become better and worse since the run before, by the same rules alone', () => {
    const before = { run: '2026-08-01-1', rules: 'a1b2c3', verdicts: { ...VERDICTS, K03: aVerdict('met') } }
    const since = (also: Partial<{ rules: string; verdicts: Verdicts }>): string =>
      textOf(page(aReport({}, { before: { ...before, ...also } })))
    assert.ok(since({}).includes('Sedan omgång 2026-08-01-1 Sämre: Namnet K03.'))
    assert.ok(since({ verdicts: { ...VERDICTS, F02: aVerdict('not-met') } }).includes('Bättre: Namnet F02.'))
    assert.ok(since({ verdicts: VERDICTS }).includes('Inget har blivit bättre eller sämre.'))
    assert.ok(since({ rules: 'other' }).includes('Då går omgångarna inte att jämföra.'))
    assert.ok(!textOf(page(aReport())).includes('Sedan omgång'))
  })

  it('says how sure the machine is, when that was measured by the same rules', () => {
    const quality = { rules: 'a1b2c3', criteria: { F01: { precision: 0.96, recall: 0.9, of: 60 } } }
    const sure = /60 provsidor stämmer 96 %, och den hittar 90 %/
    assert.match(textOf(page(aReport({}, { quality }))), sure)
    assert.doesNotMatch(textOf(page(aReport({}, { quality: { ...quality, rules: 'older' } }))), sure)
  })

  it('says so when there is nothing to change', () => {
    const verdicts = { F01: aVerdict('met') }
    assert.ok(textOf(page(aReport({ verdicts }))).includes('Ni behöver inte ändra något.'))
  })

  it('names a label that is in no register', () => {
    const text = textOf(page(aReport({ code: 'x7' }, { name: undefined })))
    assert.ok(text.includes('Beteckningen x7 finns inte i registret över kommuner.'))
  })
})

describe('a report of a visit that did not end whole', () => {
  it('says which end it was and what to do, in both languages, and shows no verdict', () => {
    for (const language of ['sv', 'en'] as const)
      for (const end of VISIT_ENDS) {
        const { say } = TELLING[language]
        const html = page(aReport({ verdicts: undefined, end, about: 'nya.example' }), language)
        assert.ok(html.includes(say('report.not-whole')), end)
        assert.ok(!html.includes(say('report.kind.met')) && !html.includes('F01'), end)
        assert.ok(!/[{}]/.test(textOf(html)), end)
      }
    const moved = textOf(page(aReport({ verdicts: undefined, end: 'moved', about: 'nya.example' })))
    assert.ok(moved.includes('Webbplatsen har flyttat till nya.example.'))
  })

  it('is an end and no number in its data', () => {
    const json = reportJson(TELLING.sv, aReport({ verdicts: undefined, end: 'login' }))
    assert.deepEqual([json.end, json.label, json.total, json.criteria], ['login', null, null, []])
    const [, line] = reportsCsv(TELLING.sv, [aReport({ verdicts: undefined, end: 'login' })]).split('\r\n')
    assert.equal(line, `9001;https://granback.example;2026-11-25-1;a1b2c3;login${';'.repeat(12)}`)
  })
})

describe('the data of a report', () => {
  const contested = said(1, { kind: 'contested', criterion: 'K03', reason: 'Tiderna står på sidan.' })

  it('is as its schema says, with what holds and what the machine said', () => {
    const before = { run: '2026-08-01-1', rules: 'a1b2c3', verdicts: VERDICTS }
    const json = reportSchema.parse(reportJson(TELLING.en, aReport({ acts: [contested] }, { before })))
    assert.deepEqual([json.label, json.total], ['does-not-reach', { score: 42.5, assessable: 0.83 }])
    const k03 = json.criteria.find(({ id }) => id === 'K03')
    assert.deepEqual([k03?.state, k03?.verdict, k03?.reason], ['contested', 'not-met', 'It is not there.'])
    assert.deepEqual(k03?.contested, { by: 'Granbäcks kommun', on: '2026-11-27', reason: 'Tiderna står på sidan.' })
    assert.equal(json.since?.changes.length, CATALOGUE.length)
    assert.equal(reportSchema.safeParse(reportJson(TELLING.sv, aReport({ verdicts: undefined }))).success, true)
  })

  it('is a table with a line for each criterion', () => {
    const lines = reportsCsv(TELLING.sv, [aReport(), aReport()]).trimEnd().split('\r\n')
    assert.equal(lines.length, 1 + 2 * CATALOGUE.length)
    assert.ok(
      lines[1]?.startsWith('9001;https://granback.example;2026-11-25-1;a1b2c3;;F01;Egen sida om våld;5;0;A;met;'),
    )
    assert.ok(lines[1]?.includes('"Är du utsatt? <b>#panic(""x"")</b>"'))
  })
})

describe('what was measured of the machine', () => {
  it('can be read, where it is there', () => {
    const quality = readQuality(PROJECT_ROOT)
    for (const { precision, recall } of Object.values(quality?.criteria ?? {})) assert.ok(precision <= 1 && recall <= 1)
    assert.equal(readQuality('/nowhere/at/all'), undefined)
  })
})
