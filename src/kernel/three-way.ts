/** What both sides changed, each in another way: somebody must choose. Nothing where a side has taken it away. */
export type Conflict = {
  /** Keys of records and names of lines, from the outside in. */
  readonly path: readonly string[]
  readonly theirs: unknown
  readonly mine: unknown
}

export type Side = 'theirs' | 'mine'

export type Merged<T> = { readonly value: T; readonly conflicts: readonly Conflict[] }

export type Merging = {
  /** What makes a line of a list the same line though something in it was changed. */
  readonly nameOf?: (line: unknown) => string
  /** Which side holds where both changed the same; theirs when nobody says. */
  readonly choose?: (conflict: Conflict) => Side
}

/**
 * Puts together what two sides made of the same beginning: what one of them changed is taken, what both changed in
 * different ways is a conflict. Values are what JSON can hold. Records are merged key by key, lists line by line, and a
 * record whose `kind` both sides do not share is one thing. Every change of either side is in the result or in a conflict.
 */
export const threeWay = <T>(base: T, theirs: T, mine: T, { nameOf = nameless, choose }: Merging = {}): Merged<T> => {
  const conflicts: Conflict[] = []
  const conflict = (path: readonly string[], hers: unknown, own: unknown): unknown => {
    const found = { path, theirs: hers, mine: own }
    conflicts.push(found)
    return choose?.(found) === 'mine' ? own : hers
  }
  const merge = (path: readonly string[], from: unknown, hers: unknown, own: unknown): unknown => {
    if (same(hers, own) || same(from, own)) return hers
    if (same(from, hers)) return own
    if (isRecord(hers) && isRecord(own) && hers['kind'] === own['kind']) {
      const before = isRecord(from) && from['kind'] === own['kind'] ? from : {}
      const keys = [...new Set([...Object.keys(hers), ...Object.keys(own)])]
      const merged = keys.map((key) => [key, merge([...path, key], before[key], hers[key], own[key])] as const)
      return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
    }
    if (Array.isArray(hers) && Array.isArray(own)) {
      const lines = [Array.isArray(from) ? from : [], hers, own].map((list) => byName(list, nameOf))
      const [before, theirLines, myLines] = lines
      const names = before && theirLines && myLines && namesLeft(before, theirLines, myLines)
      if (names !== undefined)
        return names.map((name) => {
          const [a, b] = [theirLines?.get(name), myLines?.get(name)]
          return a === undefined || b === undefined ? (a ?? b) : merge([...path, name], before?.get(name), a, b)
        })
    }
    return conflict(path, hers, own)
  }
  return { value: merge([], base, theirs, mine) as T, conflicts }
}

type Lines = ReadonlyMap<string, unknown>

/** Nothing for a list in which two lines have the same name: there it cannot be told which of them was changed. */
const byName = (list: readonly unknown[], nameOf: (line: unknown) => string): Lines | undefined => {
  const lines = new Map(list.map((line) => [nameOf(line), line]))
  return lines.size === list.length ? lines : undefined
}

/** The lines that are left, in their order; nothing when somebody must choose between the whole lists. */
const namesLeft = (base: Lines, theirs: Lines, mine: Lines): readonly string[] | undefined => {
  const added = (side: Lines): boolean => [...side.keys()].some((name) => !base.has(name))
  for (const [name, line] of base) {
    const sides = [theirs, mine].flatMap((side) => (side.has(name) ? [side.get(name)] : []))
    // Both put something else in its place: perhaps the same mistake, mended twice.
    if (sides.length === 0 && added(theirs) && added(mine)) return undefined
    // Taken away by one, changed by the other.
    if (sides.length === 1 && !same(sides[0], line)) return undefined
  }
  const common = (side: Lines): string =>
    [...side.keys()].filter((name) => theirs.has(name) && mine.has(name)).join('\n')
  const [leader, other] =
    common(mine) === common(theirs) || common(mine) === common(base) ? [theirs, mine] : [mine, theirs]
  if (leader === mine && common(theirs) !== common(base)) return undefined
  const names = [...leader.keys()].filter((name) => other.has(name) || !base.has(name))
  let before = -1
  for (const name of other.keys()) {
    if (!leader.has(name) && !base.has(name)) names.splice(before + 1, 0, name)
    if (names.includes(name)) before = names.indexOf(name)
  }
  return names
}

const nameless = (line: unknown): string => (typeof line === 'string' ? line : JSON.stringify(line))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same in content, whatever the order of a record's keys: a database keeps them in its own. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, place) => same(one, b[place]))
  if (!isRecord(a) || !isRecord(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]))
}
