/**
 * Whose turn it is to ask an origin: at most one request under way at a time, and `delayMs` between the end of one and
 * the beginning of the next, over every process that shares the same turns.
 */
export type Turns = {
  /** Resolves when the origin may be asked; `done` must be called when the answer is there, or there will be none. */
  take(origin: string, delayMs: number, signal?: AbortSignal): Promise<Turn>
  /** The origin asked not to be asked again for a while (Retry-After). */
  rest(origin: string, untilMs: number): Promise<void>
}

export type Turn = { readonly done: () => Promise<void> }
