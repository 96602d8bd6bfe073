import { EMPTY, type Entry, hashOf, type Head } from './entry.ts'

/** The first entry that does not fit, by its number, and why. */
export type Misfit = { readonly number: number; readonly why: string }

export type Walk = {
  /** Takes the next entry in the order of their numbers. Returns what does not fit; nothing while all does. */
  next(entry: Entry): Misfit | undefined
  /** Where the walk stands. */
  head(): Head
  /** At the end: whether the chain ends where its head says. */
  end(head: Head): Misfit | undefined
}

/**
 * Walks along a chain from its beginning. `checkpoint` is a head that was written down before, elsewhere: the chain must
 * still pass through it. Without one, somebody who can change both the entries and the head can cut off or rewrite the end.
 */
export const walkChain = (checkpoint?: Head): Walk => {
  let head = EMPTY
  return {
    next: (entry) => {
      const expected = head.number + 1
      if (entry.number !== expected) return { number: expected, why: 'it is missing' }
      if (entry.hash !== hashOf(head.hash, entry)) {
        return { number: expected, why: 'it, or what came before it, is not what was written' }
      }
      head = { number: entry.number, hash: entry.hash }
      if (checkpoint?.number === head.number && checkpoint.hash !== head.hash)
        return { number: expected, why: 'it is not the one that was written down: the chain has been made anew' }
      return undefined
    },
    head: () => head,
    end: (stored) => {
      const missing = { number: head.number + 1, why: 'it is missing: the end has been cut off' }
      if (head.number < stored.number) return missing
      if (head.number > stored.number) return { number: stored.number + 1, why: 'it was put in behind the end' }
      if (head.hash !== stored.hash) return { number: head.number, why: 'it is not the one that the end remembers' }
      if (checkpoint !== undefined && head.number < checkpoint.number) return missing
      return undefined
    },
  }
}
