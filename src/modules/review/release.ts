import { addDays, stockholm, type LocalDate } from '#kernel/dates.ts'
import { inForce, type Act } from './act.ts'

/** The municipality has this long to look before everybody may. The database holds to the same (`review_released`). */
const DAYS_TO_LOOK = 21

/** The last day before everybody may see it, unless the municipality says earlier that it has looked. */
export const publicFrom = (shownOn: LocalDate): LocalDate => addDays(shownOn, DAYS_TO_LOOK)

/** The day from which everybody may see a review: 21 days after it was shown, or when the municipality has looked. */
export const releasedOn = (shownOn: LocalDate, acts: readonly Act[]): LocalDate => {
  const looks = inForce(acts).flatMap(({ kind, at }) => (kind === 'looked' ? [stockholm(at).date] : []))
  return [publicFrom(shownOn), ...looks].toSorted()[0] ?? publicFrom(shownOn)
}
