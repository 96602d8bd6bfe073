import { addDays, stockholm, type LocalDate } from '#kernel/dates.ts'
import { missingIn, type DecisionKind } from './decisions.ts'
import { isOpenedFor, type Reception } from './reception.ts'
import { gapsOf, staffingAt } from './rota.ts'

/** Within these many days a gap, or the end of the rota, is for today. */
const DAYS_AHEAD = 14
const FEWEST_MEMBERS = 2

/**
 * One thing about a reception that somebody must see to: what, since it is a plain value, and by when (`due`; nothing
 * where no day is set, and it is for now).
 */
export type Finding = { readonly reception: string; readonly due: Date | undefined } & (
  | { readonly kind: 'gap'; readonly from: Date; readonly to: Date; readonly planned: readonly string[] }
  | { readonly kind: 'missing-decision'; readonly municipality: string; readonly decision: DecisionKind }
  | { readonly kind: 'one-member'; readonly advice: Advice }
  | { readonly kind: 'rota-ends'; readonly on: LocalDate }
  /** However long the rota is meant to hold: there is no time in it within five weeks that anybody keeps. */
  | { readonly kind: 'nobody-ahead' }
  /** Whoever answers in its place has not been opened by this municipality, or pauses too: its page names nobody. */
  | { readonly kind: 'nobody-instead'; readonly municipality: string; readonly to: string }
)

/** What a reception is led to. */
export type Advice =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'join-a-shared-reception'
      /** The county (its code) that introduces them to each other. */
      readonly introducer: string
      /** Receptions of that county with members enough, by name; empty when one is still to be founded. */
      readonly receptions: readonly string[]
    }

/**
 * A reception of one officer cannot answer when that officer is ill, on leave, or known to whoever calls: it is led to a
 * shared one, introduced by its county. `others` are all receptions there are.
 */
export const adviceFor = (reception: Reception, others: readonly Reception[]): Advice => {
  if (reception.members.length >= FEWEST_MEMBERS) return { kind: 'none' }
  const introducer = countyOf(reception)
  const receptions = others
    .filter(
      (other) =>
        other.name !== reception.name && other.members.length >= FEWEST_MEMBERS && countyOf(other) === introducer,
    )
    .map(({ name }) => name)
  return { kind: 'join-a-shared-reception', introducer, receptions }
}

/** The county of the municipality that stands first: the first two digits of its code. */
const countyOf = ({ serves }: Reception): string => serves[0]?.municipality.slice(0, 2) ?? ''

/** Everything to see to at a moment, of each reception in turn; empty when all is well. */
export const receptionFindings = (receptions: readonly Reception[], now: Date): readonly Finding[] =>
  receptions.flatMap((reception) => [
    ...gaps(reception, now),
    ...rotaEnd(reception, now),
    ...missingDecisions(reception),
    ...oneMember(reception, receptions),
    ...nobodyInstead(reception, receptions, now),
  ])

const gaps = ({ name, rota }: Reception, now: Date): readonly Finding[] => {
  const today = stockholm(now).date
  return gapsOf(rota, today, addDays(today, DAYS_AHEAD))
    .filter(({ to }) => to > now)
    .map(({ from, to, planned }) => ({ kind: 'gap', reception: name, due: from, from, to, planned }))
}

const rotaEnd = ({ name, rota }: Reception, now: Date): readonly Finding[] => {
  const due = undefined
  if (rota.until <= addDays(stockholm(now).date, DAYS_AHEAD))
    return [{ kind: 'rota-ends', reception: name, due, on: rota.until }]
  return staffingAt(rota, now).kind === 'nobody' ? [{ kind: 'nobody-ahead', reception: name, due }] : []
}

const missingDecisions = ({ name, serves }: Reception): readonly Finding[] =>
  serves.flatMap(({ municipality, decisions }) =>
    missingIn(decisions).map((decision): Finding => ({
      kind: 'missing-decision',
      reception: name,
      due: undefined,
      municipality,
      decision,
    })),
  )

const oneMember = (reception: Reception, others: readonly Reception[]): readonly Finding[] => {
  const advice = adviceFor(reception, others)
  return advice.kind === 'none' ? [] : [{ kind: 'one-member', reception: reception.name, due: undefined, advice }]
}

const nobodyInstead = (reception: Reception, others: readonly Reception[], now: Date): readonly Finding[] => {
  const { pause } = reception
  if (pause === undefined || pause.until <= now) return []
  const instead = others.find(({ name }) => name === pause.to)
  const pauses = instead?.pause !== undefined && instead.pause.until > now
  return reception.serves
    .map(({ municipality }) => municipality)
    .filter((municipality) => isOpenedFor(reception, municipality))
    .filter((municipality) => instead === undefined || pauses || !isOpenedFor(instead, municipality))
    .map((municipality) => ({
      kind: 'nobody-instead',
      reception: reception.name,
      due: pause.until,
      municipality,
      to: pause.to,
    }))
}
