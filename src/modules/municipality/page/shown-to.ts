import type { PreviewLink } from './shown-to-store.ts'

/** How long a link works: a boss has a week with a weekend in it. */
export const LINK_DAYS = 7

export type LinkState = 'open' | 'used' | 'withdrawn' | 'expired'

/** Whether a link still works, and else why not. What it was used for is said rather than that its time has passed. */
export const linkState = (
  { usedAt, withdrawnAt, expiresAt }: Pick<PreviewLink, 'usedAt' | 'withdrawnAt' | 'expiresAt'>,
  now: Date,
): LinkState => {
  if (usedAt !== null) return 'used'
  if (withdrawnAt !== null) return 'withdrawn'
  return expiresAt <= now ? 'expired' : 'open'
}
