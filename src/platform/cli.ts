import type { Config, Setting } from './config.ts'
import type { Database, OpenOptions } from './db/database.ts'

/** 0 done · 1 done, and something is wrong · 2 wrong use or configuration · 3 something needed is unreachable. */
export type ExitStatus = 0 | 1 | 2 | 3

/** What every room's `commands.ts` gets: the outside world of one call of `rackhall`. */
export type CliContext = {
  readonly config: Config
  readonly settings: readonly Setting[]
  /** A line on stdout: the answer. */
  out(line: string): void
  /** Text on stdout as it stands, with no line's end added. */
  print(text: string): void
  /** A line on stderr: words and progress. */
  err(line: string): void
  /** Opens (and for the embedded one starts, when nobody has) the database; closed when the command ends. */
  openDatabase(options?: Pick<OpenOptions, 'migrate'>): Promise<Database>
  now(): Date
  /** Resolves when the command is told to stop; it then ends by itself. Asked for after the database is open. */
  untilStopped(): Promise<undefined>
  /** Sets the exit status; the command goes on to its end. */
  exit(status: ExitStatus): void
}
