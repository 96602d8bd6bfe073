import { addDays, stockholm, type LocalDate } from '#kernel/dates.ts'
import type { KnownReception, ReceptionFile } from './reception.ts'
import { gapsOf } from './rota.ts'
import type { Rota } from './rota-schema.ts'

export type Swap = Rota['swaps'][number]

/**
 * The swap by which somebody takes what nobody keeps at a moment; nothing when there is no gap then, or when they would
 * not be there either. A night belongs to the day it began on, so that is looked at, too.
 */
export const swapFor = (
  { members, rota }: Pick<KnownReception, 'members' | 'rota'>,
  at: Date,
  to: string,
): Swap | undefined => {
  const { date } = stockholm(at)
  if (!isGap(rota, date, at)) return undefined
  return [date, addDays(date, -1)]
    .flatMap((day) => members.map(({ id }) => ({ date: day, from: id, to })))
    .filter(({ from }) => from !== to)
    .find((swap) => !isGap({ ...rota, swaps: [...othersThan(rota.swaps, swap), swap] }, date, at))
}

const isGap = (rota: Rota, date: LocalDate, at: Date): boolean =>
  gapsOf(rota, date, date).some(({ from, to }) => from <= at && at < to)

const othersThan = (swaps: readonly Swap[], { date, from }: Swap): readonly Swap[] =>
  swaps.filter((other) => other.date !== date || other.from !== from)

/** A reception with a swap in it, in place of the one that the same turn had. */
export const withSwap = (reception: ReceptionFile, swap: Swap): ReceptionFile => {
  const { rota } = reception
  return { ...reception, rota: { ...rota, swaps: [...othersThan(rota.swaps, swap), swap] } }
}
