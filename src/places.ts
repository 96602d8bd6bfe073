import { stockholm } from '#kernel/dates.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { Places, Tied } from '#platform/auth/places.ts'
import { loadReference, readRss, type Municipalities } from '#modules/municipality/index.ts'

/** The municipalities and counties of the day, as the platform's organisations are tied to them. Throws FileProblems. */
export const loadPlaces = (now: Date): Places =>
  placesOf(loadReference(PROJECT_ROOT, stockholm(now).date).municipalities)

/** The same from a register that has been read. Throws FileProblems. */
export const placesOf = (municipalities: Municipalities): Places => {
  const rssOf = readRss(PROJECT_ROOT)
  const counties = new Map(
    municipalities.counties.map(({ code, name }) => [code, { name, organisation: `Länsstyrelsen i ${name}` }]),
  )
  const swedish = new Intl.Collator('sv')
  const byName = (a: Tied, b: Tied): number => swedish.compare(a.organisation, b.organisation)
  return {
    counties: [...counties].map(([code, place]) => ({ code, ...place })).toSorted(byName),
    municipalities: municipalities.all
      .map(({ code, name, officialName }) => ({ code, name, organisation: officialName }))
      .toSorted(byName),
    municipality: (code) => {
      const found = municipalities.get(code)
      return found === undefined ? undefined : { organisation: found.officialName }
    },
    county: (code) => counties.get(code),
    municipalitiesOf: (county) =>
      municipalities.all
        .filter(({ countyCode }) => countyCode === county)
        .map(({ code }) => code)
        .toSorted(),
    hasOneRss: (county) => rssOf(county).structures === 'one',
    aboutRss: (county) => {
      const { known, evidence, confidence } = rssOf(county)
      const shared = municipalities.counties
        .filter(({ code }) => code !== county)
        .flatMap(({ code, name }) =>
          rssOf(code)
            .alsoServes.filter((served) => served.startsWith(county))
            .map((served) => `${served} is known to be served from ${name}, too`),
        )
      return [`${known} (${evidence}; confidence ${confidence})`, ...shared].join('. ')
    },
  }
}
