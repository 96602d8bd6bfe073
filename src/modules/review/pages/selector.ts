import type { Element } from './element.ts'

/** Ids that a style sheet may name as they are; any other is written in quotes. */
const PLAIN_ID = /^-?[A-Za-z_\u00a0-\uffff][\w\u00a0-\uffff-]*$/

const byId = (id: string): string =>
  PLAIN_ID.test(id) ? `#${id}` : `[id="${id.replaceAll(/["\\]/g, String.raw`\$&`)}"]`

/** A page often has one of each, and a path from there is short and outlives a change elsewhere. */
const LANDMARKS = new Set(['main', 'h1', 'footer', 'header', 'article'])

/**
 * Makes the selectors of one page: from the nearest ancestor that has an id of its own or is the only one of its kind.
 * A row is looked for anywhere in its table, because browsers put a `tbody` in where none is written.
 */
export const selectorsOf = (
  ids: ReadonlyMap<string, number>,
  tags: ReadonlyMap<string, number>,
): ((element: Element) => string) => {
  const known = new Map<Element, string>()
  const of = (element: Element): string => {
    const seen = known.get(element)
    if (seen !== undefined) return seen
    const made = make(element)
    known.set(element, made)
    return made
  }
  const make = (element: Element): string => {
    const { id, tag, parent, place } = element
    if (id !== undefined && ids.get(id) === 1) return byId(id)
    if (LANDMARKS.has(tag) && tags.get(tag) === 1) return tag
    const own = `${tag}:nth-of-type(${place})`
    if (parent === undefined) return tag === 'body' || tag === 'html' ? tag : `body > ${own}`
    if (parent.tag === 'html' || tag === 'body') return tag
    if (parent.tag === 'body') return `body > ${own}`
    return `${of(parent)}${tag === 'tr' && parent.tag === 'table' ? ' ' : ' > '}${own}`
  }
  return of
}
