import { Parser } from 'htmlparser2'
import type { Element } from './element.ts'
import { labelled } from './forms.ts'
import { absolute, headOf } from './head.ts'
import type { Block, Link, Page, Region } from './page.ts'
import { regionsOf } from './placing.ts'
import { beginReading } from './reading.ts'
import type { Seen } from './seen.ts'
import { selectorsOf } from './selector.ts'
import { shown } from './text.ts'

/**
 * Reads a page in one pass: its text in blocks with where they stand, its links, forms, and what it says of itself.
 * `url` is where it was found. Markup that is broken is read as far as a browser would make sense of it; a text that is
 * no page gives a page without blocks. It never throws.
 */
export const readPage = (html: string, url: string): Page => {
  const reader = beginReading(url)
  const parser = new Parser(
    { onopentag: reader.open, ontext: reader.text, onclosetag: reader.close },
    { decodeEntities: true, lowerCaseAttributeNames: true },
  )
  parser.write(html)
  parser.end()
  return pageOf(reader.end(), url)
}

const pageOf = (seen: Seen, url: string): Page => {
  const regionOf = regionsOf(seen)
  const selectorOf = selectorsOf(seen.ids, seen.tags)
  const isHidden = hiddenBy(seen.collapsed)
  const places = { regionOf, selectorOf, isHidden }
  const blocks = blocksOf(seen, places)
  return {
    url,
    ...headOf(seen.head),
    blocks,
    links: linksOf(seen, blocks, places),
    forms: seen.forms.map(({ element, attributes, fields }) => ({
      action: absolute(attributes['action'] ?? '', seen.head.base) ?? url,
      method: attributes['method']?.toLowerCase() === 'post' ? 'post' : 'get',
      region: element.region ?? 'main',
      selector: selectorOf(element),
      fields: labelled(fields, seen.labels),
    })),
    media: seen.media.map(({ element, ...medium }) => ({
      ...medium,
      region: element.region ?? 'main',
      selector: selectorOf(element),
    })),
    scriptLength: seen.scriptLength,
  }
}

type Places = {
  readonly regionOf: (place: number, element: Element) => Region
  readonly selectorOf: (element: Element) => string
  readonly isHidden: (element: Element) => boolean
}

/** An element is hidden by its own word, or when it is in what a closed button opens. */
const hiddenBy = (collapsed: ReadonlySet<string>): ((element: Element) => boolean) => {
  if (collapsed.size === 0) return ({ hidden }) => hidden
  const known = new Map<Element, boolean>()
  const isHidden = (element: Element): boolean => {
    if (element.hidden || (element.id !== undefined && collapsed.has(element.id))) return true
    if (element.parent === undefined) return false
    const seen = known.get(element)
    if (seen !== undefined) return seen
    const hidden = isHidden(element.parent)
    known.set(element, hidden)
    return hidden
  }
  return isHidden
}

const blocksOf = (seen: Seen, { regionOf, selectorOf, isHidden }: Places): readonly Block[] => {
  // Each part of the page has headings of its own: what the footer says is not under the page's last heading.
  const headings = new Map<Region, readonly { readonly place: number; readonly level: number }[]>()
  const none: readonly number[] = []
  const under = new Map<Region, readonly number[]>()
  return seen.blocks.map(({ element, text }, place): Block => {
    const region = regionOf(place, element)
    const { level } = element
    let above = under.get(region) ?? none
    if (level !== undefined) {
      const stack = (headings.get(region) ?? []).filter((heading) => heading.level < level)
      above = stack.map((heading) => heading.place)
      headings.set(region, [...stack, { place, level }])
      under.set(region, [...above, place])
    }
    return {
      kind: element.kind,
      level,
      text,
      region,
      hidden: isHidden(element),
      selector: selectorOf(element),
      under: above,
      row: element.row,
      language: element.language,
    }
  })
}

const linksOf = (
  { links }: Seen,
  blocks: readonly Block[],
  { regionOf, selectorOf, isHidden }: Places,
): readonly Link[] => {
  const headingAbove = headingsAbove(blocks)
  return links.map(({ element, attributes, to, text, alt, after, block }) => {
    const own = block === undefined ? undefined : blocks[block]
    const region = own?.region ?? regionOf(after, element)
    return {
      to,
      says: shown(text) || attributes['aria-label'] || attributes['title'] || alt,
      region,
      hidden: isHidden(element),
      selector: selectorOf(element),
      block: own === undefined ? undefined : block,
      under: own === undefined ? headingAbove(after, region) : own.under.at(-1),
      newTab: attributes['target'] === '_blank',
      referrerPolicy: attributes['referrerpolicy']?.toLowerCase(),
      rel: attributes['rel']?.toLowerCase(),
    }
  })
}

/** The last heading before a place in the same part of the page, for places asked for in their order. */
const headingsAbove = (blocks: readonly Block[]): ((place: number, region: Region) => number | undefined) => {
  const last = new Map<Region, number>()
  let read = 0
  return (place, region) => {
    for (; read < place; read += 1) {
      const { level, region } = blocks[read] ?? {}
      if (level !== undefined && region !== undefined) last.set(region, read)
    }
    return last.get(region)
  }
}
