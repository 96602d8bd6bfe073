/** What a press of Shift amounts to: `1` or `2` presses so far, or `leave` at the third. */
export type Counted = 1 | 2 | 'leave'

export type ThreePresses = {
  /** A key went down; `repeat` when it is only being held, `held` when Control, Alt or the like is held as well. */
  down(key: string, repeat: boolean, held: boolean): void
  /** A key came up, `at` milliseconds from any fixed moment; answers when it was a press of Shift alone. */
  up(key: string, at: number): Counted | undefined
  /** Something else was done: what was counted no longer counts. */
  reset(): void
}

/** Longer between two presses than this, and the first is forgotten. */
export const LONGEST_PAUSE_MS = 5000

const ENOUGH = 3

/**
 * Counts presses of Shift alone (requirement 8): another key starts over, so does a pause, and Shift held while a
 * capital letter is typed never counts, nor does Alt+Shift, which changes the keyboard's language on many computers.
 * Counted when the key comes up, since only then is it known to have been alone.
 */
export const threePresses = (): ThreePresses => {
  let presses = 0
  let last = 0
  let alone = false
  const reset = (): void => {
    presses = 0
    alone = false
  }
  return {
    reset,
    down: (key, repeat, held) => {
      if (key !== 'Shift' || held) reset()
      else if (!repeat) alone = true
    },
    up: (key, at) => {
      if (key !== 'Shift' || !alone) return undefined
      alone = false
      if (at - last > LONGEST_PAUSE_MS) presses = 0
      last = at
      presses += 1
      if (presses < ENOUGH) return presses === 1 ? 1 : 2
      presses = 0
      return 'leave'
    },
  }
}
