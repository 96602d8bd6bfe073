import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { extractText } from 'unpdf'
import { PROJECT_ROOT } from '#platform/config.ts'
import { aReport, SEEN, TELLING } from '#tests/support/reports.ts'
import { readReportTemplate, reportPdf } from './document.ts'

const TEMPLATE = readReportTemplate(PROJECT_ROOT)
const textOf = async (pdf: Uint8Array): Promise<string> =>
  (await extractText(Uint8Array.from(pdf), { mergePages: true })).text.replaceAll(/\s+/g, ' ')

describe('a report as PDF', () => {
  it('holds what the page holds: the word, what to change, the text to paste, every criterion and its evidence', async () => {
    const text = await textOf(reportPdf(TEMPLATE, TELLING.sv, aReport()))
    for (const part of [
      'Granskning av webbplatsen: Granbäck',
      'Hjälpen är svår att nå',
      '1. 112 tydligt överst (rör säkerheten)',
      'Ring oss på «nummer».',
      'När det är gjort',
      'Äldre',
      'Det står 7 rader ner.',
      SEEN.url,
      'Är du utsatt? <b>#panic("x")</b>',
      'Omgång 2026-11-25-1, regler a1b2c3.',
    ])
      assert.ok(text.includes(part), `${part} in ${text}`)
  })

  it('can be made in English, of a visit that did not end whole, and of one with nothing to change', async () => {
    const english = await textOf(reportPdf(TEMPLATE, TELLING.en, aReport({ verdicts: undefined, end: 'certificate' })))
    assert.ok(english.includes('The website is not judged') && english.includes('Renew the certificate.'))
    assert.ok(
      (await textOf(reportPdf(TEMPLATE, TELLING.en, aReport({ verdicts: {} })))).includes('You need change nothing'),
    )
  })

  it('is the same to the byte for the same report', () => {
    assert.deepEqual(reportPdf(TEMPLATE, TELLING.sv, aReport()), reportPdf(TEMPLATE, TELLING.sv, aReport()))
  })
})
