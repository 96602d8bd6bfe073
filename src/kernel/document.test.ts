import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { FileProblems, mustParseYaml, parseYaml, sentenceOf } from './document.ts'

const schema = z.strictObject({
  name: z.string('expected a text'),
  numbers: z.array(z.strictObject({ e164: z.string('expected a number in quotation marks') })),
})
type Read = z.infer<typeof schema>

const problemsOf = (text: string): readonly string[] => {
  const parsed = parseYaml<Read>(text, schema, 'contacts.yaml')
  return parsed.ok ? [] : parsed.problems.map(sentenceOf)
}

describe('a file a person wrote', () => {
  test('is read as YAML, and JSON with it', () => {
    const value = { name: 'Hjo', numbers: [{ e164: '112' }] }
    assert.deepEqual(parseYaml('name: Hjo\nnumbers:\n  - e164: "112"\n', schema, 'f'), { ok: true, value })
    assert.deepEqual(parseYaml(JSON.stringify(value), schema, 'f'), { ok: true, value })
  })

  test('with a wrong value: its line, its field and what was expected', () => {
    assert.deepEqual(problemsOf('name: Hjo\nnumbers:\n  - e164: "112"\n  - e164: 112\n'), [
      'contacts.yaml, line 4, field numbers[1].e164: expected a number in quotation marks',
    ])
  })

  test('with a field left out: the line of what it is missing from', () => {
    assert.deepEqual(problemsOf('# ours\nnumbers: []\n'), ['contacts.yaml, line 2, field name: expected a text'])
  })

  test('with several faults: all of them', () => {
    assert.equal(problemsOf('name: 1\nnumbers:\n  - e164: 2\n').length, 2)
  })

  test('with a field nobody knows: its name', () => {
    assert.match(problemsOf('name: Hjo\nnumbers: []\naddress: Storgatan 1\n').join(), /address/)
  })

  test('that is no YAML: the line where it goes wrong', () => {
    assert.match(
      problemsOf('name: Hjo\nnumbers: [\n').join(),
      /^contacts\.yaml, line [23]: the file is not valid YAML: /,
    )
  })

  test('with the same field twice is no YAML either', () => {
    assert.match(problemsOf('name: Hjo\nname: Habo\nnumbers: []\n').join(), /line 2: the file is not valid YAML/)
  })

  test('that refers to what is not there: the line where it does', () => {
    assert.match(
      problemsOf('name: &hjo Hjo\nnumbers: *habo\n').join(),
      /^contacts\.yaml, line 2: the file is not valid YAML: /,
    )
  })

  test('that would grow without end is refused, not read', () => {
    const bomb = [
      'a: &a [x]',
      ...[...'bcdefghij'].map(
        (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(',')}]`,
      ),
    ]
    assert.match(problemsOf(bomb.join('\n')).join(), /not valid YAML: Excessive alias count/)
  })

  test('that holds anything at all is answered and never thrown at', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'*&!|>-:[]{}#,"\' \n\tax%@`?') }),
        (text) => void problemsOf(text),
      ),
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void problemsOf(text)))
  })

  test('that is empty: what was expected, without a field', () => {
    assert.match(problemsOf('').join(), /^contacts\.yaml[^:]*: /)
  })
})

test('a file that must be right throws every problem as a sentence', () => {
  assert.throws(
    () => mustParseYaml('name: 1\n', schema, 'contacts.yaml'),
    (error) => error instanceof FileProblems && error.problems.length === 2 && error.message.split('\n').length === 2,
  )
  assert.deepEqual(mustParseYaml('name: Hjo\nnumbers: []\n', schema, 'f'), { name: 'Hjo', numbers: [] })
})
