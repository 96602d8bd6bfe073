import { askedAs, isEndless, keyOf, shapeOf } from './address.ts'
import { scoreOf, type LinkWords } from './link-words.ts'

/** An address that may be asked for. */
export type Waiting = {
  readonly address: string
  readonly score: number
  /** Clicks from the start page by the way it was found. */
  readonly depth: number
}

/** Where a link was found, and what that adds. */
export type FoundOn = {
  /** The page's own address, against which links are read. */
  readonly base: string
  readonly depth: number
  readonly bonus: number
}

export type LinkSeen = { readonly href: string; readonly says: string; readonly heading: string }

/** Everything a visit knows of and has not asked for, best first. Of two equal ones the first found comes first. */
export type Frontier = {
  /** Takes a link in, when it leads to a page of the site that has not been asked for. */
  add(link: LinkSeen, on: FoundOn): void
  /** The best one, without taking it. */
  best(): Waiting | undefined
  take(waiting: Waiting): void
  /** Never to be waited for again: it has been asked, or was answered by another address. */
  done(address: string): void
  isDone(address: string): boolean
}

// Lists by page, calendars and searches: so many addresses of one shape and no more, but for those that say what is sought.
const MOST_OF_A_SHAPE = 6
const MOST_OF_A_GOOD_SHAPE = 40
const PER_CLICK = 3
// A visit asks for two hundred: what stands behind a thousand others is never come to.
const MOST_WAITING = 800
const MOST_GOOD_WAITING = 1600
/** Every page of a site has the same hundred links in its frame: they are read once. */
const MOST_KNOWN = 600

/** A link, once it has been read. */
type Known = { readonly address: string | undefined; readonly key: string; readonly score: number }
const NOWHERE: Known = { address: undefined, key: '', score: 0 }

/** `isOurs` says whether an address is of the site and may be asked. */
export const openFrontier = (words: LinkWords, isOurs: (address: string) => boolean): Frontier => {
  const waiting = new Map<string, Waiting>()
  const done = new Set<string>()
  const known = new Map<string, Known>()
  const shapes = new Map<string, number>()

  const read = (link: LinkSeen, base: string): Known => {
    const { href, says, heading } = link
    const isAbsolute = href.startsWith('/') && !href.startsWith('//')
    const name = `${isAbsolute ? '' : base} ${href} ${says} ${heading}`
    const before = known.get(name)
    if (before !== undefined) return before
    const address = askedAs(href, base)
    const isOpen = address !== undefined && isOurs(address) && !isEndless(address)
    const made = isOpen ? { address, key: keyOf(address), score: scoreOf({ address, says, heading }, words) } : NOWHERE
    if (known.size < MOST_KNOWN) known.set(name, made)
    return made
  }

  const hasRoom = (address: string, good: boolean): boolean => {
    if (waiting.size >= (good ? MOST_GOOD_WAITING : MOST_WAITING)) return false
    const shape = shapeOf(address)
    if (shape.endsWith('?') && !/\d/.test(address)) return true
    const count = (shapes.get(shape) ?? 0) + 1
    if (count > (good ? MOST_OF_A_GOOD_SHAPE : MOST_OF_A_SHAPE)) return false
    shapes.set(shape, count)
    return true
  }

  return {
    add(link, { base, depth, bonus }) {
      const { address, key, score: own } = read(link, base)
      if (address === undefined || done.has(key)) return
      const score = own + bonus - PER_CLICK * depth
      const before = waiting.get(key)
      if (before === undefined) {
        if (hasRoom(address, score >= words.worthAsking)) waiting.set(key, { address, score, depth })
      } else if (before.score < score || before.depth > depth) {
        waiting.set(key, { ...before, score: Math.max(before.score, score), depth: Math.min(before.depth, depth) })
      }
    },
    best() {
      let best: Waiting | undefined
      for (const each of waiting.values()) if (best === undefined || each.score > best.score) best = each
      return best
    },
    take({ address }) {
      const key = keyOf(address)
      waiting.delete(key)
      done.add(key)
    },
    done(address) {
      const key = keyOf(address)
      waiting.delete(key)
      done.add(key)
    },
    isDone: (address) => done.has(keyOf(address)),
  }
}
