import { openPageCache } from '#platform/http/page-cache.ts'
import { helpPath } from '#modules/help-site/address.ts'
import { AUDIENCES } from '#modules/help-site/audience.ts'
import { siteInMemory } from './site.ts'

// Asks for every page of every municipality once and prints what is kept: see memory.ts.
const times = Number(process.argv[2] ?? '1')
const { site, codes, now } = siteInMemory(times)
const pages = openPageCache(() => 0)
const megabytes = (bytes: number): number => bytes / 1024 / 1024
globalThis.gc?.()
const before = megabytes(process.memoryUsage.rss())
const { texts } = site.world().prepared
let asked = 0
const ask = (path: string): void => {
  const page = site.page(path, now)
  if (page === undefined) throw new Error(`There is no page at ${path}.`)
  pages.keep(path, page)
  asked += 1
}
for (const code of ['0000', ...codes]) {
  for (const { tag } of texts.languages) ask(helpPath(tag, code))
  // Ten times the country fills what may be kept many times over in Swedish alone.
  for (const tag of times === 1 ? texts.released : ['sv']) for (const { id } of AUDIENCES) ask(helpPath(tag, code, id))
}
globalThis.gc?.()
process.stdout.write(
  JSON.stringify({
    pages: asked,
    keptMb: megabytes(pages.bytes()),
    residentMb: megabytes(process.memoryUsage.rss()),
    before,
  }),
)
