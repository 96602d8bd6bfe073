import { isKind, type Kind, KINDS } from './kind.ts'
import type { Served, Tie } from './organisation.ts'
import type { Places } from './places.ts'

/** An organisation as somebody writes it: in a line of a file, or as the words of a command. */
export type WrittenOrganisation = {
  readonly kind: string
  readonly code: string
  readonly organisation: string
  /** Codes parted by spaces, or `county:04` for all of a county. Only of a regional support structure. */
  readonly serves: string
}

export type NewOrganisation = { readonly name: string; readonly tie: Tie }

/** An address that mail can be sent to, as a person writes it. */
export const ADDRESS = /^[^@\s<>,;:"]+@[^@\s<>,;:"]+\.[^@\s<>,;:"]+$/

/** What is wrong with one field, and what was expected there. */
export type Fault = { readonly field: string; readonly expected: string }

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] }

const wrong = (field: string, expected: string): { readonly ok: false; readonly faults: readonly Fault[] } => ({
  ok: false,
  faults: [{ field, expected }],
})

/** The organisation that is meant, or what is wrong with how it is written. */
export const readOrganisation = (written: WrittenOrganisation, places: Places): Read<NewOrganisation> => {
  const { kind, code, serves } = written
  if (!isKind(kind)) return wrong('kind', `expected one of ${KINDS.join(', ')}, found ${kind || 'nothing'}`)
  if (serves !== '' && kind !== 'rss')
    return wrong('serves', 'expected nothing: only a regional support structure (rss) serves municipalities')
  switch (kind) {
    case 'operator':
    case 'agency':
      return named(written, kind, { kind })
    case 'rss': {
      const served = readServed(serves, places)
      return served.ok ? named(written, kind, { kind, serves: served.value }) : served
    }
    case 'county': {
      const place = places.county(code)
      if (place === undefined)
        return wrong('code', `expected a county's two digits, such as 14, found ${code || 'nothing'}`)
      return { ok: true, value: { name: written.organisation || place.organisation, tie: { kind, county: code } } }
    }
    case 'municipality': {
      const place = places.municipality(code)
      if (place === undefined)
        return wrong('code', `expected a municipality's four digits, such as 1497, found ${code || 'nothing'}`)
      return {
        ok: true,
        value: { name: written.organisation || place.organisation, tie: { kind, municipality: code } },
      }
    }
  }
}

const named = ({ code, organisation }: WrittenOrganisation, kind: Kind, tie: Tie): Read<NewOrganisation> => {
  if (code !== '') return wrong('code', `expected nothing: there is no code for the kind ${kind}`)
  if (organisation === '') return wrong('organisation', 'expected a name')
  return { ok: true, value: { name: organisation, tie } }
}

const WHOLE_COUNTY = /^county:(\d{2})$/

const readServed = (serves: string, places: Places): Read<readonly Served[]> => {
  const county = WHOLE_COUNTY.exec(serves)?.[1]
  if (county !== undefined) {
    if (places.county(county) === undefined) return wrong('serves', `expected a county's two digits, found ${county}`)
    if (!places.hasOneRss(county))
      return wrong(
        'serves',
        `expected codes of municipalities: which of the county's several structures serves whom must be said. Known: ${places.aboutRss(county)}`,
      )
    return {
      ok: true,
      value: places.municipalitiesOf(county).map((municipality) => ({ municipality, basis: 'assumed' })),
    }
  }
  const codes = serves.split(/[\s,]+/).filter((code) => code !== '')
  const unknown = codes.filter((code) => places.municipality(code) === undefined)
  if (unknown.length > 0) return wrong('serves', `expected codes of municipalities, found ${unknown.join(' ')}`)
  return { ok: true, value: [...new Set(codes)].map((municipality) => ({ municipality, basis: 'named' })) }
}
