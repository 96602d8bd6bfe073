import type { Rooms } from '#platform/auth/leave.ts'
import { receptionsNaming } from '#modules/collaboration/index.ts'
import { makePageAnew, putPageBack, takePageDown } from '#modules/municipality/index.ts'

/** What the rooms do when a municipality leaves and comes back. */
export const LEAVING: Rooms = {
  takeDown: takePageDown,
  putBack: putPageBack,
  anew: makePageAnew,
  naming: receptionsNaming,
}
