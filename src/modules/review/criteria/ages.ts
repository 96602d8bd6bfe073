import type { LocalDate } from '#kernel/dates.ts'

/** Whether a day is no more than so many months before another: the same day of the month is still within. */
export const isWithin = (months: number, day: LocalDate, on: LocalDate): boolean => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const last = month - 1 + months
  const limit = `${year + Math.floor(last / 12)}-${String((last % 12) + 1).padStart(2, '0')}-${day.slice(8)}`
  return on <= limit
}
