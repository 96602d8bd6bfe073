import { ABOUT_PAGES, aboutPath, helpPath, NOWHERE, SOURCE_LANGUAGE } from '../address.ts'
import { AUDIENCES, keyOf } from '../audience.ts'
import type { World } from '../world.ts'

/** An address of the exported site: the municipality its page is about, and whether a crisis notice leads it. */
export type ExportAddress = { readonly path: string; readonly code: string | undefined; readonly leads: boolean }

/** Every address whose page is a file, of the municipalities in `codes` (all of them when left out) and of no place. */
export const exportAddresses = (world: World, codes?: ReadonlySet<string>): readonly ExportAddress[] => {
  const { texts } = world.prepared
  const places = [
    NOWHERE,
    ...world.facts.municipalities.all.map(({ code }) => code).filter((code) => codes === undefined || codes.has(code)),
  ]
  const addresses: ExportAddress[] = [{ path: '/', code: undefined, leads: false }]
  for (const tag of texts.released) {
    for (const page of ABOUT_PAGES) addresses.push({ path: aboutPath(tag, page), code: undefined, leads: false })
  }
  for (const code of places) {
    // The front pages first: in a crisis they are what is asked for most.
    for (const { tag } of texts.languages) addresses.push({ path: helpPath(tag, code), code, leads: true })
    addresses.push({ path: `/k/${code}`, code, leads: true })
    for (const tag of texts.released) {
      for (const { id } of AUDIENCES) addresses.push({ path: helpPath(tag, code, id), code, leads: true })
    }
    for (const format of ['html', 'json'] as const) {
      addresses.push({ path: `/f/${code}.${format}`, code, leads: true })
      for (const { id } of AUDIENCES) addresses.push({ path: `/f/${code}/${keyOf(id)}.${format}`, code, leads: true })
    }
  }
  return addresses
}

/** The file of an address, from the export's `site` folder. */
export const fileOf = (path: string): string => {
  if (path === '/') return 'index.html'
  return /\.(?:html|json)$/.test(path) ? path.slice(1) : `${path.slice(1)}.html`
}

/** The tags whose audience addresses lead to the card instead. */
export const cardTags = (world: World): readonly string[] =>
  world.prepared.texts.languages
    .map(({ tag }) => tag)
    .filter((tag) => tag !== SOURCE_LANGUAGE && !world.prepared.texts.released.has(tag))
