/** The ways an answer can go wrong on the public site: a closed list, counted by kind and nothing else. */
export const FAULTS = ['not-found', 'bad-request', 'too-large', 'too-slow', 'wrong-method', 'server-error'] as const
export type Fault = (typeof FAULTS)[number]

export type FaultCounter = {
  add(fault: Fault, count?: number): void
  /** What has been counted since the last call; the counts begin again at nought. */
  take(): ReadonlyMap<Fault, number>
}

export const openFaultCounter = (): FaultCounter => {
  let counts = new Map<Fault, number>()
  return {
    add: (fault, count = 1) => void counts.set(fault, (counts.get(fault) ?? 0) + count),
    take: () => {
      const taken = counts
      counts = new Map()
      return taken
    },
  }
}
