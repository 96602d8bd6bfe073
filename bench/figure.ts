/** One measured figure as it stands in docs/performance.md. */
export type Figure = {
  readonly name: string
  readonly value: string
  /** What it is held against: a limit of ours or a peer in the same run. */
  readonly against: string
  /** Undefined where there is no limit. */
  readonly holds: boolean | undefined
  readonly runs: string
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('A median needs at least one value.')
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const spread = (values: readonly number[], digits: number): string =>
  `${values.length} runs, ${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`
