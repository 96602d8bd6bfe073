import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { factsLineOf, factsLineSchema } from './facts-line.ts'
import { nationalLines } from './national-lines.ts'

const REGISTER = nationalLines(loadReference(PROJECT_ROOT).helplines)
const TEXT = 'Våld i nära relationer\nVid fara, ring 112.\nSocialtjänstens mottagning: 031-390 06 10, vardagar 8–16.'

const lineOf = (given: object) => {
  const read = factsLineOf(JSON.stringify(given), REGISTER)
  assert.ok(read.ok, JSON.stringify(read))
  return factsLineSchema.parse(read.value)
}

test('a page is said as a line: its numbers with role and hours, whom it speaks to, its languages', () => {
  const html = `<main>${TEXT.split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')}</main>`
  const line = lineOf({ id: 'a', url: 'https://granback.example/vald', html })
  assert.equal(line.id, 'a')
  assert.deepEqual(
    line.numbers.map(({ e164, role, hours }) => [e164, role, hours]),
    [
      ['112', 'emergency', null],
      ['+46313900610', 'reception', 'Mo-Fr 08:00-16:00'],
    ],
  )
  assert.equal(line.mentions.emergency112, true)
  assert.deepEqual(line.languages, ['sv'])
})

test('a text without markup says the same as the page of its lines', () => {
  const html = `<main>${TEXT.split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')}</main>`
  const url = 'https://granback.example/vald'
  assert.deepEqual(lineOf({ id: 1, url, text: TEXT }), lineOf({ id: 1, url, html }))
})

test('a line that is none says which field is wrong, and what was expected', () => {
  for (const [line, field] of [
    ['{', ''],
    ['{"id":"a","url":"granback","html":""}', 'url'],
    ['{"id":"a","url":"https://granback.example/"}', ''],
    ['{"url":"https://granback.example/","text":""}', 'id'],
  ] as const) {
    const read = factsLineOf(line, REGISTER)
    assert.ok(!read.ok)
    assert.equal(read.field, field)
    assert.match(read.expected, /^expected/)
  }
})
