import { addDays, type LocalDate } from '#kernel/dates.ts'
import type { Fault, FormRead } from '#platform/http/form.ts'
import type { Reception, ReceptionFile } from '../reception.ts'
import { given } from './section.ts'
import { numberIn } from './telephone.ts'

const LONGEST = 120
/** A rota that is new holds for a year, unless somebody says otherwise. */
const HOLDS_DAYS = 365

/** Pages beside those of receptions. */
const PAGES = new Set(['new', 'join', 'requests', 'asked'])

/** A short name for commands and files: "Mottagningen i Hjo" becomes mottagningen-i-hjo, with a number where it is taken. */
export const shortName = (title: string, taken: ReadonlySet<string>): string => {
  const bare = title
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 34)
    .replaceAll(/^-+|-+$/g, '')
  const name = bare === '' || PAGES.has(bare) ? 'reception' : bare
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name}-${number}`
    if (!taken.has(tried)) return tried
  }
}

export type Founding = {
  readonly all: readonly Reception[]
  /** Names that have ever been used: what was withdrawn keeps its history to itself. */
  readonly taken: ReadonlySet<string>
  readonly codes: readonly string[]
  readonly kind: 'own' | 'regional'
  readonly by: string
  readonly person: string | undefined
  readonly today: LocalDate
  readonly role: string
}

/**
 * A new reception: its title, a number and the first who answers. Nobody is on its rota and nothing is decided, so no
 * public page shows it before both are there.
 */
export const readFounding = (form: URLSearchParams, around: Founding): FormRead<ReceptionFile> => {
  const faults: Fault[] = []
  const title = given(form, 'title')
  if (title === '' || title.length > LONGEST) faults.push({ field: 'title', says: 'reception-edit.title-wrong' })
  const text = given(form, 'number')
  const number = numberIn(text)
  if (number === undefined) faults.push({ field: 'number', says: 'reception-edit.number-wrong', values: { text } })
  const member = given(form, 'member')
  if (member === '' || member.length > LONGEST)
    faults.push({ field: 'member', says: 'reception-edit.member-name-wrong' })
  const [first] = around.codes
  if (faults.length > 0 || number === undefined || first === undefined) return { ok: false, faults }
  const name = shortName(title, around.taken)
  const value: ReceptionFile = {
    name,
    title,
    confirmedBy: around.by,
    confirmedOn: around.today,
    numbers: [number],
    serves: around.codes.map((municipality) => ({
      municipality,
      door: around.kind,
      place: freePlace(around.all, municipality),
      decisions: {},
    })),
    members: [
      {
        id: 'm1',
        name: member,
        role: around.role,
        municipality: first,
        ...(around.person === undefined ? {} : { person: around.person }),
      },
    ],
    rota: { until: addDays(around.today, HOLDS_DAYS), week: [], shifts: [], absences: [], swaps: [] },
    onCall: { kind: 'via-112' },
  }
  return { ok: true, value }
}

/** The first place among a municipality's doors that no reception has. */
export const freePlace = (all: readonly Pick<Reception, 'serves'>[], municipality: string): number => {
  const taken = new Set(
    all.flatMap(({ serves }) => serves.filter((one) => one.municipality === municipality).map(({ place }) => place)),
  )
  let place = 1
  while (taken.has(place)) place += 1
  return place
}
