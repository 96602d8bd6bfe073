/**
 * How a visit to a site can end; a closed list. Those of WHOLE_ENDS may be judged: what was not found is then not there.
 * After any other, nothing is judged, and the report says which end it was.
 */
export const VISIT_ENDS = [
  // Every question of the catalogue that a crawl can settle is settled.
  'settled',
  // Everything worth asking for has been asked for.
  'exhausted',
  // As many pages as may be asked for.
  'page-limit',
  // Stopped by whoever ran it; goes on when it is started again.
  'stopped',
  // Longer than a visit may take.
  'time-limit',
  'unknown-host',
  'unreachable',
  'certificate',
  'private-address',
  'refused-by-robots',
  'busy',
  'forbidden',
  'login',
  'parked',
  'moved',
  'another-municipality',
  'no-page',
  'invalid-address',
  // A fault of this program: told to the operator, and only this visit's.
  'fault',
] as const
export type VisitEnd = (typeof VISIT_ENDS)[number]

export const WHOLE_ENDS: ReadonlySet<VisitEnd> = new Set(['settled', 'exhausted', 'page-limit'])

export const BROWSER_MODES = ['auto', 'never', 'always'] as const
export type BrowserMode = (typeof BROWSER_MODES)[number]

/** A visit (besök) to a site in a run, as `visit.json` in the archive says it. Times are UTC. */
export type Visit = {
  /** The address as it was given. */
  readonly site: string
  /** The label it was given with, as a rule a municipality's code; what is not in the register is judged all the same. */
  readonly code: string
  /** The run (omgång) it belongs to, `2026-11-25-1` and on. */
  readonly run: string
  readonly begunAt: string
  /** Nothing while it goes on. */
  readonly endedAt: string | undefined
  readonly end: VisitEnd | undefined
  /** What the end is about: the host it moved to, the municipality it is, the status, the fault's words. */
  readonly about: string | undefined
  readonly browser: BrowserMode
  /** Between two requests to one origin, in milliseconds: what was asked for, and what robots.txt made of it. */
  readonly delayMs: number
  readonly pageLimit: number
  /** How many captures the archive holds of it. */
  readonly captures: number
}

/** One that may be judged: what was not found is not there. After any other it might only not have been reached. */
export const endedWhole = ({ end }: Pick<Visit, 'end'>): boolean => end !== undefined && WHOLE_ENDS.has(end)
