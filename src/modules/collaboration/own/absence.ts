import { addDays, stockholm, type LocalDate } from '#kernel/dates.ts'
import type { Member, ReceptionFile } from '../reception.ts'
import { gapsOf, type Stretch } from '../rota.ts'
import { swapFor } from '../swap.ts'

/** The member of a reception that somebody with an account is; nothing when she is none. */
export const memberOf = ({ members }: Pick<ReceptionFile, 'members'>, person: string): Member | undefined =>
  members.find((member) => member.person === person)

/** A reception with somebody away from one day to another; what was noted of her within those days is one with it. */
export const withAbsence = (
  reception: ReceptionFile,
  member: string,
  from: LocalDate,
  to: LocalDate,
): ReceptionFile => {
  const { rota } = reception
  const meets = (one: { readonly member: string; readonly from: LocalDate; readonly to: LocalDate }): boolean =>
    one.member === member && one.from <= addDays(to, 1) && from <= addDays(one.to, 1)
  const met = rota.absences.filter(meets)
  const begins = met.reduce((first, one) => (one.from < first ? one.from : first), from)
  const ends = met.reduce((last, one) => (one.to > last ? one.to : last), to)
  const absences = [...rota.absences.filter((one) => !meets(one)), { member, from: begins, to: ends }]
  return { ...reception, rota: { ...rota, absences } }
}

const DAYS_AHEAD = 14

/** What nobody keeps of the coming days and a member could take. */
export const takeable = (reception: ReceptionFile, member: string, now: Date): readonly Stretch[] => {
  const today = stockholm(now).date
  return gapsOf(reception.rota, today, addDays(today, DAYS_AHEAD)).filter(
    ({ from, to }) => to > now && swapFor(reception, from > now ? from : now, member) !== undefined,
  )
}
