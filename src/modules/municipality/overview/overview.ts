import type { LocalDate } from '#kernel/dates.ts'
import { isOld } from '../local-help.ts'
import type { Municipality } from '../municipality.ts'
import type { NoteKind } from './note.ts'

/** What a municipality has said of its page. `withdrawn`: it had confirmed it, and took it back. */
export type Confirmation =
  | { readonly kind: 'never' }
  | { readonly kind: 'withdrawn'; readonly on: LocalDate }
  | { readonly kind: 'confirmed'; readonly on: LocalDate; readonly by: string }

/** How many there are who could do something, and how far they have come; never who they are. */
export type Staff = {
  readonly foundedOn: LocalDate
  /** Since when it has left; its people come in no more. */
  readonly leftOn: LocalDate | undefined
  readonly members: number
  readonly comeIn: number
  /** Those with a link that still holds and who have not used it. */
  readonly invited: number
  /** Those who lead the work or keep the page: whom a reminder reaches. */
  readonly reached: number
}

/** Whether a reception answers for a municipality; `undecided`: one is meant to, and decisions are missing. */
export type ReceptionStanding = 'open' | 'undecided' | 'none'

/** A municipality as those who support it see it: facts about its page and its readiness, and nothing else of it. */
export type Overviewed = {
  readonly municipality: Municipality
  readonly confirmation: Confirmation
  /** It has been written on since, and that is not shown to anybody yet. */
  readonly unpublished: boolean
  /** Nothing for a municipality that has no organisation here yet. */
  readonly staff: Staff | undefined
  readonly reception: ReceptionStanding
  readonly lastNote: { readonly on: LocalDate; readonly kind: NoteKind } | undefined
  readonly lastReminder: { readonly at: Date; readonly by: string } | undefined
}

/** What is too old is shown to the public with its day, and somebody at the municipality should look at it. */
export const isTooOld = ({ confirmation }: Pick<Overviewed, 'confirmation'>, today: LocalDate): boolean =>
  confirmation.kind === 'confirmed' && isOld({ confirmedOn: confirmation.on }, today)

/** Its page shows nothing that the municipality stands behind now. */
export const isUnconfirmed = ({ confirmation }: Pick<Overviewed, 'confirmation'>): boolean =>
  confirmation.kind !== 'confirmed'

/** One that has left has no use for any. */
export const hasNoUser = ({ staff }: Pick<Overviewed, 'staff'>): boolean =>
  staff === undefined || (staff.members === 0 && staff.leftOn === undefined)

/** Somebody has been brought in, and nobody of them has come. */
export const nobodyCame = ({ staff }: Pick<Overviewed, 'staff'>): boolean =>
  staff !== undefined && staff.leftOn === undefined && staff.members > 0 && staff.comeIn === 0

/** Whether a reminder would find somebody there. */
export const isReachable = ({ staff }: Pick<Overviewed, 'staff'>): boolean => staff !== undefined && staff.reached > 0

/** What narrows the list besides the table's own choices: part of a name, and a county. */
export type Sought = { readonly name: string; readonly county: string }

const plain = (text: string): string => text.trim().toLocaleLowerCase('sv').replaceAll(/\s+/g, ' ')

/** Those that a search and a county leave; each of them may be empty and leaves all. */
export const soughtIn = <Row extends Pick<Overviewed, 'municipality'>>(
  rows: readonly Row[],
  { name, county }: Sought,
): readonly Row[] => {
  const asked = plain(name)
  return rows.filter(
    ({ municipality }) =>
      (county === '' || municipality.countyCode === county) &&
      (asked === '' || plain(municipality.name).includes(asked) || municipality.code === asked),
  )
}
