import { theReference } from '../builders.ts'
import type { Municipality, Reference } from '#modules/municipality/index.ts'
import type { MunicipalityCode } from '#modules/municipality/municipality.ts'
import type { SiteTruth } from './truth.ts'

/** A made-up municipality as the register would have it, with its website where the country serves it. */
const municipalityOf = ({ code, name }: SiteTruth, website: string): Municipality => ({
  code: code as MunicipalityCode,
  name,
  officialName: `${name}s kommun`,
  countyCode: code.slice(0, 2),
  countyName: 'Sagolandet',
  group: 'C8',
  website,
  tile: { column: 0, row: 0 },
  neighbours: [],
})

/** The registers, with made-up municipalities among the real ones: nothing that a test finds is tied to a real name. */
export const referenceWith = (sites: readonly { readonly truth: SiteTruth; readonly origin: string }[]): Reference => {
  const reference = theReference()
  const made = new Map(sites.map(({ truth, origin }) => [truth.code, municipalityOf(truth, `${origin}/`)]))
  const { municipalities } = reference
  return {
    ...reference,
    municipalities: {
      ...municipalities,
      all: [...municipalities.all, ...made.values()],
      get: (code) => made.get(code) ?? municipalities.get(code),
    },
  }
}
