import { audit } from '#platform/audit/index.ts'
import type { HandOver, Party } from '#platform/auth/hand-over.ts'
import { readMembers } from '#platform/auth/store.ts'
import { fileWith } from '../reach.ts'
import type { Member, ReceptionFile } from '../reception.ts'
import { holdReception, readKept, setReception } from '../store.ts'
import { memberOf } from './absence.ts'

/**
 * What somebody has in the receptions of her organisation, when she leaves: her place among those who answer, and with
 * it her shifts. Whoever takes over stands on the rota in her stead from that moment; what the pages show stays.
 */
export const receptionHandOver: HandOver = {
  says: 'reception-own.hand-over',
  count: async (tx, { person }) =>
    [...(await readKept(tx)).values()].filter(({ reception }) => memberOf(reception, person) !== undefined).length,
  to: async (tx, acting, from, to) => {
    const by = (await readMembers(tx)).find(({ person }) => person === acting.person)?.name ?? from.name
    for (const name of (await readKept(tx)).keys()) {
      await holdReception(tx, name)
      const kept = (await readKept(tx)).get(name)
      const member = kept === undefined ? undefined : memberOf(kept.reception, from.person)
      if (kept === undefined || member === undefined) continue
      const after = handedOver(kept.reception, member, to)
      await setReception(tx, after, fileWith(kept.file, kept.reception, after), kept.reception, by)
      const { person: who, organisation } = acting
      await audit(tx, { who, organisation, what: 'reception.handed-over', about: name })
    }
  },
}

/** A reception in which one has a member's place. Absences were hers who left; the shifts go on. */
export const handedOver = (reception: ReceptionFile, member: Member, to: Party): ReceptionFile => {
  const there = memberOf(reception, to.person)
  const id = there?.id ?? member.id
  const instead = (one: string): string => (one === member.id ? id : one)
  const each = (ids: readonly string[]): string[] => [...new Set(ids.map(instead))]
  const { rota } = reception
  return {
    ...reception,
    members:
      there === undefined
        ? reception.members.map((one) => (one === member ? { ...one, name: to.name, person: to.person } : one))
        : reception.members.filter((one) => one !== member),
    rota: {
      ...rota,
      week: rota.week.map((turn) => ({ ...turn, members: each(turn.members) })),
      shifts: rota.shifts.map((turn) => ({ ...turn, members: each(turn.members) })),
      absences: rota.absences.filter((one) => one.member !== member.id),
      // Where both stood in one swap there is nothing left to swap; where one day would have two, the first stands.
      swaps: rota.swaps
        .map((swap) => ({ ...swap, from: instead(swap.from), to: instead(swap.to) }))
        .filter(
          (swap, place, all) =>
            swap.from !== swap.to && all.findIndex((o) => o.date === swap.date && o.from === swap.from) === place,
        ),
    },
  }
}
