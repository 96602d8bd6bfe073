import { z } from 'zod'

/**
 * An audience page's own text, one file per page and language in `locales/<language>/pages/`.
 * The order of the sections is fixed (trauma-informed order: danger and numbers come from the site itself).
 */
export const SECTIONS = [
  'believed',
  'recognise',
  'barrier',
  'contact',
  'first-step',
  'children',
  'device',
  'more',
] as const
export type SectionId = (typeof SECTIONS)[number]

const sentence = z.string().trim().min(1, 'expected a text, found nothing')
const section = z.strictObject({
  heading: sentence,
  text: sentence,
  /** Graphic or long detail behind a reveal, closed by default; `summary` is the content note. */
  reveal: z.strictObject({ summary: sentence, text: sentence }).optional(),
})

export const pageTextSchema = z.strictObject({
  /** Neutral and distinct in its language: it stands in the tab, the history and the task list. */
  title: sentence,
  /** The link to this page in a list of audiences. */
  name: sentence,
  heading: sentence,
  /** One sentence of recognition on the first screen. */
  lead: sentence,
  sections: z.strictObject({
    believed: section,
    recognise: section,
    barrier: section,
    contact: section,
    'first-step': section,
    children: section.optional(),
    device: section.optional(),
    more: section.optional(),
  }),
})

export type PageText = z.infer<typeof pageTextSchema>
export type PageSection = z.infer<typeof section>

/** A piece of running text: a paragraph or a list, with `{tel:id}` and `{link:id}` left as they are. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** Splits a section's text: blank lines part blocks, `- ` begins a list item. */
export const blocksOf = (text: string): readonly Block[] =>
  text
    .split(/\n\s*\n/)
    .flatMap((part) => partsOf(part))
    .filter((block) => (block.kind === 'paragraph' ? block.text !== '' : block.items.length > 0))

const partsOf = (part: string): Block[] => {
  const blocks: Block[] = []
  for (const line of part.trim().split('\n')) {
    const last = blocks.at(-1)
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1]
    if (item !== undefined) {
      if (last?.kind === 'list') blocks[blocks.length - 1] = { kind: 'list', items: [...last.items, item.trim()] }
      else blocks.push({ kind: 'list', items: [item.trim()] })
    } else if (last?.kind === 'list' && /^\s+\S/.test(line)) {
      const items = [...last.items.slice(0, -1), `${last.items.at(-1)} ${line.trim()}`]
      blocks[blocks.length - 1] = { kind: 'list', items }
    } else if (last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { kind: 'paragraph', text: `${last.text} ${line.trim()}` }
    } else blocks.push({ kind: 'paragraph', text: line.trim() })
  }
  return blocks
}

/** Every string of a page with its id within the page, in reading order. */
export const stringsOf = (page: PageText): readonly (readonly [id: string, text: string])[] => [
  ['title', page.title],
  ['name', page.name],
  ['heading', page.heading],
  ['lead', page.lead],
  ...SECTIONS.flatMap((id): [string, string][] => {
    const found = page.sections[id]
    if (found === undefined) return []
    const { heading, text, reveal } = found
    const own: [string, string][] = [
      [`${id}.heading`, heading],
      [`${id}.text`, text],
    ]
    return reveal === undefined
      ? own
      : [...own, [`${id}.reveal.summary`, reveal.summary], [`${id}.reveal.text`, reveal.text]]
  }),
]

/** A page's own running text: lead and sections, without title, headings and list of names. */
export const runningTextOf = (page: PageText): string =>
  stringsOf(page)
    .filter(([id]) => id === 'lead' || id.endsWith('.text'))
    .map(([, text]) => text)
    .join('\n\n')
