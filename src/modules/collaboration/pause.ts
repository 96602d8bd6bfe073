/**
 * Why a reception pauses. A list and no words of one's own: it is said on the public page, in every language, and so it
 * can tell nobody who is ill.
 */
export const PAUSE_REASONS = ['staffing', 'telephone', 'premises', 'other'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

/** A reception's pause: it ends by itself, and somebody else is named. */
export type Pause = {
  readonly reason: PauseReason
  readonly since: Date
  readonly until: Date
  /** The name of the reception that answers in its place. */
  readonly to: string
  readonly by: string
}
