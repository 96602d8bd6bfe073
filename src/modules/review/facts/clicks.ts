import type { Page } from '../pages/page.ts'

/** Which page of the site an address leads to, by its own address; nothing when to none of them. */
export type Lookup = (address: string) => string | undefined

/**
 * How many clicks each page is from the start page, breadth first over links that are seen. What shows only when
 * something is pressed, as in a closed menu, costs a press more, and counts only where no other way leads. A page that
 * sends on by itself (refresh) costs none. Forms, and so the search box, are no way. Pages that no way leads to have none.
 */
export const clicksFrom = (start: string, pages: readonly Page[], lookup: Lookup): ReadonlyMap<string, number> => {
  const byUrl = new Map(pages.map((page) => [page.url, page]))
  if (!byUrl.has(start)) return new Map()
  const seen = spread(new Map([[start, 0]]), byUrl, lookup, false)
  return spread(seen, byUrl, lookup, true)
}

/** Goes on from what is reached, one click at a time, and leaves that as it is; `pressing`: also to what is not in sight. */
const spread = (
  from: ReadonlyMap<string, number>,
  pages: ReadonlyMap<string, Page>,
  lookup: Lookup,
  pressing: boolean,
): ReadonlyMap<string, number> => {
  const clicks = new Map(from)
  const levels: string[][] = []
  const reach = (url: string, at: number): void => {
    clicks.set(url, at)
    ;(levels[at] ??= []).push(url)
  }
  const visit = (to: string, at: number): void => {
    const target = lookup(to)
    if (target === undefined || from.has(target) || (clicks.get(target) ?? Infinity) <= at) return
    reach(target, at)
  }
  for (const [url, at] of from) reach(url, at)
  for (let at = 0; at < levels.length; at++) {
    // Grows while it is gone through: what sends on by itself leads to the same level.
    for (const url of levels[at] ?? []) {
      const page = pages.get(url)
      if (page === undefined || clicks.get(url) !== at) continue
      if (page.refresh !== undefined) visit(page.refresh, at)
      for (const { to, hidden } of page.links) {
        if (!hidden) visit(to, at + 1)
        else if (pressing) visit(to, at + 2)
      }
    }
  }
  return clicks
}
