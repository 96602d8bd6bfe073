import type { Element } from './element.ts'
import type { FieldSeen, LabelSeen } from './forms.ts'
import { emptyHead, type Head } from './head.ts'
import type { Medium } from './page.ts'

export type Attributes = Readonly<Record<string, string>>

export type BlockSeen = { readonly element: Element; readonly text: string }
export type LinkSeen = {
  readonly element: Element
  readonly attributes: Attributes
  readonly to: string
  text: string
  /** What a picture in it says. */
  alt: string
  /** How many blocks there were before it. */
  readonly after: number
  /** The place of the block that its text is in. */
  block: number | undefined
}
export type FormSeen = { readonly element: Element; readonly attributes: Attributes; readonly fields: FieldSeen[] }
export type MediumSeen = Pick<Medium, 'kind' | 'from' | 'says'> & { readonly element: Element }

/** What has been seen of a page, in its order. */
export type Seen = {
  readonly head: Head
  readonly blocks: BlockSeen[]
  readonly links: LinkSeen[]
  readonly forms: FormSeen[]
  readonly labels: LabelSeen[]
  readonly media: MediumSeen[]
  /** How often an id, and a kind of element, is on the page. */
  readonly ids: Map<string, number>
  readonly tags: Map<string, number>
  /** Ids of what closed buttons and tabs open. */
  readonly collapsed: Set<string>
  scriptLength: number
}

export const nothingSeen = (url: string): Seen => ({
  head: emptyHead(url),
  blocks: [],
  links: [],
  forms: [],
  labels: [],
  media: [],
  ids: new Map(),
  tags: new Map(),
  collapsed: new Set(),
  scriptLength: 0,
})

/** Counts one more of a name. */
export const count = (counts: Map<string, number>, name: string): number => {
  const now = (counts.get(name) ?? 0) + 1
  counts.set(name, now)
  return now
}
