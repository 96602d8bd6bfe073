import { ABOUT_PAGES, aboutPath, helpPath, NOWHERE, REVIEW_LANGUAGES, reviewPath, SOURCE_LANGUAGE } from '../address.ts'
import { AUDIENCES, keyOf } from '../audience.ts'
import type { World } from '../world.ts'

/** An address of the exported site, and the municipality its page is about. */
export type ExportAddress = { readonly path: string; readonly code: string | undefined }

/**
 * Every address whose page is a file, of the municipalities of `world` and of no place. The front pages stand first: in
 * a crisis they are what is asked for most, and they are to carry the notice within seconds.
 */
export const exportAddresses = (world: World): readonly ExportAddress[] => {
  const { texts } = world.prepared
  const released = [...texts.released]
  const places = [NOWHERE, ...world.facts.municipalities.all.map(({ code }) => code)]
  const ofPlaces = (paths: (code: string) => readonly string[]): readonly ExportAddress[] =>
    places.flatMap((code) => paths(code).map((path) => ({ path, code })))
  return [
    { path: '/', code: undefined },
    ...ofPlaces((code) => [...texts.languages.map(({ tag }) => helpPath(tag, code)), `/k/${code}`]),
    ...ofPlaces((code) => released.flatMap((tag) => AUDIENCES.map(({ id }) => helpPath(tag, code, id)))),
    ...ofPlaces((code) =>
      ['html', 'json'].flatMap((format) => [
        `/f/${code}.${format}`,
        ...AUDIENCES.map(({ id }) => `/f/${code}/${keyOf(id)}.${format}`),
      ]),
    ),
    ...released.flatMap((tag) => ABOUT_PAGES.map((page) => ({ path: aboutPath(tag, page), code: undefined }))),
    ...reviewPaths(world).map((path) => ({ path, code: undefined })),
  ]
}

/** The pages of the review; none where the world has no review. */
const reviewPaths = ({ reviews }: World): readonly string[] => {
  if (reviews === undefined) return []
  const { codes } = reviews
  return [
    ...REVIEW_LANGUAGES.flatMap((language) => [
      reviewPath(language, { of: 'list' }),
      reviewPath(language, { of: 'how' }),
      ...codes.map((code) => reviewPath(language, { of: 'one', code })),
    ]),
    reviewPath(SOURCE_LANGUAGE, { of: 'csv' }),
    reviewPath(SOURCE_LANGUAGE, { of: 'json' }),
    ...codes.map((code) => reviewPath(SOURCE_LANGUAGE, { of: 'one-json', code })),
  ]
}

/** The file of an address, from the export's `site` folder. */
export const fileOf = (path: string): string => {
  if (path === '/') return 'index.html'
  return /\.(?:html|json|csv)$/.test(path) ? path.slice(1) : `${path.slice(1)}.html`
}

/**
 * The same facts for a copy that holds only some municipalities (all of them when left out): none that has no page is
 * offered to choose from. Their names are still known, for a neighbour may share its on-call service.
 */
export const narrowedTo = (world: World, codes: ReadonlySet<string> | undefined): World => {
  if (codes === undefined) return world
  const { municipalities } = world.facts
  const all = municipalities.all.filter(({ code }) => codes.has(code))
  return {
    ...world,
    reviews: world.reviews?.only(codes),
    facts: {
      ...world.facts,
      municipalities: {
        ...municipalities,
        all,
        moved: municipalities.moved.filter(({ successor }) => codes.has(successor)),
        counties: municipalities.counties.filter((county) => all.some(({ countyCode }) => countyCode === county.code)),
      },
    },
  }
}
