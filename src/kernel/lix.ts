/** The words of a text: letters and figures, held together by hyphens and apostrophes. */
export const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+(?:[-'’:][\p{L}\p{N}]+)*/gu) ?? []

/** The sentences of a paragraph, those without a word left out. A colon ends one too, as Björnsson counts. */
export const sentencesIn = (paragraph: string): readonly string[] =>
  paragraph
    .split(/(?<=[.!?:])["”»)]*\s+/)
    .map((part) => part.trim())
    .filter((part) => wordsIn(part).length > 0)

const LONG = 6

/**
 * LIX, the Swedish readability index: words per sentence plus the share of words over six letters in per cent.
 * Source: C.-H. Björnsson, Läsbarhet (1968). Under 30 very easy, 30–40 easy. 0 for no words.
 */
export const lix = (words: readonly string[], sentences: number): number => {
  if (words.length === 0) return 0
  const long = words.filter((word) => [...word].length > LONG).length
  return words.length / sentences + (100 * long) / words.length
}
