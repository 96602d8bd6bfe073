import type { Element } from './element.ts'
import type { Region } from './page.ts'
import type { BlockSeen, LinkSeen, Seen } from './seen.ts'

/** Less than this in what calls itself the main part, and more elsewhere: it is not the main part. */
const LEAST_MAIN = 40
/** So many lines in a row that are links and nothing else are a menu, whatever the markup calls them. */
const LINKS_OF_A_MENU = 5

const lengthOf = (blocks: readonly BlockSeen[]): number => blocks.reduce((sum, { text }) => sum + text.length, 0)

/**
 * Says where on the page an element is when its markup does not. Where there is a main part, what stands before it is
 * the page's head, unless it holds the page's only first heading, and what comes after it stands beside it. Where there
 * is none, everything is that belongs to no other part, but for rows of links before the first heading and after the
 * last text: menus that do not say so.
 */
export const regionsOf = ({ blocks, links }: Seen): ((place: number, element: Element) => Region) => {
  const main = blocks.filter(({ element }) => element.region === 'main')
  const loose = blocks.filter(({ element }) => element.region === undefined)
  const isMain = lengthOf(main) >= LEAST_MAIN || lengthOf(loose) <= lengthOf(main)
  if (main.length > 0 && isMain) return besideMain(blocks, main)
  if (loose.length > 0) {
    const menus = menusIn(blocks, links)
    return (place, { region }) => region ?? (menus.has(place) ? 'navigation' : 'main')
  }
  // Everything is in a header or beside: a template that wraps its text in what it should not.
  return (_, { region }) => (region === undefined || region === 'header' || region === 'aside' ? 'main' : region)
}

const besideMain = (
  blocks: readonly BlockSeen[],
  main: readonly BlockSeen[],
): ((place: number, element: Element) => Region) => {
  const first = blocks.findIndex(({ element }) => element.region === 'main')
  const hasTop = main.some(({ element }) => element.level === 1)
  const top = hasTop ? -1 : blocks.findIndex(({ element }) => element.level === 1 && element.region === undefined)
  return (place, { region }) => {
    if (region !== undefined) return region
    if (place >= first) return 'aside'
    return top >= 0 && place >= top ? 'main' : 'header'
  }
}

/** The places of blocks that are links and nothing else, so many in a row, before the first heading or after the last text. */
const menusIn = (blocks: readonly BlockSeen[], links: readonly LinkSeen[]): ReadonlySet<number> => {
  const linked = new Map<number, number>()
  for (const { block, text } of links)
    if (block !== undefined) linked.set(block, (linked.get(block) ?? 0) + text.trim().length)
  const isLink = (place: number): boolean =>
    (linked.get(place) ?? 0) >= (blocks[place]?.text.length ?? 0) * 0.9 && blocks[place]?.element.level === undefined
  const top = blocks.findIndex(({ element }) => element.level === 1)
  const last = blocks.findLastIndex(({ element }, place) => element.kind === 'paragraph' && !isLink(place))
  const menus = new Set<number>()
  for (let from = 0; from < blocks.length;) {
    let to = from
    while (to < blocks.length && isLink(to)) to += 1
    if (to - from >= LINKS_OF_A_MENU && ((top >= 0 && to <= top) || from > last))
      for (let place = from; place < to; place += 1) menus.add(place)
    from = Math.max(to, from + 1)
  }
  return menus
}
