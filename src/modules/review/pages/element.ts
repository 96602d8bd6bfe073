import type { Block, Region } from './page.ts'

/** An element as far as the reading of a page needs it: where it stands, and what holds for the text in it. */
export type Element = {
  readonly tag: string
  readonly id: string | undefined
  readonly parent: Element | undefined
  /** Which of its parent's children of its kind it is, from 1. */
  readonly place: number
  /** Where on the page it is, as far as the markup says so. */
  readonly region: Region | undefined
  /** In an article or a section, whose header and footer are not the page's. */
  readonly inPart: boolean
  readonly hidden: boolean
  readonly language: string | undefined
  /** It begins on a new line: its text is no part of the text around it. */
  readonly isLine: boolean
  readonly kind: Block['kind']
  readonly level: number | undefined
  readonly row: number | undefined
  /** What is in it is closed, its summary apart. */
  readonly closed: boolean
  /** How many children of each kind it has had so far. */
  children: Map<string, number> | undefined
  /** What comes next under it is what a closed button opens; for so many of its ancestors when it has nothing more. */
  collapses: number
}

const LINES = new Set(
  (
    'html body address article aside blockquote button caption center dd details dialog div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li main menu nav ol p pre search section summary ' +
    'table tbody td tfoot th thead tr ul'
  ).split(' '),
)
/** What is in them is no longer part of the item, cell or heading around them. */
const PARTS = new Set(
  'html body article aside dl fieldset footer form header main menu nav ol search section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const KINDS: Readonly<Record<string, Block['kind']>> = {
  li: 'item',
  dd: 'item',
  td: 'cell',
  th: 'cell',
  dt: 'label',
  label: 'label',
  legend: 'label',
  button: 'button',
  summary: 'button',
  p: 'paragraph',
  blockquote: 'paragraph',
  figcaption: 'paragraph',
  caption: 'paragraph',
  address: 'paragraph',
}

const headingLevel = (tag: string, attributes: Readonly<Record<string, string>>): number | undefined => {
  if (tag.length === 2 && tag.startsWith('h')) {
    const level = tag.charCodeAt(1) - 48
    return level >= 1 && level <= 6 ? level : undefined
  }
  if (attributes['role'] !== 'heading') return undefined
  return Math.min(Math.max(Math.trunc(Number(attributes['aria-level'] ?? 2)) || 2, 1), 6)
}

/** What the text of an element is, and whether it begins on a new line. */
export const kindOfElement = (
  tag: string,
  attributes: Readonly<Record<string, string>>,
  parent: Element | undefined,
): Pick<Element, 'kind' | 'level'> & { readonly isLine: boolean } => {
  const around = parent?.kind ?? 'other'
  const level = headingLevel(tag, attributes)
  if (level !== undefined) return { kind: 'heading', level, isLine: true }
  // The button of an accordion stands in its heading, and what it says is the heading.
  if (around === 'heading' && !PARTS.has(tag)) return { kind: 'heading', level: parent?.level, isLine: false }
  const isLine = LINES.has(tag)
  if (!isLine) return { kind: around, level: undefined, isLine }
  if (PARTS.has(tag)) return { kind: 'other', level: undefined, isLine }
  const own = KINDS[tag]
  const stays = around !== 'other' && (own === undefined || own === 'paragraph')
  return { kind: stays ? around : (own ?? 'other'), level: undefined, isLine }
}
