import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { parseYaml, type Parsed } from '#kernel/document.ts'
import { receptionSchema, servedIn, type KnownReception, type ReceptionFile } from './reception.ts'
import { DECISIONS } from './decisions.ts'

/** What a reception's file is judged against besides its own form. */
export type ReceptionRules = {
  readonly isMunicipality: (code: string) => boolean
  /** The receptions there are; the one of the file's own name is the one that it takes the place of. */
  readonly others: readonly Pick<KnownReception, 'name' | 'serves'>[]
  readonly today: LocalDate
}

/** Reads a reception's file. Every fault comes back with its line and field; nothing is thrown for bad input. */
export const readReception = (text: string, file: string, rules: ReceptionRules): Parsed<ReceptionFile> => {
  const judged = receptionSchema.superRefine((reception, context) => {
    const faults = [
      ...dayFaults(reception, rules.today),
      ...placeFaults(reception, rules),
      ...memberFaults(reception, rules),
      ...rotaFaults(reception),
    ]
    for (const { path, message } of faults) context.addIssue({ code: 'custom', path, message })
  })
  return parseYaml(text, judged, file)
}

type Fault = { readonly path: (string | number)[]; readonly message: string }

/** A day that does not exist has been told of already. */
const isLater = (day: LocalDate, than: LocalDate): boolean => parseLocalDate(day) !== undefined && day > than

const dayFaults = ({ confirmedOn, serves }: ReceptionFile, today: LocalDate): readonly Fault[] => {
  const message = `expected today, ${today}, or a day before`
  const decided = serves.flatMap(({ decisions }, index) =>
    DECISIONS.filter((kind) => isLater(decisions[kind]?.on ?? today, today)).map((kind) => ({
      path: ['serves', index, 'decisions', kind, 'on'],
      message,
    })),
  )
  return isLater(confirmedOn, today) ? [{ path: ['confirmedOn'], message }, ...decided] : decided
}

const placeFaults = (reception: ReceptionFile, { isMunicipality, others }: ReceptionRules): readonly Fault[] => {
  const seen = new Set<string>()
  const faults: Fault[] = []
  for (const [index, { municipality, place }] of reception.serves.entries()) {
    const path = ['serves', index, 'municipality']
    if (!isMunicipality(municipality)) faults.push({ path, message: noneWith(municipality) })
    else if (seen.has(municipality))
      faults.push({ path, message: `expected each municipality once; ${municipality} stands here twice` })
    seen.add(municipality)
    const rival = others.find(
      (other) => other.name !== reception.name && servedIn(other, municipality)?.place === place,
    )
    if (rival !== undefined) {
      const message = `expected another place: ${rival.name} is door ${place} of ${municipality} already`
      faults.push({ path: ['serves', index, 'place'], message })
    }
  }
  const { onCall } = reception
  if (onCall.kind !== 'shared') return faults
  return [
    ...faults,
    ...onCall.sharedWith.flatMap((code, index) =>
      isMunicipality(code) ? [] : [{ path: ['onCall', 'sharedWith', index], message: noneWith(code) }],
    ),
  ]
}

const noneWith = (code: string): string => `expected the code of a municipality; there is none with ${code}`

const memberFaults = ({ members }: ReceptionFile, { isMunicipality }: ReceptionRules): readonly Fault[] => {
  const seen = new Set<string>()
  const faults: Fault[] = []
  for (const [index, { id, municipality }] of members.entries()) {
    if (seen.has(id))
      faults.push({ path: ['members', index, 'id'], message: `expected each id once; ${id} stands here twice` })
    seen.add(id)
    if (!isMunicipality(municipality))
      faults.push({ path: ['members', index, 'municipality'], message: noneWith(municipality) })
  }
  return faults
}

const rotaFaults = ({ members, rota }: ReceptionFile): readonly Fault[] => {
  const ids = new Set(members.map(({ id }) => id))
  const faults: Fault[] = []
  const known = (id: string, path: (string | number)[]): void => {
    if (!ids.has(id))
      faults.push({
        path: ['rota', ...path],
        message: `expected the id of a member (${[...ids].join(', ')}), found ${id}`,
      })
  }
  const fault = (path: (string | number)[], message: string): void =>
    void faults.push({ path: ['rota', ...path], message })
  for (const [index, { members: who, from, until }] of rota.week.entries()) {
    for (const [place, id] of who.entries()) known(id, ['week', index, 'members', place])
    if (from !== undefined && until !== undefined && from > until)
      fault(['week', index, 'until'], `expected ${from}, the day it begins to hold, or a later day`)
  }
  for (const [index, { date, from, to, members: who }] of rota.shifts.entries()) {
    for (const [place, id] of who.entries()) known(id, ['shifts', index, 'members', place])
    if (from === to)
      fault(
        ['shifts', index, 'to'],
        'expected another time than the one it begins at; a whole day is "00:00" to "24:00"',
      )
    if (date > rota.until)
      fault(['shifts', index, 'date'], `expected ${rota.until}, the last day of the rota, or a day before`)
  }
  for (const [index, { member, from, to }] of rota.absences.entries()) {
    known(member, ['absences', index, 'member'])
    if (from > to) fault(['absences', index, 'to'], `expected ${from}, the first day away, or a later day`)
  }
  const taken = new Set<string>()
  for (const [index, { date, from, to }] of rota.swaps.entries()) {
    known(from, ['swaps', index, 'from'])
    known(to, ['swaps', index, 'to'])
    if (from === to) fault(['swaps', index, 'to'], 'expected another member than the one whose turn it was')
    if (taken.has(`${date} ${from}`))
      fault(['swaps', index, 'from'], `expected one swap a day of each; ${from} has one on ${date} already`)
    taken.add(`${date} ${from}`)
  }
  return faults
}
