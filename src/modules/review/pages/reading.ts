import type { Element } from './element.ts'
import { kindOfElement } from './element.ts'
import { fieldOf, type LabelSeen } from './forms.ts'
import { absolute, takeLink, takeMeta, takeTime } from './head.ts'
import { isClosedButton, opensIds, saysHidden } from './hidden.ts'
import { regionFinder } from './region.ts'
import { count, nothingSeen, type Attributes, type FormSeen, type LinkSeen, type Seen } from './seen.ts'
import { BREAK, isParted, shown } from './text.ts'

/** What no reader sees, whatever stands in it. */
const UNSEEN = new Set(
  'script style noscript template svg math select textarea iframe canvas object datalist audio video'.split(' '),
)
/** How far up a closed button may be from what it opens: button, heading, the heading's own box. */
const STEPS_UP = 3
/** Deeper than browsers go (Chromium: 512) elements are taken as if they were not there; their text stays. */
const DEEPEST = 500
const NONE: Attributes = {}

/** What a parser calls, in order, while it goes over a page once. */
export type Reader = {
  readonly open: (tag: string, attributes: Attributes) => void
  readonly text: (text: string) => void
  readonly close: (tag: string) => void
  /** What has been seen, when the page is at its end. */
  readonly end: () => Seen
}

/** Begins to read a page at its first letter. */
export const beginReading = (url: string): Reader => {
  const seen = nothingSeen(url)
  const { head } = seen
  const regionOf = regionFinder()
  const links: LinkSeen[] = []
  const labels: LabelSeen[] = []
  const forms: FormSeen[] = []
  let current: Element | undefined
  let line: { readonly element: Element; text: string } | undefined
  // Between two elements on one line, with nothing written since.
  let edge = false
  // How deep in what nobody sees, and what it began with.
  let unseen = 0
  let unseenTag = ''
  let inTitle = false
  let depth = 0
  let rows = 0
  let term = ''
  let body: Element | undefined

  const flush = (): void => {
    if (line === undefined) return
    const text = shown(line.text)
    if (text !== '') seen.blocks.push({ element: line.element, text })
    line = undefined
  }

  const rowOf = (tag: string): number | undefined => {
    if (tag === 'dl') term = ''
    // One or several terms and what is said of them belong together as the cells of a row do.
    if (tag === 'tr' || (tag === 'dt' && term !== 'dt')) rows += 1
    if (tag === 'dt' || tag === 'dd') term = tag
    return tag === 'tr' || tag === 'dt' || tag === 'dd' ? rows : current?.row
  }

  const isHidden = (tag: string, attributes: Attributes): boolean => {
    if (current !== undefined && current.collapses > 0) {
      current.collapses = 0
      return true
    }
    return current?.hidden === true || (current?.closed === true && tag !== 'summary') || saysHidden(tag, attributes)
  }

  const elementOf = (tag: string, attributes: Attributes): Element => {
    const parent = current
    const { kind, level, isLine } = kindOfElement(tag, attributes, parent)
    const { id, class: names = '', role = '' } = attributes
    const isPart = (isLine || role !== '') && tag !== 'html' && tag !== 'body'
    const element: Element = {
      tag,
      id,
      parent,
      place: parent === undefined ? 1 : count((parent.children ??= new Map()), tag),
      region: isPart
        ? regionOf({ tag, role, names, id: id ?? '' }, parent?.region, parent?.inPart === true)
        : parent?.region,
      inPart: parent?.inPart === true || tag === 'article' || tag === 'section',
      hidden: isHidden(tag, attributes) || (tag === 'dialog' && attributes['open'] === undefined),
      language: (attributes['lang'] ?? attributes['xml:lang'])?.toLowerCase() ?? parent?.language,
      isLine,
      kind,
      level,
      row: rowOf(tag),
      closed: tag === 'details' && attributes['open'] === undefined,
      children: undefined,
      collapses: 0,
    }
    if (id !== undefined) count(seen.ids, id)
    // In a menu it is as a rule the narrow screen's: on a wide one the menu is in sight.
    if (isClosedButton(attributes) && element.region !== 'navigation') {
      const ids = opensIds(attributes)
      if (ids.length === 0) element.collapses = STEPS_UP
      for (const opens of ids) seen.collapsed.add(opens)
    }
    return element
  }

  // Where the page has text but no element yet, it is the body's, as in a browser.
  const lineElement = (): Element => {
    let element = current
    while (element !== undefined && !element.isLine) element = element.parent
    return element ?? (body ??= elementOf('body', NONE))
  }

  const openLink = (element: Element, attributes: Attributes): void => {
    const to = absolute(attributes['href'], head.base)
    if (to === undefined) return
    const link = { element, attributes, to, text: '', alt: '', after: seen.blocks.length, block: undefined }
    seen.links.push(link)
    links.push(link)
  }

  const takeMedium = (tag: string, element: Element, attributes: Attributes): void => {
    const from = absolute(attributes['src'] ?? attributes['data-src'], head.base)
    const says = (attributes['alt'] ?? attributes['title'] ?? attributes['aria-label'] ?? '').trim()
    if (tag === 'img') for (const link of links) link.alt ||= says
    if (from === undefined && tag !== 'video' && tag !== 'audio') return
    const kind = tag === 'iframe' ? 'frame' : tag === 'img' ? 'image' : tag === 'video' ? 'video' : 'audio'
    seen.media.push({ kind, from: from ?? '', says, element })
  }

  const takeElement = (tag: string, element: Element, attributes: Attributes): void => {
    switch (tag) {
      case 'a':
      case 'area':
        return openLink(element, attributes)
      case 'form':
        forms.push({ element, attributes, fields: [] })
        return
      case 'label':
        labels.push({ of: attributes['for'], text: '', fields: [] })
        return
      case 'input':
      case 'select':
      case 'textarea': {
        const field = fieldOf(tag, attributes)
        if (field === undefined) return
        forms.at(-1)?.fields.push(field)
        labels.at(-1)?.fields.push(field)
        return
      }
      case 'img':
      case 'iframe':
      case 'video':
      case 'audio':
        return takeMedium(tag, element, attributes)
    }
  }

  const takeHead = (tag: string, attributes: Attributes): void => {
    switch (tag) {
      case 'html':
        head.language ??= attributes['lang']?.toLowerCase() || undefined
        return
      case 'base':
        head.base = absolute(attributes['href'], url) ?? url
        return
      case 'meta':
        return takeMeta(head, attributes)
      case 'link':
        return takeLink(head, attributes)
      case 'time':
        return takeTime(head, attributes)
      case 'script': {
        const from = absolute(attributes['src'], head.base)
        if (from !== undefined) head.loads.push(from)
        return
      }
      case 'source': {
        const last = seen.media.at(-1)
        const from = last?.from === '' ? absolute(attributes['src'], head.base) : undefined
        if (last !== undefined && from !== undefined) seen.media[seen.media.length - 1] = { ...last, from }
      }
    }
  }

  return {
    open: (tag, attributes) => {
      takeHead(tag, attributes)
      if (unseen > 0) {
        unseen += 1
        return
      }
      depth += 1
      if (depth > DEEPEST) return
      if (tag === 'title') inTitle = true
      if (tag === 'br' && line !== undefined) line.text += BREAK
      const element = elementOf(tag, attributes)
      current = element
      count(seen.tags, tag)
      if (element.isLine) flush()
      edge = true
      takeElement(tag, element, attributes)
      // A template with a shadow root is shown where it stands.
      if (UNSEEN.has(tag) && attributes['shadowrootmode'] === undefined) {
        unseen = 1
        unseenTag = tag
      }
    },
    text: (text) => {
      if (unseen > 0) {
        if (unseenTag === 'script') seen.scriptLength += text.length
        return
      }
      if (inTitle) {
        head.title += text
        return
      }
      const blank = !/\S/.test(text)
      if (line === undefined) {
        if (blank) return
        line = { element: lineElement(), text: '' }
      } else if (edge && !blank && isParted(line.text, text)) line.text += ' '
      edge = false
      line.text += text
      if (blank) return
      for (const link of links) {
        link.block ??= seen.blocks.length
        link.text += link.text === '' ? text : ` ${text}`
      }
      for (const label of labels) label.text += ` ${text}`
    },
    close: (tag) => {
      if (unseen > 1) {
        unseen -= 1
        return
      }
      unseen = 0
      depth -= 1
      if (current === undefined || depth >= DEEPEST) return
      const closing = current
      current = closing.parent
      if (tag === 'title') inTitle = false
      if (closing.isLine) flush()
      edge = true
      if (current !== undefined && closing.collapses > 1) current.collapses = closing.collapses - 1
      if (links.at(-1)?.element === closing) links.pop()
      if (tag === 'label') {
        const label = labels.pop()
        if (label !== undefined) seen.labels.push({ ...label, text: shown(label.text) })
      }
      const form = tag === 'form' ? forms.pop() : undefined
      if (form !== undefined) seen.forms.push(form)
    },
    end: () => {
      flush()
      return seen
    },
  }
}
