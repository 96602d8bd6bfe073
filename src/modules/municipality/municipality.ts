import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { matchNames, type Matched } from './name-search.ts'

/** SCB's four digits; the first two are the county's. */
export type MunicipalityCode = string & { readonly __municipalityCode: true }

export type Municipality = {
  readonly code: MunicipalityCode
  readonly name: string
  readonly officialName: string
  readonly countyCode: string
  readonly countyName: string
  /** SKR's grouping of 2023: A1 to C9. */
  readonly group: string
  /** The municipality's own website. */
  readonly website: string
  /** Its place in the tile map, counted from nought; row 0 is in the north. */
  readonly tile: { readonly column: number; readonly row: number }
  /** Those it has a border with by land. */
  readonly neighbours: readonly MunicipalityCode[]
}

/** A code that is no longer a municipality's own: since when, and which one to go to instead. */
export type MovedMunicipality = {
  readonly code: string
  readonly successor: MunicipalityCode
  readonly since: LocalDate
}

export type Found = Matched<Municipality>

export type Municipalities = {
  /** All that exist on the day the program was started, by their Swedish names. */
  readonly all: readonly Municipality[]
  readonly moved: readonly MovedMunicipality[]
  readonly counties: readonly { readonly code: string; readonly name: string }[]
  get(code: string): Municipality | undefined
  /** The municipality that another has become part of; nothing for one that exists or never did. */
  successorOf(code: string): MunicipalityCode | undefined
  /** By name, tolerant of case, diacritics and small misspellings, or by code. */
  search(text: string): Found
}

const HEAD =
  'code,name,official_name,county_code,county_name,skr_group_2023,web_domain,tile_col,tile_row,neighbours,valid_from,valid_to,successor'

/** Reads the register of municipalities as it holds on a day. Throws FileProblems: line, column, what was expected. */
export const readMunicipalities = (csv: string, file: string, today: LocalDate): Municipalities => {
  const [head, ...lines] = csv.trimEnd().split('\n')
  if (head?.trim() !== HEAD) throw problem(file, 1, '', `expected the columns ${HEAD}`)
  const entries = lines.map((line, index) => readLine(line, file, index + 2))
  const current = entries.filter(
    ({ from, to }) => (from === undefined || from <= today) && (to === undefined || today < to),
  )
  const all = current.map(({ municipality }) => municipality).toSorted((a, b) => a.name.localeCompare(b.name, 'sv'))
  const byCode = new Map(all.map((municipality) => [municipality.code as string, municipality]))
  const moved = entries.flatMap(({ municipality, to, successor }): MovedMunicipality[] =>
    to !== undefined && to <= today && successor !== undefined
      ? [{ code: municipality.code, successor, since: to }]
      : [],
  )
  for (const [index, { municipality, successor }] of entries.entries()) {
    const stray = municipality.neighbours.find((code) => !entries.some((entry) => entry.municipality.code === code))
    if (stray !== undefined) throw problem(file, index + 2, 'neighbours', `expected codes of this file, found ${stray}`)
    if (successor !== undefined && !entries.some((entry) => entry.municipality.code === successor)) {
      throw problem(file, index + 2, 'successor', `expected a code of this file, found ${successor}`)
    }
  }
  return municipalitiesOf(all, byCode, moved)
}

const municipalitiesOf = (
  all: readonly Municipality[],
  byCode: ReadonlyMap<string, Municipality>,
  moved: readonly MovedMunicipality[],
): Municipalities => {
  const counties = new Map(all.map(({ countyCode, countyName }) => [countyCode, countyName]))
  const successors = new Map(moved.map(({ code, successor }) => [code, successor]))
  const successorOf = (code: string): MunicipalityCode | undefined => {
    if (byCode.has(code)) return undefined
    let next = successors.get(code)
    // One may have moved more than once; a ring of moves leads nowhere.
    for (let step = 0; next !== undefined && !byCode.has(next) && step < successors.size; step += 1)
      next = successors.get(next)
    return next !== undefined && byCode.has(next) ? next : undefined
  }
  return {
    all,
    moved: moved.flatMap((entry) => {
      const successor = successorOf(entry.code)
      return successor === undefined ? [] : [{ ...entry, successor }]
    }),
    counties: [...counties].map(([code, name]) => ({ code, name })).toSorted((a, b) => a.code.localeCompare(b.code)),
    get: (code) => byCode.get(code),
    successorOf,
    search: (text) => {
      const municipality = byCode.get(text.trim())
      return municipality === undefined ? matchNames(text, all) : { kind: 'one', municipality }
    },
  }
}

type Entry = {
  readonly municipality: Municipality
  readonly from: LocalDate | undefined
  readonly to: LocalDate | undefined
  readonly successor: MunicipalityCode | undefined
}

const readLine = (line: string, file: string, number: number): Entry => {
  const cells = line.split(',')
  if (cells.length !== HEAD.split(',').length)
    throw problem(file, number, '', `expected 13 columns, found ${cells.length}`)
  const [
    code = '',
    name = '',
    officialName = '',
    countyCode = '',
    countyName = '',
    group = '',
    domain = '',
    column = '',
    row = '',
    neighbours = '',
    from = '',
    to = '',
    successor = '',
  ] = cells
  const expect = (holds: boolean, field: string, expected: string): void => {
    if (!holds) throw problem(file, number, field, `expected ${expected}`)
  }
  expect(/^\d{4}$/.test(code), 'code', 'four digits')
  expect(name.trim() !== '', 'name', 'a name')
  expect(
    code.startsWith(countyCode) && /^\d\d$/.test(countyCode),
    'county_code',
    "the first two digits of the municipality's code",
  )
  expect(/^(?:A[12]|B[345]|C[6789])$/.test(group), 'skr_group_2023', "one of SKR's groups, A1 to C9")
  expect(/^[a-z0-9.-]+\.[a-z]{2,}$/.test(domain), 'web_domain', 'a domain such as hjo.se')
  expect(/^\d+$/.test(column) && /^\d+$/.test(row), 'tile_col', 'whole numbers')
  expect(neighbours === '' || /^\d{4}(?: \d{4})*$/.test(neighbours), 'neighbours', 'codes parted by spaces')
  expect(from === '' || parseLocalDate(from) !== undefined, 'valid_from', 'a day such as 2003-01-01, or nothing')
  expect(to === '' || parseLocalDate(to) !== undefined, 'valid_to', 'a day such as 2003-01-01, or nothing')
  expect(successor === '' || /^\d{4}$/.test(successor), 'successor', 'four digits, or nothing')
  return {
    municipality: {
      code: code as MunicipalityCode,
      name,
      officialName,
      countyCode,
      countyName,
      group,
      website: `https://${domain}/`,
      tile: { column: Number(column), row: Number(row) },
      neighbours: neighbours === '' ? [] : (neighbours.split(' ') as MunicipalityCode[]),
    },
    from: parseLocalDate(from),
    to: parseLocalDate(to),
    successor: successor === '' ? undefined : (successor as MunicipalityCode),
  }
}

const problem = (file: string, line: number, field: string, expected: string): FileProblems =>
  new FileProblems([{ file, line, field, expected }])
