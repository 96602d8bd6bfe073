import { Parser } from 'htmlparser2'

/** A link as a page has it. Its address is as it stands there. */
export type OutlinedLink = {
  readonly href: string
  readonly says: string
  /** The heading it stands under; empty for none. */
  readonly heading: string
  /** Not in header, navigation or footer. */
  readonly inMain: boolean
}

export type OutlinedForm = {
  readonly action: string
  readonly method: string
  readonly role: string
  readonly fields: readonly { readonly name: string; readonly type: string; readonly value: string }[]
}

/** As much of a page as choosing where to go next needs: a fraction of what reading it takes. */
export type Outline = {
  readonly title: string
  readonly heading: string
  readonly base: string | undefined
  readonly refresh: string | undefined
  /** Outside header, navigation and footer. */
  readonly text: string
  readonly scriptLength: number
  /** Scripts and styles of their own address, as they stand: what any browser asks for before it shows anything. */
  readonly loads: readonly string[]
  readonly links: readonly OutlinedLink[]
  readonly forms: readonly OutlinedForm[]
}

const FRAMES: ReadonlySet<string> = new Set(['header', 'nav', 'footer'])
const FRAME_ROLES: ReadonlySet<string> = new Set(['banner', 'navigation', 'contentinfo'])
const HEADING = /^h[1-6]$/
const UNREAD: ReadonlySet<string> = new Set(['style', 'noscript', 'template', 'svg'])
const LONGEST_TEXT = 40_000
const MOST_LINKS = 3000
const MOST_LOADS = 40

type Open = { href: string; label: string; parts: string[]; inMain: boolean }

const tidy = (parts: readonly string[]): string => parts.join(' ').replaceAll(/\s+/g, ' ').trim()

/** Reads a page's outline in one pass; never throws, whatever the markup. */
export const outlineOf = (html: string): Outline => {
  const links: OutlinedLink[] = []
  const forms: OutlinedForm[] = []
  const loads: string[] = []
  const text: string[] = []
  const title: string[] = []
  let h1 = ''
  let heading = ''
  let headingParts: string[] | undefined
  let base: string | undefined
  let refresh: string | undefined
  let scriptLength = 0
  let textLength = 0
  let inTitle = false
  let inScript = false
  let unread = 0
  /** The elements that make up the frame of the page, as they are open; each by its name. */
  const frames: string[] = []
  let depthIn: number[] = []
  let open: Open | undefined
  let form: { action: string; method: string; role: string; fields: OutlinedForm['fields'][number][] } | undefined

  const load = (address: string | undefined): void => {
    if (address !== undefined && address !== '' && unread === 0 && loads.length < MOST_LOADS) loads.push(address)
  }

  const endLink = (): void => {
    if (open === undefined) return
    const said = tidy(open.parts)
    if (links.length < MOST_LINKS) {
      links.push({ href: open.href, says: said === '' ? open.label : said, heading, inMain: open.inMain })
    }
    open = undefined
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const frame = frames.at(-1)
        if (frame === name) depthIn[depthIn.length - 1] = (depthIn.at(-1) ?? 0) + 1
        else if (FRAMES.has(name) || FRAME_ROLES.has(attributes['role'] ?? '')) {
          frames.push(name)
          depthIn.push(1)
        }
        switch (name) {
          case 'a': {
            endLink()
            const { href } = attributes
            if (href !== undefined) {
              const label = attributes['aria-label'] ?? attributes['title'] ?? ''
              open = { href, label, parts: [], inMain: frames.length === 0 }
            }
            break
          }
          case 'img':
            if (open !== undefined && attributes['alt'] !== undefined) open.parts.push(attributes['alt'])
            break
          case 'title':
            inTitle = title.length === 0
            break
          case 'script':
            inScript = true
            if (attributes['nomodule'] === undefined) load(attributes['src'])
            break
          case 'link':
            if (/\bstylesheet\b/i.test(attributes['rel'] ?? '')) load(attributes['href'])
            break
          case 'base':
            base ??= attributes['href']
            break
          case 'meta':
            if (/^refresh$/i.test(attributes['http-equiv'] ?? '')) refresh ??= attributes['content']
            break
          case 'form':
            form = {
              action: attributes['action'] ?? '',
              method: (attributes['method'] ?? 'get').toLowerCase(),
              role: attributes['role'] ?? '',
              fields: [],
            }
            forms.push(form)
            break
          case 'input':
          case 'select':
          case 'textarea':
            form?.fields.push({
              name: attributes['name'] ?? '',
              type: (attributes['type'] ?? (name === 'input' ? 'text' : name)).toLowerCase(),
              value: attributes['value'] ?? '',
            })
            break
          default:
            if (HEADING.test(name)) headingParts = []
            else if (UNREAD.has(name)) unread += 1
        }
      },
      ontext(data) {
        if (inScript) scriptLength += data.length
        else if (inTitle) title.push(data)
        else if (unread === 0) {
          open?.parts.push(data)
          headingParts?.push(data)
          if (frames.length === 0 && textLength < LONGEST_TEXT) {
            text.push(data)
            textLength += data.length
          }
        }
      },
      onclosetag(name) {
        if (frames.at(-1) === name) {
          const left = (depthIn.at(-1) ?? 1) - 1
          if (left > 0) depthIn[depthIn.length - 1] = left
          else {
            frames.pop()
            depthIn = depthIn.slice(0, -1)
          }
        }
        if (name === 'a') endLink()
        else if (name === 'title') inTitle = false
        else if (name === 'script') inScript = false
        else if (name === 'form') form = undefined
        else if (HEADING.test(name) && headingParts !== undefined) {
          heading = tidy(headingParts)
          if (name === 'h1' && h1 === '') h1 = heading
          headingParts = undefined
        } else if (UNREAD.has(name)) unread = Math.max(0, unread - 1)
      },
    },
    { decodeEntities: true },
  )
  parser.write(html)
  parser.end()
  endLink()
  return { title: tidy(title), heading: h1, base, refresh, text: tidy(text), scriptLength, loads, links, forms }
}
