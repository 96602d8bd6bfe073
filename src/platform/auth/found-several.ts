import { ADDRESS, type NewOrganisation } from './entry.ts'
import { bringsIn, type Listed } from './found.ts'
import { codeOf, type Organisation, type Tie } from './organisation.ts'
import type { Places, Tied } from './places.ts'

/** A county or a municipality that is to be brought in, and its first person. */
export type Wanted = {
  readonly organisation: NewOrganisation
  readonly first: { readonly name: string; readonly email: string }
}

/**
 * What a line of a list would do. `there`: it is here already, and the line does nothing. Any other but `new` is a fault, and
 * with one nothing of the list is done.
 */
export type Verdict =
  | { readonly kind: 'new'; readonly wanted: Wanted }
  | { readonly kind: 'there' | 'left' | 'unknown' | 'elsewhere' | 'twice' | 'nameless' | 'email' }

export type Line = { readonly line: number; readonly written: string; readonly verdict: Verdict }

/** Whether a line stands in the way of the whole list. */
export const isFault = ({ verdict }: Line): boolean => verdict.kind !== 'new' && verdict.kind !== 'there'

type Around = { readonly own: Organisation; readonly places: Places; readonly there: readonly Listed[] }

const HEADS = /^(?:e-?post(?:adress)?|e-?mail|email address)$/i

/**
 * Reads a list as it is pasted from a spreadsheet, a line for each organisation: its name or code, the name of its first
 * person, her address; parted by tabs, semicolons or commas. A first line of headings and empty lines are passed over.
 */
export const readSeveral = (text: string, around: Around): readonly Line[] => {
  const seen = new Set<string>()
  return text.split(/\r?\n/).flatMap((written, place): readonly Line[] => {
    const cells = written.split(/[\t;,]/).map((cell) => cell.trim())
    if (cells.every((cell) => cell === '') || (place === 0 && HEADS.test(cells[2] ?? ''))) return []
    return [{ line: place + 1, written: written.trim(), verdict: verdictOn(cells, around, seen) }]
  })
}

const verdictOn = (
  [place = '', name = '', email = '']: readonly string[],
  { own, places, there }: Around,
  seen: Set<string>,
): Verdict => {
  const organisation = organisationMeant(place, places)
  if (organisation === undefined) return { kind: 'unknown' }
  const { tie } = organisation
  if (!bringsIn(own, tie)) return { kind: 'elsewhere' }
  const key = `${tie.kind} ${codeOf(tie) ?? ''}`
  if (seen.has(key)) return { kind: 'twice' }
  seen.add(key)
  const known = there.find((one) => one.kind === tie.kind && codeOf(one) === codeOf(tie))
  if (known !== undefined) return { kind: known.leftAt === null ? 'there' : 'left' }
  if (name === '') return { kind: 'nameless' }
  if (!ADDRESS.test(email)) return { kind: 'email' }
  return { kind: 'new', wanted: { organisation, first: { name, email: email.toLowerCase() } } }
}

const organisationMeant = (written: string, { counties, municipalities }: Places): NewOrganisation | undefined => {
  const text = written.toLowerCase()
  const isMeant = ({ code, name, organisation }: Tied): boolean =>
    code === text || name.toLowerCase() === text || organisation.toLowerCase() === text
  const municipality = municipalities.find(isMeant)
  if (municipality !== undefined) return named(municipality, { kind: 'municipality', municipality: municipality.code })
  const county = counties.find(isMeant)
  return county === undefined ? undefined : named(county, { kind: 'county', county: county.code })
}

const named = ({ organisation }: Tied, tie: Tie): NewOrganisation => ({ name: organisation, tie })
