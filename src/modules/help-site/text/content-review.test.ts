import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { AUDIENCES, type AudienceId } from '../audience.ts'
import { runningTextOf } from './page-text.ts'
import { fleschKincaidOf, lixOf, wordsOf } from './readability.ts'
import { readTexts } from './texts.ts'

const REVIEW = readFileSync(join(PROJECT_ROOT, 'docs/content-review.md'), 'utf8')
const GAPS = readFileSync(join(PROJECT_ROOT, 'docs/content-gaps.md'), 'utf8')
const texts = readTexts(PROJECT_ROOT)

const runningText = (tag: string, audience: AudienceId): string => {
  const page = texts.written.get(tag)?.pages.get(audience)
  assert.ok(page !== undefined, `there is no page ${audience} in ${tag}`)
  return runningTextOf(page)
}

const sections = new Map(
  REVIEW.split(/^## /m)
    .slice(1)
    .map((section) => [section.split(' ')[0] as string, section]),
)
const sectionOf = (audience: AudienceId): string => sections.get(audience) ?? assert.fail(`no section on ${audience}`)

test('the review has a section on every page, in the order of the front page', () => {
  assert.deepEqual(
    [...sections.keys()],
    AUDIENCES.map(({ id }) => id),
  )
})

test('each section names behaviours, a barrier and a first step, and what nobody has told us', () => {
  for (const { id } of AUDIENCES) {
    const section = sectionOf(id)
    for (const part of [/^- Behaviours/m, /^- Barrier: \S/m, /^- First step: \S/m, /^\*\*Gaps\*\*\n\n- \S/m])
      assert.match(section, part, id)
  }
})

const squashed = (text: string): string => text.replaceAll(/\s+/g, ' ')

test('the three sentences that could stand on no other page stand on that page, and on no other', () => {
  for (const { id } of AUDIENCES) {
    const [, line = ''] = /^\*\*Three sentences[^*]*\*\*: (.*)$/m.exec(sectionOf(id)) ?? []
    const quoted = line.split(' · ').map((quote) => quote.replace(/^“/, '').replace(/”$/, ''))
    assert.equal(quoted.length, 3, id)
    for (const sentence of quoted)
      assert.deepEqual(
        AUDIENCES.map((audience) => audience.id).filter((other) =>
          squashed(runningText('sv', other)).includes(squashed(sentence)),
        ),
        [id],
        sentence,
      )
  }
})

test("the measures of the review are those of today's texts", () => {
  for (const { id } of AUDIENCES) {
    const words = (tag: string): number => wordsOf(runningText(tag, id)).length
    const lix = (tag: string): string => lixOf(runningText(tag, id)).toFixed(1)
    const grade = fleschKincaidOf(runningText('en', id)).toFixed(1)
    const measured = `**Measured**: sv ${words('sv')} words, LIX ${lix('sv')}; sv-simple ${words('sv-simple')} words, LIX ${lix('sv-simple')}; en ${words('en')} words, FK ${grade}; `
    assert.ok(sectionOf(id).includes(measured), `${id} should begin its measures with: ${measured}`)
  }
})

test('every page with gaps has rows in the list of gaps, and each row says who must find out', () => {
  const [, ...rows] = [...GAPS.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | '))
  for (const row of rows) assert.ok(row.length === 4 && row.every((cell) => cell.length > 2), row.join(' | '))
  const places = new Set(rows.map(([place]) => place))
  for (const { id } of AUDIENCES) assert.ok(places.has(`pages/${id}`), id)
})
