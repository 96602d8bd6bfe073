import { addDays, type LocalDate } from '#kernel/dates.ts'
import { PROFESSIONAL, type Helpline } from './helpline.ts'

/** Whether what is known of a line is recent enough to be shown without a word about it. */
export type Standing = 'current' | 'expired'

export type ShownLine = {
  readonly line: Helpline
  /** Shown all the same, with the day it was last checked. */
  readonly expired: boolean
  /** Its hours are known well enough to say that it is open. */
  readonly hoursSure: boolean
}

/** The day a line's facts are from: when somebody verified it, otherwise when its source was read. */
export const checkedOn = ({ verifiedOn, sourceRead }: Helpline): LocalDate => verifiedOn ?? sourceRead

/** The last day a line is current. */
export const lastDayOf = (line: Helpline): LocalDate => addDays(checkedOn(line), line.expiresAfterDays)

export const standingOf = (line: Helpline, today: LocalDate): Standing =>
  today > lastDayOf(line) ? 'expired' : 'current'

/**
 * Lines that are no rows of a list. 112 stands in the frame of every page, where it cannot be scrolled past. A text
 * message to 112 reaches nobody unless the telephone was registered days before: among numbers to call it would lead
 * somebody in danger astray, so only the text about disability tells of it.
 */
const NO_ROW: ReadonlySet<string> = new Set(['emergency-112', 'sms-112'])

/**
 * The lines of an audience's page in its order (rule D8); empty for an audience that no line names. `county` is of the
 * place chosen: without one every county's lines are shown, as whoever chose no place may live there.
 */
export const linesFor = (
  lines: readonly Helpline[],
  audience: string,
  county: string | undefined,
  today: LocalDate,
): readonly ShownLine[] => {
  const own = lines
    .filter((line) => isFor(line, audience) && isIn(line, county) && !NO_ROW.has(line.id))
    .toSorted((a, b) => placeOf(a, audience) - placeOf(b, audience))
  const kept = own.filter((line) => line.mandatory || standingOf(line, today) === 'current')
  const last = lastOf(own, kept)
  return own
    .filter((line) => kept.includes(line) || line === last)
    .map((line) => ({ line, expired: standingOf(line, today) === 'expired', hoursSure: areHoursSure(line) }))
}

/** A page must not be left without anybody to call: its first line with a number stays, and its first of any kind. */
const lastOf = (own: readonly Helpline[], kept: readonly Helpline[]): Helpline | undefined => {
  if (kept.some(hasNumber)) return undefined
  return own.find(hasNumber) ?? (kept.length === 0 ? own[0] : undefined)
}

const hasNumber = ({ numbers }: Helpline): boolean => numbers.length > 0

const isFor = ({ kind, audiences }: Helpline, audience: string): boolean =>
  Object.hasOwn(audiences, audience) && (kind !== 'professional' || audience === PROFESSIONAL)

const isIn = ({ region }: Helpline, county: string | undefined): boolean =>
  region === undefined || county === undefined || region === county

const placeOf = ({ audiences }: Helpline, audience: string): number => audiences[audience] ?? 0

export const areHoursSure = ({ hours }: Helpline): boolean =>
  hours !== undefined && (hours.confidence === 'H' || hours.confidence === 'M')

/** Every audience that a line names, so that a wrong name is found at start. */
export const audiencesOf = (lines: readonly Helpline[]): readonly string[] =>
  [...new Set(lines.flatMap(({ audiences }) => Object.keys(audiences)))].toSorted()
