import type { Block, Page } from '../pages/page.ts'

/** The main text of a page, made ready to be looked through more than once. */
export type MainText = {
  readonly blocks: readonly Block[]
  /** Every block's text in small letters, in the same order, one a line. */
  readonly lower: string
}

const read = new WeakMap<Page, MainText>()

/** The blocks of the main text, those in closed accordions among them. Read once for each page. */
export const mainText = (page: Page): MainText => {
  let text = read.get(page)
  if (text === undefined) {
    const blocks = page.blocks.filter(({ region }) => region === 'main')
    text = {
      blocks,
      lower: blocks
        .map(({ text }) => text)
        .join('\n')
        .toLowerCase(),
    }
    read.set(page, text)
  }
  return text
}

/** Title and first heading: what a page calls itself. */
export const calledBy = (page: Page): { readonly title: string; readonly heading: string } => ({
  // The site's own name stands behind the last dash or bar of a title.
  title: page.title.replace(/\s+[-–—|•]\s+[^-–—|•]*$/, ''),
  heading: mainText(page).blocks.find(({ kind, level }) => kind === 'heading' && level === 1)?.text ?? '',
})
