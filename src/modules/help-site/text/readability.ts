import { lix, sentencesIn, wordsIn } from '#kernel/lix.ts'
import { blocksOf } from './page-text.ts'

/** The sentences of a running text; a list item ends a sentence as a full stop does. */
export const sentencesOf = (text: string): readonly string[] =>
  blocksOf(text)
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.text]))
    .flatMap(sentencesIn)

/** The words of a text; a placeholder such as `{tel:bris}` counts as one short word. */
export const wordsOf = (text: string): readonly string[] => wordsIn(text.replaceAll(/\{[^}]*\}/g, 'nr'))

/** The LIX of a text of ours (kernel/lix.ts). 0 for an empty text. */
export const lixOf = (text: string): number => lix(wordsOf(text), sentencesOf(text).length)

/**
 * Flesch–Kincaid grade level of an English text: 0.39 words per sentence + 11.8 syllables per word − 15.59.
 * Source: Kincaid et al., Derivation of new readability formulas (US Navy, 1975). 0 for an empty text.
 */
export const fleschKincaidOf = (text: string): number => {
  const words = wordsOf(text)
  if (words.length === 0) return 0
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return (0.39 * words.length) / sentencesOf(text).length + (11.8 * syllables) / words.length - 15.59
}

/** Vowel groups, less a silent final e: the usual estimate, within a few per cent on running text. */
const syllablesOf = (word: string): number => {
  const lower = word.toLowerCase().replace(/[^a-z]/g, '')
  if (lower.length <= 3) return 1
  const trimmed = lower.replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, '').replace(/^y/, '')
  return Math.max(1, trimmed.match(/[aeiouy]{1,2}/g)?.length ?? 1)
}

/** The share (0–1) of `text`'s sentences that also stand in `other`, letter case and punctuation aside. */
export const sharedSentences = (text: string, other: string): number => {
  const own = sentencesOf(text).map(normalised)
  if (own.length === 0) return 0
  const others = new Set(sentencesOf(other).map(normalised))
  return own.filter((sentence) => others.has(sentence)).length / own.length
}

const normalised = (sentence: string): string => wordsOf(sentence).join(' ').toLowerCase()
