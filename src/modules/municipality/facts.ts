import type { LocalDate } from '#kernel/dates.ts'
import type { CrisisNotice } from './crisis.ts'
import { withVerifications, type Helpline, type Verification } from './helplines/helpline.ts'
import { isOld, type LocalHelp } from './local-help.ts'
import type { Municipalities } from './municipality.ts'
import type { Reference } from './reference.ts'

/** What the database keeps beside the registers. */
export type Stored = {
  readonly verifications: readonly Verification[]
  readonly localHelp: ReadonlyMap<string, LocalHelp>
  readonly crises: readonly CrisisNotice[]
  /** Codes of municipalities whose stored help this version cannot read; their pages say that nothing is confirmed. */
  readonly unreadable: readonly string[]
}

/** Everything the pages say of helplines, municipalities and the help there. */
export type Facts = Omit<Stored, 'verifications'> & {
  readonly municipalities: Municipalities
  readonly helplines: readonly Helpline[]
}

const NOTHING_STORED: Stored = { verifications: [], localHelp: new Map(), crises: [], unreadable: [] }

/** The registers together with what is stored; without it as on the first day, when nobody has confirmed anything. */
export const factsOf = (
  { municipalities, helplines }: Reference,
  { verifications, localHelp, crises, unreadable }: Stored = NOTHING_STORED,
): Facts => ({
  municipalities,
  helplines: withVerifications(helplines, verifications),
  localHelp,
  crises,
  unreadable,
})

/** The codes of municipalities whose confirmed help is older than 180 days. */
export const staleLocalHelp = ({ localHelp }: Pick<Facts, 'localHelp'>, today: LocalDate): readonly string[] =>
  [...localHelp].filter(([, { help }]) => isOld(help, today)).map(([code]) => code)
