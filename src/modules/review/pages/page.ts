/** Where on a page something stands. `banner`: a cookie box, a notice that lies over the page. */
export type Region = 'main' | 'header' | 'navigation' | 'aside' | 'footer' | 'banner'

/**
 * A piece of text as a reader sees it: a heading, a paragraph, an item of a list, a cell of a table, a button. Texts of
 * inline elements are in the block they stand in; a block is never inside another.
 */
export type Block = {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'cell' | 'button' | 'label' | 'other'
  /** 1 to 6 for a heading; nothing otherwise. */
  readonly level: number | undefined
  /** One space between words, none at the ends; never empty. A line break in the page is a line break here. */
  readonly text: string
  readonly region: Region
  /** In the page but not shown until something is pressed, as in a closed accordion. */
  readonly hidden: boolean
  /** A CSS selector that finds it in the page. */
  readonly selector: string
  /** The headings it stands under, by their places in `blocks`, outermost first. */
  readonly under: readonly number[]
  /** The row of a table it is in, counted over the page; the cells of one row belong together. */
  readonly row: number | undefined
  /** The language it says it is written in (the nearest `lang`), in small letters; nothing when nothing says. */
  readonly language: string | undefined
}

export type Link = {
  /** Absolute, without its fragment; `tel:`, `sms:` and `mailto:` as they stand. */
  readonly to: string
  /** What it says: its text, else its `aria-label`, `title` or the `alt` of its picture. */
  readonly says: string
  readonly region: Region
  readonly hidden: boolean
  readonly selector: string
  /** The block whose text it is part of, by its place in `blocks`; nothing when it holds no text. */
  readonly block: number | undefined
  /** The place in `blocks` of the heading right above it; nothing when none is. */
  readonly under: number | undefined
  readonly newTab: boolean
  readonly referrerPolicy: string | undefined
  readonly rel: string | undefined
}

export type Form = {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly region: Region
  readonly selector: string
  readonly fields: readonly { readonly name: string; readonly type: string; readonly label: string }[]
}

/** Something that is shown or played: what it is, where from, what it is called. */
export type Medium = {
  readonly kind: 'video' | 'audio' | 'frame' | 'image'
  readonly from: string
  readonly says: string
  readonly region: Region
  readonly selector: string
}

/** A page (sida) as it can be read: a pure function of its address and its bytes, with nothing of the site around it. */
export type Page = {
  readonly url: string
  readonly title: string
  readonly description: string
  /** `lang` of the whole page, in small letters; nothing when it has none. */
  readonly language: string | undefined
  readonly canonical: string | undefined
  /** It asks search engines to leave it out (robots meta). */
  readonly noindex: boolean
  /** Its referrer policy by meta; headers are on the capture. */
  readonly referrerPolicy: string | undefined
  /** Where `<meta http-equiv=refresh>` leads. */
  readonly refresh: string | undefined
  readonly blocks: readonly Block[]
  readonly links: readonly Link[]
  readonly forms: readonly Form[]
  readonly media: readonly Medium[]
  /** Absolute addresses of scripts, styles and fonts that it loads; not those that scripts load. */
  readonly loads: readonly string[]
  /** `<time datetime>` and meta dates, as they stand: name (`modified`, `published`, `time`) and value. */
  readonly dates: readonly { readonly name: string; readonly value: string }[]
  /** Characters of script in the page: much script and little text is a page that a browser has to render. */
  readonly scriptLength: number
}
