import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lix, sentencesIn, wordsIn } from './lix.ts'

const of = (text: string): number => lix(wordsIn(text), sentencesIn(text).length)

test('LIX is as counted by hand: words per sentence plus the share of words over six letters', () => {
  // 4 words, 1 sentence, two long (kommunens, socialtjänst): 4 + 100 · 2 / 4.
  assert.equal(of('Kommunens socialtjänst svarar dagtid.'), 54)
  // 6 words, 2 sentences, none over six letters.
  assert.equal(of('Du kan ringa. Det är gratis.'), 3)
})

test('a colon ends a sentence, and a word held together by a hyphen is one', () => {
  assert.deepEqual(sentencesIn('Ring oss: det kostar inget! ”Vi lyssnar.” Hej då'), [
    'Ring oss:',
    'det kostar inget!',
    '”Vi lyssnar.',
    'Hej då',
  ])
  assert.deepEqual(wordsIn('Hot- och risk-bedömning, 116 016.'), ['Hot', 'och', 'risk-bedömning', '116', '016'])
})

test('no words are no text: it reads as nothing', () => {
  assert.equal(lix([], 0), 0)
  assert.deepEqual(sentencesIn(' … – '), [])
})
