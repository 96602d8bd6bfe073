import type { AddressInfo } from 'node:net'
import { ABOUT_PAGES, aboutPath, helpPath } from '#modules/help-site/address.ts'
import { AUDIENCES } from '#modules/help-site/audience.ts'
import { openSite } from '#modules/help-site/site.ts'
import { readTexts } from '#modules/help-site/text/texts.ts'
import { prepare } from '#modules/help-site/world.ts'
import { factsOf } from '#modules/municipality/index.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openFaultCounter } from '#platform/http/faults.ts'
import { openPageCache } from '#platform/http/page-cache.ts'
import { createPublicServer } from '#platform/http/public-server.ts'
import { aNotice, contacts, theReference } from '#tests/support/builders.ts'
import { startProxy, type Mutation } from '#tests/support/mutating-proxy.ts'
import { PSEUDO, withPseudoLanguage } from '#tests/support/pseudo-language.ts'
import { inBrowsers, type InBrowsers } from '#tests/support/requirement.ts'

/** A morning on an ordinary weekday, when some lines are open and some are not. */
const NOW = new Date('2026-11-25T09:00:00Z')
export const CONFIRMED = '1497'
const UNCONFIRMED = '1498'

/**
 * The real site on loopback with all it can show at once: a municipality that has confirmed its help, shelters included;
 * a notice that leads its pages; counted visits; and beside our languages a made-up one that runs from the right.
 */
export const startFurnishedSite = async (): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const prepared = prepare({
    root: PROJECT_ROOT,
    texts: withPseudoLanguage(readTexts(PROJECT_ROOT)),
    exitUrl: 'http://127.0.0.1:9/',
    origin: 'https://example.org',
    operator: { body: 'Exempelkommunen', faults: 'webb@example.se' },
    accessibility: undefined,
  })
  const help = contacts()
  const facts = factsOf(theReference(), {
    verifications: [],
    localHelp: new Map([[help.municipality, { help, notedAt: NOW }]]),
    crises: [aNotice({ ends: new Date('2026-11-26T07:00:00Z'), scope: { kind: 'municipality', code: CONFIRMED } })],
    unreadable: [],
  })
  const site = openSite(
    prepared,
    { facts, receptions: [] },
    [{ code: CONFIRMED, month: '2026-10-01', visits: 120 }],
    () => NOW,
  )
  const server = createPublicServer({
    site,
    pages: openPageCache(site.version),
    faults: openFaultCounter(),
    now: () => NOW,
    visited: () => undefined,
    broke: (error) => {
      throw error
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

let started: ReturnType<typeof startFurnishedSite> | undefined

/** Opens it, with a deliberate fault or without, for the time `work` takes; one site serves a whole file of tests. */
export const onFurnishedSite = async <T>(
  mutation: Mutation | undefined,
  work: (url: string) => Promise<T>,
): Promise<T> => {
  started ??= startFurnishedSite()
  const proxy = await startProxy((await started).url, mutation)
  try {
    return await work(proxy.url)
  } finally {
    await proxy.close()
  }
}

/** The furnished site as a check sees it. */
export type Look = { readonly url: string; readonly mutation: Mutation | undefined }

/** A test of a requirement on the furnished site, in real browsers; nothing depends on what a tab showed before. */
export const requirementOnFurnishedSite: InBrowsers<Look> = inBrowsers<Look>(
  async (mutation, work) => onFurnishedSite(mutation, async (url) => work({ url, mutation })),
  { oneTab: true },
)

export const closeFurnishedSite = async (): Promise<void> => (await started)?.close()

/** The languages with all their pages, and those that have a card. */
export const SPOKEN = ['sv', 'sv-simple', 'en', PSEUDO.tag]
const CARDS = readTexts(PROJECT_ROOT)
  .languages.map(({ tag }) => tag)
  .filter((tag) => !SPOKEN.includes(tag))

/** A kind of page in a language. With `typed` it is what the place form answers to that. */
export type Template = {
  readonly name: string
  readonly language: string
  readonly path: string
  readonly typed?: string
}

/** Every template in every language. */
export const TEMPLATES: readonly Template[] = [
  { name: 'choosing', language: 'sv', path: '/' },
  { name: 'made to be found', language: 'sv', path: `/k/${CONFIRMED}` },
  { name: 'made to be found, no place', language: 'sv', path: '/k/0000' },
  ...SPOKEN.flatMap((language): Template[] => [
    { name: 'front, no place', language, path: helpPath(language, '0000') },
    { name: 'front, confirmed', language, path: helpPath(language, CONFIRMED) },
    { name: 'front, not confirmed', language, path: helpPath(language, UNCONFIRMED) },
    ...AUDIENCES.map(({ id }) => ({ name: id, language, path: helpPath(language, CONFIRMED, id) })),
    ...ABOUT_PAGES.map((page) => ({ name: `about: ${page}`, language, path: aboutPath(language, page) })),
    { name: 'no such page', language, path: `/s/${language}/0000/zq` },
    { name: 'no such municipality', language, path: helpPath(language, '9999') },
    { name: 'no such place', language, path: helpPath(language, CONFIRMED), typed: 'Xyzzyx' },
    { name: 'several places', language, path: helpPath(language, CONFIRMED), typed: 'Upplands' },
  ]),
  ...CARDS.map((language) => ({ name: 'card', language, path: helpPath(language, CONFIRMED) })),
]
