import { parseDocument, isSeq } from 'yaml'
import { addDays, stockholm, type LocalDate } from '#kernel/dates.ts'
import type { ReceptionFile } from './reception.ts'
import { gapsOf } from './rota.ts'
import type { Rota } from './rota-schema.ts'

export type Swap = Rota['swaps'][number]

/**
 * The swap by which somebody takes what nobody keeps at a moment; nothing when there is no gap then, or when they would
 * not be there either. A night belongs to the day it began on, so that is looked at, too.
 */
export const swapFor = ({ members, rota }: ReceptionFile, at: Date, to: string): Swap | undefined => {
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

/**
 * A reception's file with a swap put in, in place of the one that the same turn had; everything else stands as it was
 * written, letter for letter. The file is one that has been read: it has a list of swaps.
 */
export const withSwap = (file: string, swap: Swap): string => {
  const swaps = parseDocument(file).getIn(['rota', 'swaps'], true)
  if (!isSeq(swaps) || !swaps.range) throw new Error('The file has no list of swaps.')
  const [begins, ends] = swaps.range
  const rows = [...othersThan(swaps.toJSON() as Swap[], swap), swap].map(
    ({ date, from, to }) => `      { "date": "${date}", "from": ${JSON.stringify(from)}, "to": ${JSON.stringify(to)} }`,
  )
  const after = begins + file.slice(begins, ends).trimEnd().length
  return `${file.slice(0, begins)}[\n${rows.join(',\n')}\n    ]${file.slice(after)}`
}
