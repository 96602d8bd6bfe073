import type { Kind } from './kind.ts'
import { minutesAfter, RECOVERY_DAYS, RECOVERY_WAIT_HOURS } from './limits.ts'
import type { PersonId } from './organisation.ts'

/** What somebody is to the one who lost her keys. */
export type Standing = 'colleague' | 'county' | 'operator'

export type Confirmation = { readonly person: PersonId; readonly as: Standing; readonly at: Date }

/** That somebody who has lost every key is to come in again, in one of the organisations she works for. */
export type RecoveryRequest = {
  readonly person: PersonId
  /** What her organisation is: a municipality has its county beside it, everybody else the operator. */
  readonly kind: Kind
  readonly begunAt: Date
  readonly stopped: boolean
  readonly used: boolean
}

export type RecoveryState =
  /** Nobody, or too few, have said that it is her. */
  | { readonly kind: 'asking' }
  /** Two operators have, and everybody in the organisation has time to say no. */
  | { readonly kind: 'waiting'; readonly until: Date }
  | { readonly kind: 'open' }
  | { readonly kind: 'stopped' | 'used' | 'lapsed' }

/** How a request stands: who has confirmed, each once and nobody for herself, and whether that is enough by now. */
export const recoveryState = (
  request: RecoveryRequest,
  confirmations: readonly Confirmation[],
  now: Date,
): RecoveryState => {
  if (request.used) return { kind: 'used' }
  if (request.stopped) return { kind: 'stopped' }
  if (now >= lapsesAt(request)) return { kind: 'lapsed' }
  const opens = opensAt(request, confirmations)
  if (opens === undefined) return { kind: 'asking' }
  return opens > now ? { kind: 'waiting', until: opens } : { kind: 'open' }
}

export const lapsesAt = ({ begunAt }: Pick<RecoveryRequest, 'begunAt'>): Date =>
  minutesAfter(begunAt, RECOVERY_DAYS * 24 * 60)

/** From when she is let in, by whichever allowed two say so first; nothing while no two do. */
export const opensAt = (
  { person, kind }: Pick<RecoveryRequest, 'person' | 'kind'>,
  confirmations: readonly Confirmation[],
): Date | undefined => {
  const counted = onceEach(confirmations.filter((one) => one.person !== person))
  const as = (standing: Standing): readonly Date[] => counted.filter((one) => one.as === standing).map(({ at }) => at)
  const colleagues = as('colleague')
  const operators = as('operator')
  // An operator's own organisation has colleagues and nobody beside it.
  const beside = kind === 'municipality' ? as('county') : kind === 'operator' ? [] : operators
  const opens = [
    colleagues[1],
    later(colleagues[0], beside[0]),
    kind === 'operator' || operators[1] === undefined
      ? undefined
      : minutesAfter(operators[1], RECOVERY_WAIT_HOURS * 60),
  ].filter((at) => at !== undefined)
  return opens.toSorted((a, b) => a.getTime() - b.getTime())[0]
}

/** In order of time, and of each person what she said first. */
const onceEach = (confirmations: readonly Confirmation[]): readonly Confirmation[] => {
  const first = new Map<PersonId, Confirmation>()
  for (const one of confirmations.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    if (!first.has(one.person)) first.set(one.person, one)
  return [...first.values()]
}

const later = (a: Date | undefined, b: Date | undefined): Date | undefined =>
  a === undefined || b === undefined ? undefined : a > b ? a : b
