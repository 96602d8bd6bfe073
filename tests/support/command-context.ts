import type { CliContext, ExitStatus } from '#platform/cli.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/index.ts'

/** What a command left behind when it had ended. */
export type Ended = { readonly out: string; readonly err: string; readonly status: number }

type Given = {
  /** The test's own; a command that is given none must open none. */
  readonly db?: Database
  /** What of the configuration may be read; a command that is given nothing must read nothing. */
  readonly config?: Partial<Config>
  readonly now?: Date
}

export type CommandContext = {
  readonly context: CliContext
  /** What it said so far. */
  readonly ended: () => Ended
  /** As when an error ends the command: told on err, with a status. */
  readonly stopped: (sentence: string, status: ExitStatus) => void
}

/** The outside world of one call of `rackhall` in a test. */
export const aCommandContext = ({ db, config, now = new Date() }: Given = {}): CommandContext => {
  let [out, err, status] = ['', '', 0]
  return {
    context: {
      get config(): Config {
        if (config === undefined) throw new Error('not read')
        return config as Config
      },
      settings: [],
      out: (line) => void (out += `${line}\n`),
      print: (text) => void (out += text),
      err: (line) => void (err += `${line}\n`),
      openDatabase: async () => {
        if (db === undefined) throw new Error('not opened')
        return Promise.resolve(db)
      },
      now: () => now,
      untilStopped: async () => Promise.resolve(undefined),
      exit: (given) => void (status = given),
    },
    ended: () => ({ out, err, status }),
    stopped: (sentence, given) => {
      err += sentence
      status = given
    },
  }
}
