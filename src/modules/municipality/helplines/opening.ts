import { openState } from '#kernel/opening-hours.ts'
import type { Helpline } from './helpline.ts'
import { areHoursSure } from './standing.ts'

/** Whether somebody answers a line. */
export type Answering =
  | { readonly kind: 'always' }
  | { readonly kind: 'open'; readonly until: Date }
  | { readonly kind: 'opens'; readonly at: Date }
  /** Its hours may have changed: never said to be open or closed. */
  | { readonly kind: 'unsure' }
  /** Its hours are not known, or it opens at no time within weeks. */
  | { readonly kind: 'unknown' }

export const answeringAt = (line: Helpline, at: Date): Answering => {
  if (line.hours === undefined) return { kind: 'unknown' }
  if (!areHoursSure(line)) return { kind: 'unsure' }
  return sureAnswering(line.hours.rule, at)
}

/** The same of a rule that is known to be right, such as a municipality's own hours. */
export const sureAnswering = (rule: string, at: Date): Answering => {
  const state = openState(rule, at)
  if (state.open) return state.until === undefined ? { kind: 'always' } : { kind: 'open', until: state.until }
  return state.next === undefined ? { kind: 'unknown' } : { kind: 'opens', at: state.next }
}

const MOST_FIRST = 2

/** Somebody to call: a national line, or the municipality's own. */
export type Callable = { readonly answering: Answering; readonly mandatory: boolean }

/**
 * Whom to call first, two at most: those that answer now, in the order given; then those that open, the soonest
 * first (rule D6); last those of whom neither can be said, mandatory before others. So none that surely answers, or
 * will, gives way to one that perhaps does.
 */
export const firstAmong = <T extends Callable>(callable: readonly T[]): readonly T[] =>
  callable
    .map((one) => ({ one, rank: rankOf(one.answering, one.mandatory) }))
    .toSorted((a, b) => a.rank.group - b.rank.group || a.rank.opens - b.rank.opens)
    .slice(0, MOST_FIRST)
    .map(({ one }) => one)

/** A relay for text telephones has a number too, but is nobody to tell. */
export const canBeCalled = ({ numbers, channels }: Helpline): boolean =>
  numbers.length > 0 && channels.includes('voice')

const rankOf = (answering: Answering, mandatory: boolean): { readonly group: number; readonly opens: number } => {
  switch (answering.kind) {
    case 'always':
    case 'open':
      return { group: 0, opens: 0 }
    case 'opens':
      return { group: 1, opens: answering.at.getTime() }
    default:
      return { group: mandatory ? 2 : 3, opens: 0 }
  }
}
