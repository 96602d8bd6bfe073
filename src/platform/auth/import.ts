import { parseCsv } from '#kernel/csv.ts'
import type { Parsed, Problem } from '#kernel/document.ts'
import { ADDRESS, type Fault, type NewOrganisation, readOrganisation } from './entry.ts'
import { codeOf, type Member, type Organisation, type OrganisationId, type PersonId } from './organisation.ts'
import type { Places } from './places.ts'
import { isRole, type Role, rolesIn } from './roles.ts'

export const COLUMNS = ['kind', 'code', 'organisation', 'serves', 'name', 'email', 'roles'] as const

/** What the database holds already. */
export type Known = {
  readonly organisations: readonly Organisation[]
  readonly members: readonly Member[]
  /** Those that have left: nobody is added to them. */
  readonly left: ReadonlySet<OrganisationId>
}

/** One organisation of the file: one that is there, or a new one; and who is new in it, as what. */
export type PlannedOrganisation = {
  readonly organisation: NewOrganisation
  readonly existing: OrganisationId | undefined
  readonly members: readonly PlannedMember[]
}

export type PlannedMember = {
  readonly name: string
  readonly email: string
  readonly existing: PersonId | undefined
  /** Those she does not have yet. */
  readonly roles: readonly Role[]
}

type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>
type Person = { readonly name: string; readonly email: string; readonly roles: readonly Role[] }
type Group = PlannedOrganisation & { readonly members: PlannedMember[] }

/**
 * What a file of organisations and their people would add to what is there. A line without a person is an organisation
 * alone; an organisation is written again on the line of each of its people. What is there already is added to and never
 * changed, so the same file twice adds nothing. With any fault there is no plan: every one is told.
 */
export const planImport = (
  text: string,
  file: string,
  places: Places,
  known: Known,
): Parsed<readonly PlannedOrganisation[]> => {
  const table = parseCsv(text, COLUMNS, file)
  if (!table.ok) return table
  const problems: Problem[] = []
  const groups = new Map<string, Group>()
  const names = new Map(known.members.map(({ email, name }) => [email, name]))
  for (const { line, cells } of table.value) {
    const tell = ({ field, expected }: Fault): void => void problems.push({ file, line, field, expected })
    const read = readOrganisation(cells, places)
    if (!read.ok) {
      read.faults.forEach(tell)
      continue
    }
    const key = keyOf(read.value)
    const group = groups.get(key) ?? groupOf(read.value, known.organisations)
    if (group.existing !== undefined && known.left.has(group.existing))
      tell({ field: 'code', expected: `expected an organisation that is here; ${group.organisation.name} has left` })
    const misnamed = faultOfName(cells, read.value, group)
    if (misnamed !== undefined) tell(misnamed)
    if (group.existing === undefined && !groups.has(key) && cells.kind === 'rss' && cells.serves === '')
      tell({ field: 'serves', expected: 'expected the municipalities it serves: codes parted by spaces, or county:04' })
    const again = groups.has(key)
    groups.set(key, group)
    if (cells.name === '' && cells.email === '' && cells.roles === '') {
      if (again)
        tell({ field: 'name', expected: 'expected a person: the organisation itself stands on an earlier line' })
      continue
    }
    const person = readPerson(cells)
    const faults = 'faults' in person ? person.faults : faultsAmong(person, group, names)
    faults.forEach(tell)
    if ('faults' in person || faults.length > 0) continue
    names.set(person.email, person.name)
    group.members.push(plannedMember(person, group, known))
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: [...groups.values()] }
}

const keyOf = ({ name, tie }: NewOrganisation): string => `${tie.kind} ${codeOf(tie) ?? name.toLowerCase()}`

const groupOf = (organisation: NewOrganisation, known: readonly Organisation[]): Group => {
  const existing = known.find((one) => keyOf({ name: one.name, tie: one }) === keyOf(organisation))
  return {
    organisation: existing === undefined ? organisation : { name: existing.name, tie: existing },
    existing: existing?.id,
    members: [],
  }
}

/** One organisation has one name, and what it serves is said once. */
const faultOfName = ({ organisation, serves }: Cells, read: NewOrganisation, group: Group): Fault | undefined => {
  const { name, tie } = group.organisation
  if (organisation !== '' && organisation.toLowerCase() !== name.toLowerCase())
    return {
      field: 'organisation',
      expected: `expected ${name}, as it is called already, or nothing; found ${organisation}`,
    }
  if (serves === '' || read.tie.kind !== 'rss' || tie.kind !== 'rss') return undefined
  const codesOf = (those: typeof tie): string =>
    those.serves
      .map(({ municipality }) => municipality)
      .toSorted()
      .join(' ')
  return codesOf(read.tie) === codesOf(tie)
    ? undefined
    : { field: 'serves', expected: `expected nothing, or what it serves already: ${codesOf(tie) || 'none'}` }
}

const readPerson = ({ kind, name, email, roles }: Cells): Person | { readonly faults: readonly Fault[] } => {
  const given = roles.split(/[\s,]+/).filter((role) => role !== '')
  const allowed = rolesIn(kind as Parameters<typeof rolesIn>[0])
  const strange = given.filter((role) => !allowed.some((one) => one === role))
  const faults = [
    ...(name === '' ? [{ field: 'name', expected: 'expected the name of a person' }] : []),
    ...(ADDRESS.test(email)
      ? []
      : [{ field: 'email', expected: `expected an address such as eva.ek@example.se, found ${email || 'nothing'}` }]),
    ...(given.length === 0 || strange.length > 0
      ? [
          {
            field: 'roles',
            expected: `expected one or several of ${allowed.join(', ')}, found ${strange.join(' ') || 'nothing'}`,
          },
        ]
      : []),
  ]
  return faults.length > 0
    ? { faults }
    : { name, email: email.toLowerCase(), roles: [...new Set(given)].filter(isRole) }
}

const faultsAmong = (
  { name, email }: Person,
  { members }: Group,
  names: ReadonlyMap<string, string>,
): readonly Fault[] => {
  if (members.some((member) => member.email === email))
    return [{ field: 'email', expected: `expected each person once in an organisation, found ${email} again` }]
  const called = names.get(email)
  return called === undefined || called === name
    ? []
    : [{ field: 'name', expected: `expected ${called}, whose address ${email} is; found ${name}` }]
}

const plannedMember = ({ name, email, roles }: Person, { existing }: Group, known: Known): PlannedMember => {
  const elsewhere = known.members.find((member) => member.email === email)
  const here = known.members.find((member) => member.email === email && member.organisation === existing)
  return {
    name,
    email,
    existing: elsewhere?.person,
    roles: roles.filter((role) => here?.roles.includes(role) !== true),
  }
}
