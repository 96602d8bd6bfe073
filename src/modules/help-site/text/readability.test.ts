import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fleschKincaidOf, lixOf, sentencesOf, sharedSentences, wordsOf } from './readability.ts'

const near = (measured: number, counted: number): void =>
  assert.ok(Math.abs(measured - counted) < 1e-9, `measured ${measured}, counted by hand ${counted}`)

test('LIX is as counted by hand: words per sentence plus the share of words over six letters', () => {
  // 6 words, 2 sentences, no word over six letters: 6 / 2 + 0.
  near(lixOf('Du kan ringa. Det är gratis.'), 3)
  // 4 words, 1 sentence, two long (kommunens, socialtjänst): 4 + 100 · 2 / 4.
  near(lixOf('Kommunens socialtjänst svarar dagtid.'), 54)
  // 9 words, 3 sentences, one long (socialtjänsten): 9 / 3 + 100 · 1 / 9.
  near(lixOf('Ring socialtjänsten. Säg var du är. Be om råd.'), 3 + 100 / 9)
})

test('Flesch–Kincaid is as counted by hand: words per sentence and syllables per word', () => {
  // 6 words, 6 syllables, 1 sentence.
  near(fleschKincaidOf('The cat sat on the mat.'), 0.39 * 6 + 11.8 - 15.59)
  // 5 words; you-can-call-some·one-to·day: 7 syllables; 1 sentence.
  near(fleschKincaidOf('You can call someone today.'), 0.39 * 5 + (11.8 * 7) / 5 - 15.59)
})

test('an empty text reads as nothing', () => {
  assert.equal(lixOf(''), 0)
  assert.equal(fleschKincaidOf('\n\n'), 0)
  assert.equal(sharedSentences('', 'Ring.'), 0)
})

test('a list item ends a sentence as a full stop does, and a quotation goes with its sentence', () => {
  assert.deepEqual(sentencesOf('Det räknas:\n- slag\n- hot på natten\n\nSäg: ”Jag är rädd.” Vänta sedan.'), [
    'Det räknas:',
    'slag',
    'hot på natten',
    'Säg:',
    '”Jag är rädd.',
    'Vänta sedan.',
  ])
})

test('a placeholder counts as one short word, however long the name of its line', () => {
  assert.deepEqual(wordsOf('Ring {tel:kvinnofridslinjen} nu.'), ['Ring', 'nr', 'nu'])
})

const word = fc.stringMatching(/^[a-zåäö]{1,12}$/)
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => `${words.join(' ')}.`)
const text = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((sentences) => sentences.join(' '))

test('to say the same thing twice is neither harder nor easier to read', () => {
  fc.assert(
    fc.property(text, (once) => {
      near(lixOf(`${once} ${once}`), lixOf(once))
      near(fleschKincaidOf(`${once}\n\n${once}`), fleschKincaidOf(once))
    }),
  )
})

test('a longer word never makes a text easier, and one more full stop never harder', () => {
  fc.assert(
    fc.property(text, (before) => {
      const [first = ''] = wordsOf(before)
      assert.ok(lixOf(before.replace(first, `${first}lägenheten`)) >= lixOf(before))
      const words = wordsOf(before)
      assert.ok(lixOf(`${words.join('. ')}.`) <= lixOf(`${words.join(' ')}.`))
    }),
  )
})

test('the share of shared sentences does not mind case or punctuation', () => {
  assert.equal(sharedSentences('Ring dit. Säg var du är.', 'säg: var du är! Gå sedan.'), 0)
  assert.equal(sharedSentences('Ring dit. Säg var du är.', 'Säg var du är! Gå sedan.'), 0.5)
  assert.equal(sharedSentences('Ring dit.', '- ring dit'), 1)
})

test('a text shares all with itself, and the share is always between nothing and all', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      assert.equal(sharedSentences(one, one), 1)
      const share = sharedSentences(one, other)
      assert.ok(share >= 0 && share <= 1)
    }),
  )
})
