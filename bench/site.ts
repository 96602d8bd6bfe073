import { PROJECT_ROOT } from '#platform/config.ts'
import { factsOf, loadReference, type Facts, type Municipality } from '#modules/municipality/index.ts'
import { openSite, prepare, readTexts, type Site } from '#modules/help-site/index.ts'

/** The site as the program has it, without a database: every municipality, none of which has confirmed anything. */
export const siteInMemory = (
  times = 1,
): { readonly site: Site; readonly codes: readonly string[]; readonly now: Date } => {
  const prepared = prepare({
    root: PROJECT_ROOT,
    texts: readTexts(PROJECT_ROOT),
    exitUrl: 'https://www.smhi.se/',
    origin: 'http://127.0.0.1:3000',
    operator: undefined,
    accessibility: undefined,
  })
  const facts = factsOf(loadReference(PROJECT_ROOT))
  const site = openSite(
    prepared,
    { facts: times === 1 ? facts : multiplied(facts, times), receptions: [] },
    [],
    () => new Date(),
  )
  return { site, codes: site.world().facts.municipalities.all.map(({ code }) => code), now: new Date() }
}

/** As many times the municipalities: the real ones, and copies of them under codes that no municipality has. */
const multiplied = (facts: Facts, times: number): Facts => {
  const real = facts.municipalities.all
  const all: Municipality[] = [...real]
  const taken = new Set(real.map(({ code }) => code as string))
  let next = 3000
  for (let copy = 1; copy < times; copy += 1) {
    for (const municipality of real) {
      while (taken.has(String(next))) next += 1
      const code = String(next)
      taken.add(code)
      all.push({ ...municipality, code: code as Municipality['code'], name: `${municipality.name} ${copy}` })
    }
  }
  const byCode = new Map(all.map((municipality) => [municipality.code as string, municipality]))
  return { ...facts, municipalities: { ...facts.municipalities, all, get: (code) => byCode.get(code) } }
}
