import { addDays, daysBetween, stockholm, type LocalDate } from '#kernel/dates.ts'
import type { CrisisNotice } from '../crisis.ts'
import { FRESH_FOR_DAYS } from '../local-help.ts'
import type { Draft } from './draft.ts'
import type { State } from './publish-store.ts'

/** A day's work with a municipality's page is asked for this long before what it says is too old. */
const ASKED_BEFORE_DAYS = 30
/** A draft that nobody has touched for a week has been forgotten. */
const FORGOTTEN_DAYS = 7
const ENDS_SOON_DAYS = 2

/** One thing that a municipality's page needs of those who keep it. */
export type PageDue =
  | { readonly kind: 'nothing-shown' }
  | { readonly kind: 'old' | 'soon-old'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly kind: 'draft-waits'; readonly by: string; readonly since: LocalDate }
  | { readonly kind: 'notice-ends'; readonly until: LocalDate }

type Kept = {
  readonly draft: Draft | undefined
  readonly newest: State | undefined
  /** The notices that the municipality itself has set. */
  readonly notices: readonly CrisisNotice[]
}

/** What is due on a day, the page before its notices. */
export const pageDue = ({ draft, newest, notices }: Kept, now: Date): readonly PageDue[] => {
  const today = stockholm(now).date
  return [...confirmedDue(newest, today), ...draftDue(draft, today), ...noticesDue(notices, now)]
}

const confirmedDue = (newest: State | undefined, today: LocalDate): readonly PageDue[] => {
  if (newest?.shown.kind !== 'contacts') return [{ kind: 'nothing-shown' }]
  const on = newest.shown.help.confirmedOn
  const until = addDays(on, FRESH_FOR_DAYS)
  if (until < today) return [{ kind: 'old', on, until }]
  return daysBetween(today, until) <= ASKED_BEFORE_DAYS ? [{ kind: 'soon-old', on, until }] : []
}

const draftDue = (draft: Draft | undefined, today: LocalDate): readonly PageDue[] => {
  if (draft?.unpublished !== true) return []
  const since = stockholm(draft.editedAt).date
  return daysBetween(since, today) < FORGOTTEN_DAYS ? [] : [{ kind: 'draft-waits', by: draft.editedBy, since }]
}

const noticesDue = (notices: readonly CrisisNotice[], now: Date): readonly PageDue[] => {
  const soon = addDays(stockholm(now).date, ENDS_SOON_DAYS)
  return notices
    .filter(({ starts }) => starts <= now)
    .map(({ ends }) => stockholm(ends).date)
    .filter((until) => until <= soon)
    .map((until) => ({ kind: 'notice-ends', until }))
}
