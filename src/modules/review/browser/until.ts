const STEP_MS = 15

/** Resolves with true when it holds, and with false when it did not within the time. */
export const until = async (holds: () => boolean, longestMs: number): Promise<boolean> => {
  const end = performance.now() + longestMs
  while (!holds()) {
    if (performance.now() > end) return false
    await new Promise((resolve) => {
      setTimeout(resolve, STEP_MS)
    })
  }
  return true
}

/** Rejects when the work takes longer than it may, leaving out of the time what is spent while `paused` holds. */
export const withinOwnTime = async <T>(
  work: Promise<T>,
  { ownMs, allMs, paused }: { readonly ownMs: number; readonly allMs: number; readonly paused: () => boolean },
): Promise<T | 'timeout'> => {
  const beat = 100
  const begun = performance.now()
  let own = 0
  const { promise, resolve } = Promise.withResolvers<'timeout'>()
  let last = begun
  const watch = setInterval(() => {
    const now = performance.now()
    if (!paused()) own += now - last
    last = now
    if (own > ownMs || now - begun > allMs) resolve('timeout')
  }, beat)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearInterval(watch)
  }
}
