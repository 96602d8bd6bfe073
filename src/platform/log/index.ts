import { pino } from 'pino'

/** The operator's log: what the program does and what broke in it. It has no way to note a visitor. */
export type Log = {
  info(line: string, facts?: Readonly<Record<string, string | number>>): void
  warn(line: string, facts?: Readonly<Record<string, string | number>>): void
  /** What broke, by name and place in the code; an error's message may hold what a person wrote or asked for. */
  broke(what: string, error: unknown): void
}

/** Opens a log of JSON lines on stderr; without host name and process id, which tell the operator nothing new. */
export const openLog = (): Log => {
  const log = pino({ base: null }, process.stderr)
  return {
    info: (line, facts = {}) => log.info(facts, line),
    warn: (line, facts = {}) => log.warn(facts, line),
    broke: (what, error) => log.error(placeOf(error), what),
  }
}

const placeOf = (error: unknown): { error: string; at: readonly string[] } => {
  if (!(error instanceof Error)) return { error: typeof error, at: [] }
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, at: lines.slice(0, 8).map((line) => line.trim()) }
}
