import { html, type Html } from '#kernel/html.ts'
import { publicHeaders } from '#platform/http/headers.ts'
import type { PublicPage, Asked } from '#modules/municipality/index.ts'
import { parseAddress } from './address.ts'
import { renderPage } from './render.ts'
import type { World } from './world.ts'

/**
 * The public page at an address as it would be with other contacts or one more notice: made by what makes the public
 * pages, and like them letter for letter but for a bar above and for where its links lead. Nothing when the address is no
 * page of that municipality's. It counts no visit and stands in no cache.
 */
export const previewOf = (world: World, asked: Asked, now: Date): PublicPage | undefined => {
  const address = parseAddress(asked.address)
  if (address.kind !== 'help' || address.code !== asked.code) return undefined
  const made = renderPage(imagined(world, asked, now), address, now, 'live')
  if (made === undefined) return undefined
  const { style, script, origin } = world.prepared
  const still = asked.links === 'still'
  const policy = { styles: [style, BAR_STYLE], scripts: still ? [] : [script], https: origin.startsWith('https:') }
  const walked = asked.links === 'still' ? standing(made.body, script) : within(made.body, asked.links.within)
  return {
    body: walked
      .replace('</head>', () => `<style>${BAR_STYLE}</style>\n</head>`)
      .replace('<body>', () => `<body>${String(barOf(asked.bar))}`),
    policy: publicHeaders(policy, false)['Content-Security-Policy'] ?? '',
  }
}

const imagined = (world: World, { code, contacts, notice }: Asked, now: Date): World => {
  const localHelp = new Map(world.facts.localHelp)
  if (contacts === null) localHelp.delete(code)
  else if (contacts !== undefined) localHelp.set(code, { help: contacts, notedAt: now })
  const crises = notice === undefined ? world.facts.crises : [...world.facts.crises, notice]
  return { ...world, facts: { ...world.facts, localHelp, crises } }
}

/** Every address of ours leads to the same one below `root`: also the way out, which must not end anywhere real. */
const within = (body: string, root: string): string =>
  body
    .replaceAll(/ (href|action)="(\/[^"]*)"/g, (_, name: string, to: string) => ` ${name}="${root}${to}"`)
    .replace(/ data-exit="[^"]*" data-away="[^"]*"/, () => ` data-exit="${root}/x" data-away="${root}/x"`)

/**
 * Nothing of it leads anywhere: links of ours go up to the bar, which says so, and forms are not sent. For whoever sees
 * the page by a link that is used up with it.
 */
const standing = (body: string, script: string): string =>
  body
    .replace(`<script>${script}</script>\n`, () => '')
    .replaceAll(/ href="\/[^"]*"/g, ' href="#preview"')
    // A form with this method outside of a dialog does nothing (HTML, form submission, step 11).
    .replaceAll(/ method="post" action="\/[^"]*"/g, ' method="dialog"')

const barOf = (inner: Html): Html => html`<div id="preview" role="region" aria-label="Räckhåll">${inner}</div>`

/** In the colours of the page, and apart from it. */
const BAR_STYLE = `#preview{margin:0 -16px;padding:4px 16px;border-bottom:3px dashed;font-size:1rem;background:var(--soft)}#preview p,#preview ul{margin:4px 0}#preview h2{margin:8px 0 0;font-size:1rem}#preview a{display:inline-block;padding:9px 4px}@media print{#preview{display:none}}`
