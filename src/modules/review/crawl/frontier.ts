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
  /** Takes a link in; the address when it is one of the site's, nothing when it is not or leads nowhere. */
  add(link: LinkSeen, on: FoundOn): string | undefined
  /** The best one, without taking it. */
  best(): Waiting | undefined
  take(waiting: Waiting): void
  /** Never to be waited for again: it has been asked, or was answered by another address. */
  done(address: string): void
  isDone(address: string): boolean
  knows(address: string): boolean
}

// Lists by page, calendars and searches: so many addresses of one shape and no more, but for those that say what is sought.
const MOST_OF_A_SHAPE = 6
const MOST_OF_A_GOOD_SHAPE = 40
const PER_CLICK = 3
const MOST_WAITING = 5000

/** `isOurs` says whether an address is of the site and may be asked. */
export const openFrontier = (words: LinkWords, isOurs: (address: string) => boolean): Frontier => {
  const waiting = new Map<string, Waiting>()
  const done = new Set<string>()
  const scores = new Map<string, number>()
  const addresses = new Map<string, string | undefined>()
  const shapes = new Map<string, number>()

  // Every page of a site has the same hundred links in its frame: they are read once.
  const addressOf = (href: string, base: string): string | undefined => {
    const absolute = href.startsWith('/') && !href.startsWith('//')
    const known = absolute ? `${new URL(base).origin} ${href}` : `${base} ${href}`
    const found = addresses.get(known)
    if (found !== undefined || addresses.has(known)) return found
    const address = askedAs(href, base)
    const ours = address !== undefined && isOurs(address) && !isEndless(address) ? address : undefined
    addresses.set(known, ours)
    return ours
  }

  const wordScore = (address: string, { says, heading }: LinkSeen): number => {
    const known = `${address} ${says} ${heading}`
    const found = scores.get(known)
    if (found !== undefined) return found
    const score = scoreOf({ address, says, heading }, words)
    scores.set(known, score)
    return score
  }

  const hasRoom = (address: string, good: boolean): boolean => {
    if (waiting.size >= MOST_WAITING) return false
    const shape = shapeOf(address)
    if (shape.endsWith('?') && !/\d/.test(address)) return true
    const count = (shapes.get(shape) ?? 0) + 1
    if (count > (good ? MOST_OF_A_GOOD_SHAPE : MOST_OF_A_SHAPE)) return false
    shapes.set(shape, count)
    return true
  }

  return {
    add(link, { base, depth, bonus }) {
      const address = addressOf(link.href, base)
      if (address === undefined) return undefined
      const key = keyOf(address)
      if (done.has(key)) return address
      const own = wordScore(address, link)
      const score = own + bonus - PER_CLICK * depth
      const known = waiting.get(key)
      if (known === undefined) {
        if (hasRoom(address, own >= words.worthAsking)) waiting.set(key, { address, score, depth })
      } else if (known.score < score || known.depth > depth) {
        waiting.set(key, { ...known, score: Math.max(known.score, score), depth: Math.min(known.depth, depth) })
      }
      return address
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
    knows: (address) => done.has(keyOf(address)) || waiting.has(keyOf(address)),
  }
}
