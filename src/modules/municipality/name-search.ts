type Named = { readonly name: string }

export type Matched<T extends Named> =
  | { readonly kind: 'one'; readonly municipality: T }
  | { readonly kind: 'several'; readonly municipalities: readonly T[] }
  | { readonly kind: 'none' }

const MOST_SHOWN = 8

/**
 * Finds whom a name means: the same name without case, diacritics, spaces and hyphens, then names that begin so, then
 * names that are a slip or two away. One alone is the answer; several are shown to choose from.
 */
export const matchNames = <T extends Named>(text: string, all: readonly T[]): Matched<T> => {
  const asked = [...new Set([plain(text), plain(withoutEnding(text))])].filter((name) => name !== '')
  const first = asked.at(-1)
  if (first === undefined) return { kind: 'none' }
  const written = withoutEnding(text).normalize('NFC').toLowerCase()
  // Whoever writes Håbo does not mean Habo; whoever writes Habo may have no å to write.
  const letter = /[^\x20-\x7e]/.test(written) ? all.filter(({ name }) => name.toLowerCase() === written) : []
  if (letter.length > 0) return answer(letter)
  const same = all.filter(({ name }) => asked.includes(plain(name)))
  if (same.length > 0) return answer(same)
  const begins = first.length >= 2 ? all.filter(({ name }) => plain(name).startsWith(first)) : []
  if (begins.length > 0) return answer(begins)
  const distances = all
    .map((named) => ({ named, slips: slipsBetween(first, plain(named.name)) }))
    .filter(({ named, slips }) => slips <= slipsAllowed(first.length, plain(named.name).length))
  const fewest = Math.min(...distances.map(({ slips }) => slips))
  return answer(distances.filter(({ slips }) => slips === fewest).map(({ named }) => named))
}

/** Jokmok for Jokkmokk is two slips: what counts is how long the name is, of which somebody wrote most. */
const slipsAllowed = (written: number, name: number): number => {
  if (written < 4) return 0
  return written >= 6 && Math.max(written, name) >= 7 ? 2 : 1
}

const answer = <T extends Named>(found: readonly T[]): Matched<T> => {
  const [only, ...more] = found
  if (only === undefined) return { kind: 'none' }
  return more.length === 0
    ? { kind: 'one', municipality: only }
    : { kind: 'several', municipalities: found.slice(0, MOST_SHOWN) }
}

/** Letters and digits alone, small, å and ä as a, ö and ø as o, é as e. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'a')
    .replaceAll(/[^a-z0-9]/g, '')

/** "Göteborgs stad", "Hjo kommun" and "Region Gotland" mean Göteborg, Hjo and Gotland. A name of its own that ends in s is found before this. */
const withoutEnding = (text: string): string => {
  const bare = text
    .trim()
    .replace(/\s+(?:kommun|stad)$/iu, '')
    .replace(/^region\s+/iu, '')
  return bare === text.trim() ? bare : bare.replace(/s$/iu, '')
}

/**
 * How many slips part two words: a letter too many, too few, another, or two that have changed places (the optimal
 * string alignment distance).
 */
export const slipsBetween = (a: string, b: string): number => {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + other)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1)
      row.push(slips)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
