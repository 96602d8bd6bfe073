/** Visits are written in whole tens, so that no single person's visit can be read out of two nights' figures. */
export const ROUNDED_TO = 10
/** Fewer than this in a month are never shown: a small place where few read is a place where one can be guessed. */
export const SHOWN_FROM = 50

/** Visits to a municipality's pages in a month, in whole tens. */
export type MonthOfVisits = {
  readonly code: string
  /** First day of the month, `2026-11-01`. */
  readonly month: string
  readonly visits: number
}

export type VisitCounter = {
  visited(code: string, month: string): void
  /**
   * Takes out what can be written: the whole tens of each municipality and month. The rest stays and is counted on.
   * With `everything` (the process is ending) and for months before `month`, a rest of r is rounded up to ten with the
   * chance r/10 and otherwise down to nought, so that the sum over many nights stays true. `random` gives 0 ≤ x < 1.
   */
  take(month: string, everything: boolean, random: () => number): readonly MonthOfVisits[]
  /** Puts back what could not be written. */
  putBack(taken: readonly MonthOfVisits[]): void
}

/** Counts visits in memory: per municipality and month, and nothing else. */
export const openVisitCounter = (): VisitCounter => {
  const months = new Map<string, Map<string, number>>()
  const add = (code: string, month: string, visits: number): void => {
    let counts = months.get(month)
    if (counts === undefined) months.set(month, (counts = new Map<string, number>()))
    counts.set(code, (counts.get(code) ?? 0) + visits)
  }
  return {
    visited: (code, month) => add(code, month, 1),
    putBack: (taken) => taken.forEach(({ code, month, visits }) => add(code, month, visits)),
    take: (current, everything, random) => {
      const taken: MonthOfVisits[] = []
      for (const [month, counts] of months) {
        const ending = everything || month < current
        for (const [code, count] of counts) {
          const rest = count % ROUNDED_TO
          const up = ending && random() * ROUNDED_TO < rest
          const visits = count - rest + (up ? ROUNDED_TO : 0)
          if (visits > 0) taken.push({ code, month, visits })
          if (ending) counts.delete(code)
          else counts.set(code, rest)
        }
        if (counts.size === 0) months.delete(month)
      }
      return taken
    },
  }
}

/** What the public may read of a figure: itself from fifty up, otherwise nothing. */
export const shownVisits = (visits: number): number | undefined => (visits >= SHOWN_FROM ? visits : undefined)

/** The month a date of the form 2026-11-24 lies in, as its first day. */
export const monthOf = (date: string): string => `${date.slice(0, 7)}-01`
